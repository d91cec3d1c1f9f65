package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarriersTest {
    private final int carriers = ((SharedCarriers) Carriers.shared()).parallelism();
    private final List<Arena> arenas = new ArrayList<>();
    private final List<CompletionStage<?>> stages = new ArrayList<>();

    @AfterEach
    void close() {
        arenas.forEach(Arena::close);
    }

    @Test
    void shouldHaveASpareThreadForEveryCarrierThatWaitsForAnArena() {
        Arena wanted = arena();
        try (Holder holder = Holder.of(wanted)) {
            run(2 * carriers, b -> wanted.borrow().close());
            Await.waiters(wanted, 2 * carriers);

            meetOnAllCarriers();

            assertThat(stages).noneMatch(stage -> stage.toCompletableFuture().isDone());
            holder.release();
            stages.forEach(Arenas::join);
        }
    }

    @Test
    void shouldHaveASpareThreadForEveryCarrierThatWaitsForAResult() {
        Arena busy = arena();
        try (Holder holder = Holder.of(busy)) {
            CompletionStage<?> result = Arenas.when(write(busy)).call(b -> null);
            CountDownLatch running = new CountDownLatch(2 * carriers);
            run(2 * carriers, b -> {
                running.countDown();
                Arenas.join(result);
            });
            Await.open(running);

            meetOnAllCarriers();

            holder.release();
            stages.forEach(Arenas::join);
        }
    }

    @Test
    void shouldHaveASpareThreadForEveryTaskThatBlocksWhileItIsSuspended() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(2 * carriers);
        List<Interpreter> interpreters = new ArrayList<>();
        for (int i = 0; i < 2 * carriers; i++) {
            Interpreter interpreter = Interpreter.create("blocking");
            interpreters.add(interpreter);
            interpreter.execute(home -> home.suspendDuring(() -> {
                inside.countDown();
                Await.open(goOn);
                return null;
            }));
        }
        Await.open(inside);

        meetOnAllCarriers();

        goOn.countDown();
        interpreters.forEach(Interpreter::close);
    }

    /** As many behaviours as there are carriers, none of which ends before all of them run. */
    private void meetOnAllCarriers() {
        CyclicBarrier barrier = new CyclicBarrier(carriers);
        List<CompletionStage<?>> meeting = new ArrayList<>();
        for (int i = 0; i < carriers; i++) {
            meeting.add(Arenas.when(write(arena())).run(b -> meet(barrier)));
        }
        meeting.forEach(Arenas::join);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("not all carriers run", e);
        }
    }

    private void run(int count, Consumer<Borrow> body) {
        for (int i = 0; i < count; i++) {
            stages.add(Arenas.when(write(arena())).run(body));
        }
    }

    private Arena arena() {
        arenas.add(Arena.create("arena " + arenas.size()));
        return arenas.get(arenas.size() - 1);
    }
}
