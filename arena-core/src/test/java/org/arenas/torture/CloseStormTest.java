package org.arenas.torture;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.testing.Await;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Interpreters and arenas that are made, used and closed by many at once. */
class CloseStormTest {
    private static final int THREADS = 6;
    private static final int SLOTS = 4;
    private static final int STEPS = 40_000;

    @Test
    @DisplayName(
            "R9: interpreters closed by many at once, by themselves and twice, end, and so does every task they took")
    void shouldEndEveryTaskOfInterpretersThatAreClosed() {
        int steps = Rig.times(STEPS) / THREADS;
        Tasks tasks = new Tasks();
        try (Rig rig = new Rig("close storm, interpreters")) {
            AtomicReferenceArray<Interpreter> slots = new AtomicReferenceArray<>(SLOTS);
            for (int i = 0; i < SLOTS; i++) {
                slots.set(i, tasks.interpreter());
            }
            for (int i = 0; i < THREADS; i++) {
                rig.thread("user-" + i, random -> {
                    for (int step = 0; step < steps; step++) {
                        int slot = random.nextInt(SLOTS);
                        Interpreter interpreter = slots.get(slot);
                        tasks.use(rig, interpreter, random);
                        if (interpreter.state() != Interpreter.State.RUNNING) {
                            slots.compareAndSet(slot, interpreter, tasks.interpreter());
                        }
                        rig.throttle(1_000);
                    }
                });
            }
            rig.join();
            tasks.interpreters.forEach(Interpreter::close);
            tasks.interpreters.forEach(Tasks::checkClosed);
            tasks.awaitEnd();
        }
    }

    /** What interpreters are given, and what became of it. */
    private static final class Tasks {
        private final LongAdder given = new LongAdder();
        private final LongAdder ran = new LongAdder();
        private final LongAdder discarded = new LongAdder();
        private final Queue<Interpreter> interpreters = new ConcurrentLinkedQueue<>();

        Interpreter interpreter() {
            Interpreter made = Interpreter.builder("storm")
                    .onFailure((who, failure) -> discarded(failure))
                    .create();
            interpreters.add(made);
            return made;
        }

        private void discarded(Throwable failure) {
            if (!(failure instanceof InterpreterClosedException)) {
                throw new AssertionError("neither run nor discarded", failure);
            }
            discarded.increment();
        }

        void use(Rig rig, Interpreter interpreter, SplittableRandom random) {
            try {
                switch (random.nextInt(24)) {
                    case 0 -> closed(interpreter, false);
                    case 1 -> closed(interpreter, true);
                    case 2 -> give(interpreter, Interpreter::close);
                    case 3 -> give(interpreter, Interpreter::closeNow);
                    case 4, 5, 6, 7 -> called(interpreter, random);
                    case 8, 9, 10, 11 -> submitted(rig, interpreter);
                    case 12 -> borrow(interpreter.arena(), random);
                    case 13 ->
                        rig.expect(
                                Arenas.when(write(interpreter.arena())).run(b -> {}),
                                failure -> failure instanceof ArenaClosedException);
                    default -> give(interpreter, self -> {});
                }
            } catch (InterpreterClosedException | ArenaClosedException e) {
                if (interpreter.state() == Interpreter.State.RUNNING) {
                    throw e;
                }
            }
        }

        private void give(Interpreter interpreter, Consumer<Interpreter> body) {
            interpreter.execute(home -> {
                ran.increment();
                body.accept(home.interpreter());
                // An immediate close has interrupted this very task.
                Thread.interrupted();
            });
            given.increment();
        }

        /** A call that throws has not been run. */
        private void called(Interpreter interpreter, SplittableRandom random) {
            AtomicBoolean hasRun = new AtomicBoolean();
            try {
                interpreter.<Void>call(home -> {
                    Dawdle.aBit(random);
                    ran.increment();
                    hasRun.set(true);
                    return null;
                });
                given.increment();
            } catch (InterpreterClosedException | ArenaClosedException e) {
                if (hasRun.get()) {
                    throw new AssertionError("ran and threw", e);
                }
                throw e;
            }
        }

        private void submitted(Rig rig, Interpreter interpreter) {
            rig.expect(
                    interpreter.submit(home -> {
                        ran.increment();
                        return 1;
                    }),
                    failure -> {
                        discarded(failure);
                        return true;
                    });
            given.increment();
        }

        private static void closed(Interpreter interpreter, boolean now) {
            if (now) {
                interpreter.closeNow();
            } else {
                interpreter.close();
            }
            assertThat(interpreter.state()).isEqualTo(Interpreter.State.CLOSED);
            assertThat(interpreter.arena().isClosed()).isTrue();
        }

        private static void borrow(Arena arena, SplittableRandom random) {
            try (ExclusiveBorrow b = arena.borrow()) {
                Dawdle.aBit(random);
                assertThat(b.arena().isHeldByCurrentThread()).isTrue();
            }
        }

        void awaitEnd() {
            try {
                Await.until("every task ran or was discarded", () -> given.sum() == ran.sum() + discarded.sum());
            } catch (ConditionTimeoutException e) {
                throw new AssertionError("given=" + given + " ran=" + ran + " discarded=" + discarded, e);
            }
        }

        static void checkClosed(Interpreter interpreter) {
            assertThat(interpreter.state()).isEqualTo(Interpreter.State.CLOSED);
            assertThat(interpreter.pendingTasks()).isZero();
            Await.until("not listed", () -> !Arenas.interpreters().contains(interpreter));
        }
    }

    @Test
    @DisplayName("R9: arenas closed by many at once end every behaviour and borrow on them, and hold up no other arena")
    void shouldEndWhatWantsSeveralArenasThatAreClosed() {
        int steps = Rig.times(STEPS) / THREADS;
        try (Rig rig = new Rig("close storm, arenas")) {
            AtomicReferenceArray<Cell> slots = new AtomicReferenceArray<>(SLOTS);
            for (int i = 0; i < SLOTS; i++) {
                slots.set(i, new Cell(rig));
            }
            List<Cell> kept = Stream.generate(() -> new Cell(rig)).limit(2).toList();
            for (int i = 0; i < THREADS; i++) {
                rig.thread("user-" + i, random -> {
                    for (int step = 0; step < steps; step++) {
                        int slot = random.nextInt(SLOTS);
                        if (random.nextInt(16) == 0) {
                            slots.getAndSet(slot, new Cell(rig)).arena.close();
                        }
                        useSeveral(
                                rig,
                                List.of(
                                        kept.get(random.nextInt(2)),
                                        slots.get(slot),
                                        slots.get((slot + 1) % SLOTS),
                                        slots.get((slot + 2) % SLOTS)),
                                random);
                        rig.throttle(500);
                    }
                });
            }
            rig.join();
            kept.forEach(Cell::check);
        }
    }

    private static void useSeveral(Rig rig, List<Cell> cells, SplittableRandom random) {
        Access[] accesses =
                cells.stream().map(cell -> write(cell.arena)).distinct().toArray(Access[]::new);
        if (random.nextInt(4) > 0) {
            rig.expect(
                    Arenas.when(accesses).run(b -> cells.forEach(Cell::increment)),
                    failure -> failure instanceof ArenaClosedException);
            return;
        }
        try (Borrow b = Arenas.borrow(accesses)) {
            assertThat(b).isNotNull();
            cells.forEach(Cell::increment);
        } catch (ArenaClosedException e) {
            assertThat(cells).anyMatch(cell -> cell.arena.isClosed());
        }
    }

    /** An arena and what it guards. */
    private static final class Cell {
        private final Arena arena;
        private final Twin twin = new Twin();
        private final LongAdder increments = new LongAdder();

        Cell(Rig rig) {
            arena = rig.arena("storm");
        }

        void increment() {
            twin.increment();
            increments.increment();
        }

        void check() {
            assertThat(twin.read()).isEqualTo(increments.sum());
        }
    }
}
