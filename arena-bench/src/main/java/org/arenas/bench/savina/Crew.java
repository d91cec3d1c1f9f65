package org.arenas.bench.savina;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Threads of the models that block them. */
final class Crew {
    private Crew() {}

    /** What a thread does. */
    interface Body {
        void run() throws Exception;
    }

    static Thread start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void join(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(Results.DEADLINE_SECONDS));
        if (thread.isAlive()) {
            throw new IllegalStateException("thread does not end: thread=" + thread);
        }
    }

    static List<Thread> start(int count, String name, IntFunction<Body> body) {
        List<Thread> threads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            threads.add(start(name + "-" + i, body.apply(i)));
        }
        return threads;
    }

    static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            join(thread);
        }
    }
}
