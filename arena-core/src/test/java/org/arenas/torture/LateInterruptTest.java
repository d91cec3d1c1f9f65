package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Interpreter;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Interpreters that are closed at once while their tasks end, on a carrier that has something else to do after each of them.
 * The carrier is a bare thread, since a pool would forget interrupts by itself.
 */
class LateInterruptTest {
    private static final int INTERPRETERS = 5_000;
    private static final int LONGEST_LOOK = 200;
    private static final int LONGEST_SPIN = 20_000;

    @Test
    @DisplayName("R9: closeNow() interrupts the task that runs, and never what its carrier does next")
    void shouldNotInterruptWhatTheCarrierDoesNext() {
        int interpreters = Rig.times(INTERPRETERS);
        AtomicInteger late = new AtomicInteger();
        AtomicInteger inTime = new AtomicInteger();
        try (Rig rig = new Rig("late interrupts")) {
            BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
            AtomicBoolean over = new AtomicBoolean();
            rig.thread("carrier", random -> {
                while (!over.get() || !queue.isEmpty()) {
                    // Not take(), which would show an interrupt as an exception.
                    Runnable turns = queue.poll();
                    if (turns != null) {
                        turns.run();
                        if (isInterruptedWithin(random.nextInt(LONGEST_LOOK))) {
                            late.incrementAndGet();
                        }
                    }
                }
            });
            SplittableRandom random = rig.random();
            for (int i = 0; i < interpreters; i++) {
                AtomicBoolean started = new AtomicBoolean();
                int work = random.nextInt(LONGEST_LOOK);
                Interpreter interpreter = Interpreter.builder("closed " + i)
                        .carriers(queue::add)
                        .onFailure((who, failure) -> {})
                        .create();
                interpreter.execute(home -> {
                    started.set(true);
                    if (isInterruptedWithin(work)) {
                        inTime.incrementAndGet();
                    }
                });
                awaitSoon(started);
                Dawdle.aBit(random);
                interpreter.closeNow();
            }
            over.set(true);
            rig.join();
        }
        assertThat(late).as("late interrupts").hasValue(0);
        assertThat(inTime).as("interrupts of tasks").hasPositiveValue();
    }

    /** Mostly without sleeping, so that the close comes while the task runs. */
    private static void awaitSoon(AtomicBoolean started) {
        for (int i = 0; i < LONGEST_SPIN && !started.get(); i++) {
            Thread.onSpinWait();
        }
        Await.until("the task runs", started::get);
    }

    private static boolean isInterruptedWithin(int spins) {
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                return true;
            }
        }
        return Thread.interrupted();
    }
}
