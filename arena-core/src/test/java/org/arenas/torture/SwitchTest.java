package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The first task on an arena switches its lock to another kind of release. Here that happens thousands of times, on an
 * arena of its own each, while threads that know nothing of it borrow the arena as fast as they can.
 */
class SwitchTest {
    private static final int ROUNDS = 8_000;
    private static final int BORROWERS = 3;
    private static final int TASK_DEADLINE_SECONDS = 20;

    @Test
    @DisplayName("R10: the first behaviours of an arena are not forgotten, whoever holds it when they come")
    void shouldRunTheFirstBehavioursOfABusyArena() {
        run("switch by behaviours", rig -> new Subject(rig.arena("busy")), SwitchTest::scheduleFirst);
    }

    @Test
    @DisplayName("R10: the first tasks of an interpreter are not forgotten, whoever holds its arena when they come")
    void shouldRunTheFirstTasksOfAnInterpreterWhoseArenaIsBusy() {
        run(
                "switch by tasks",
                rig -> new Subject(rig.interpreter(Interpreter.builder("busy")).arena()),
                SwitchTest::submitFirst);
    }

    @FunctionalInterface
    private interface Maker {
        Subject make(Rig rig);
    }

    @FunctionalInterface
    private interface First {
        CompletionStage<?> start(Subject subject, SplittableRandom random);
    }

    /** The arena of one round, and how often it was written. */
    private static final class Subject {
        private final Arena arena;
        private final Ref<Twin> twin;
        private final LongAdder writes = new LongAdder();

        Subject(Arena arena) {
            this.arena = arena;
            try (Borrow b = arena.borrow()) {
                this.twin = b.exclusive(arena).own(new Twin());
            }
        }

        void write(Borrow borrow) {
            borrow.get(twin).increment();
            writes.increment();
        }

        void check() {
            assertThat(twin.read(Twin::read)).as("increments of %s", arena).isEqualTo(writes.sum());
        }
    }

    /** What the borrowers work on now; null ends them. */
    private static final class Target {
        private volatile Subject subject;
    }

    private static void run(String name, Maker maker, First first) {
        List<Subject> subjects = new ArrayList<>();
        try (Rig rig = new Rig(name)) {
            Target target = new Target();
            target.subject = maker.make(rig);
            for (int i = 0; i < BORROWERS; i++) {
                rig.thread("borrower-" + i, random -> {
                    for (Subject now = target.subject; now != null; now = target.subject) {
                        borrow(now, random);
                    }
                });
            }
            try {
                for (int round = Rig.times(ROUNDS); round > 0; round--) {
                    Subject subject = maker.make(rig);
                    subjects.add(subject);
                    target.subject = subject;
                    await(first.start(subject, rig.random()), subject);
                }
            } finally {
                target.subject = null;
            }
            rig.join();
            subjects.forEach(Subject::check);
        }
    }

    private static void await(CompletionStage<?> stage, Subject subject) {
        try {
            stage.toCompletableFuture().get(TASK_DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(
                    "task did not end well: arena=" + subject.arena + ", arenas:" + System.lineSeparator()
                            + Arenas.snapshot().text(),
                    e);
        }
    }

    private static void borrow(Subject subject, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                try (Borrow b = subject.arena.borrow()) {
                    subject.write(b);
                }
            }
            case 1 -> {
                try (Borrow b = subject.arena.tryBorrow()) {
                    if (b != null) {
                        subject.write(b);
                    }
                }
            }
            case 2 -> {
                try (Borrow b = subject.arena.tryBorrowShared()) {
                    if (b != null) {
                        b.get(subject.twin).read();
                    }
                }
            }
            default -> {
                try (Borrow b = subject.arena.borrowShared()) {
                    b.get(subject.twin).read();
                }
            }
        }
    }

    private static CompletionStage<?> scheduleFirst(Subject subject, SplittableRandom random) {
        for (int i = random.nextInt(60); i > 0; i--) {
            Thread.onSpinWait();
        }
        boolean writes = random.nextInt(3) > 0;
        Access access = writes ? write(subject.arena) : read(subject.arena);
        CompletionStage<?> first = Arenas.when(access).run(b -> touch(subject, b, writes));
        return random.nextBoolean()
                ? first
                : Arenas.when(write(subject.arena)).run(subject::write).thenCompose(done -> first);
    }

    private static void touch(Subject subject, Borrow borrow, boolean writes) {
        if (writes) {
            subject.write(borrow);
        } else {
            borrow.get(subject.twin).read();
        }
    }

    private static CompletionStage<?> submitFirst(Subject subject, SplittableRandom random) {
        for (int i = random.nextInt(60); i > 0; i--) {
            Thread.onSpinWait();
        }
        Interpreter interpreter = subject.arena.interpreter();
        if (random.nextBoolean()) {
            interpreter.execute(subject::write);
        }
        return interpreter.submit(home -> {
            subject.write(home);
            return 1;
        });
    }
}
