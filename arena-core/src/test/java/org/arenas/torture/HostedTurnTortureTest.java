package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.ExclusiveBorrow;
import org.arenas.HostedTurn;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.ArenaException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

@DisplayName("Hosts, tasks and borrowers of one interpreter")
class HostedTurnTortureTest {
    private static final int THREADS = 4;
    private static final int STEPS = 2_000;

    /** Written without any synchronisation but the arena's. */
    private static final class Cell {
        long value;
    }

    @RepeatedTest(6)
    @DisplayName("R13, R2: never run at the same time, and all of them run")
    void shouldExcludeEachOther() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        AtomicLong expected = new AtomicLong();
        AtomicInteger inTask = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        Interpreter host = Interpreter.create("host");
        Ref<Cell> cell = host.call(home -> home.own(new Cell()));
        try (Threads threads = new Threads()) {
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                threads.start("hammer-" + t, () -> {
                    for (int i = 0; i < STEPS; i++) {
                        step(host, cell, random, expected, inTask, overlapped);
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(host.<Long>call(home -> home.get(cell).value))
                .as("seed " + seed)
                .isEqualTo(expected.get());
        assertThat(overlapped).as("seed " + seed).isFalse();
        host.close();
    }

    private static void step(
            Interpreter host,
            Ref<Cell> cell,
            Random random,
            AtomicLong expected,
            AtomicInteger inTask,
            AtomicBoolean overlapped) {
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                int tasks = 1 + random.nextInt(4);
                try (HostedTurn turn = host.enter()) {
                    overlapped.compareAndSet(false, inTask.incrementAndGet() != 1);
                    int done = 0;
                    do {
                        turn.home().get(cell).value++;
                        expected.incrementAndGet();
                        if (random.nextInt(8) == 0) {
                            turn.home().suspendDuring(() -> {
                                Thread.onSpinWait();
                                return 0;
                            });
                        }
                        turn.endTask();
                    } while (++done < tasks && turn.mayGoOn());
                    inTask.decrementAndGet();
                }
            }
            case 2 -> {
                expected.incrementAndGet();
                host.execute(home -> {
                    overlapped.compareAndSet(false, inTask.incrementAndGet() != 1);
                    home.get(cell).value++;
                    inTask.decrementAndGet();
                });
            }
            case 3 -> {
                expected.incrementAndGet();
                host.call(home -> home.get(cell).value++);
            }
            default -> {
                expected.incrementAndGet();
                try (ExclusiveBorrow b = host.arena().borrow()) {
                    b.get(cell).value++;
                }
            }
        }
    }

    @RepeatedTest(20)
    @DisplayName("R9: a close in the middle ends all of them, and hangs nobody")
    void shouldSurviveClose() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        // What a close discards is told to the handler: no failure here.
        Interpreter host = Interpreter.builder("host")
                .onFailure((interpreter, failure) -> {})
                .create();
        Ref<Cell> cell = host.call(home -> home.own(new Cell()));
        AtomicLong ignored = new AtomicLong();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < THREADS; t++) {
                Random random = new Random(seed + t);
                threads.start("hammer-" + t, () -> {
                    try {
                        while (true) {
                            step(host, cell, random, ignored, new AtomicInteger(), new AtomicBoolean());
                        }
                    } catch (ArenaException e) {
                        assertThat(host.arena().isClosed() || host.state() != Interpreter.State.RUNNING)
                                .as("seed " + seed + ": " + e)
                                .isTrue();
                    }
                });
            }
            Random random = new Random(seed - 1);
            threads.start("closer", () -> {
                for (int i = random.nextInt(2_000); i > 0; i--) {
                    Thread.onSpinWait();
                }
                if (random.nextBoolean()) {
                    host.close();
                } else {
                    host.closeNow();
                }
            });
            threads.joinAll();
        }
        assertThat(host.state()).as("seed " + seed).isEqualTo(Interpreter.State.CLOSED);
    }
}
