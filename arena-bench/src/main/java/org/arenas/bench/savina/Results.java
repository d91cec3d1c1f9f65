package org.arenas.bench.savina;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits with a deadline, and checks of what came out. */
final class Results {
    static final long DEADLINE_SECONDS = 120;

    private Results() {}

    static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done: left=" + done.getCount());
        }
    }

    static <R> R of(CompletionStage<R> stage) throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    static void check(String what, long expected, long actual) {
        if (actual != expected) {
            throw new IllegalStateException("wrong result: what=" + what + ", expected=" + expected + ", is=" + actual);
        }
    }
}
