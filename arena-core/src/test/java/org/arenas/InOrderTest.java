package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.error.UndeclaredAccessException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run in order promises, case by case; {@link InOrderPropertyTest} compares it with sequential runs. */
class InOrderTest {
    private final Arena a = Arena.create("a");
    private final Arena b = Arena.create("b");
    private final Interpreter interpreter = Interpreter.create("i");
    private final Ref<Box> box = own(a);

    private static Ref<Box> own(Arena arena) {
        try (ExclusiveBorrow borrow = arena.borrow()) {
            return borrow.own(new Box(0));
        }
    }

    private int value() {
        return box.read(Box::value);
    }

    @AfterEach
    void close() {
        interpreter.close();
        a.close();
        b.close();
    }

    @Test
    void shouldGiveResultsInTheOrderOfTheTasks() {
        try (InOrder<Integer> inOrder = InOrder.create()) {
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                inOrder.when(i % 2 == 0 ? write(a) : write(b)).call(borrow -> number);
                inOrder.when(read(a)).run(borrow -> {});
            }
            assertThat(inOrder.join())
                    .isEqualTo(IntStream.range(0, 5_000).boxed().toList());
        }
    }

    @Test
    void shouldRunTasksWithoutConflictAtTheSameTime() {
        CountDownLatch met = new CountDownLatch(2);
        try (InOrder<Void> inOrder = InOrder.create()) {
            for (Arena arena : List.of(a, b)) {
                inOrder.when(write(arena)).run(borrow -> {
                    met.countDown();
                    Await.open(met);
                });
            }
        }
    }

    @Test
    void shouldPrintInTheOrderOfTheTasksAndFlush() {
        StringWriter printed = new StringWriter();
        CountDownLatch second = new CountDownLatch(1);
        try (InOrder<Void> inOrder =
                InOrder.builder().printTo(new PrintWriter(printed)).create()) {
            inOrder.when(write(a)).run((borrow, out) -> {
                Await.open(second);
                out.print("first ");
            });
            inOrder.when(write(b)).run((borrow, out) -> {
                out.print("second");
                second.countDown();
            });
        }
        assertThat(printed).hasToString("first second");
    }

    @Test
    void shouldThrowTheFailureThatComesFirstInOrder() {
        CountDownLatch later = new CountDownLatch(1);
        StringWriter printed = new StringWriter();
        InOrder<Integer> inOrder =
                InOrder.builder().printTo(new PrintWriter(printed)).create();
        inOrder.when(read(a)).call((borrow, out) -> {
            out.print("kept");
            return 1;
        });
        inOrder.when(write(a)).call((borrow, out) -> {
            Await.open(later);
            out.print(", too");
            borrow.get(box).increment();
            throw new IllegalStateException("first in order");
        });
        inOrder.when(write(b)).call((borrow, out) -> {
            out.print(", lost");
            later.countDown();
            throw new IllegalStateException("first in time");
        });

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("first in order");

        assertThat(printed).hasToString("kept, too");
        assertThat(value()).isEqualTo(1);
        inOrder.close();
        assertThatThrownBy(inOrder::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
        assertThatThrownBy(() -> inOrder.when(write(a)).run(borrow -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void shouldRunNothingThatConflictsWithATaskThatFailed() {
        InOrder<Void> inOrder = InOrder.create();
        CountDownLatch allAdded = new CountDownLatch(1);
        inOrder.when(write(a), read(b)).run(borrow -> {
            Await.open(allAdded);
            throw new IllegalStateException("stop");
        });
        for (int i = 0; i < 100; i++) {
            inOrder.when(write(a)).run(borrow -> borrow.get(box).increment());
        }
        allAdded.countDown();

        assertThatThrownBy(inOrder::close).hasMessage("stop");
        assertThat(value()).isZero();
    }

    @Test
    void shouldThrowOutOfTheAddingLoopOnceAFailureIsKnown() {
        InOrder<Void> inOrder = InOrder.builder().window(4).create();
        AtomicInteger added = new AtomicInteger();

        assertThatThrownBy(() -> {
                    for (; ; added.incrementAndGet()) {
                        inOrder.when(write(a)).run(borrow -> {
                            borrow.get(box).increment();
                            if (borrow.get(box).value() == 11) {
                                throw new IllegalStateException("eleventh");
                            }
                        });
                    }
                })
                .hasMessage("eleventh");
        assertThat(added.get()).isLessThan(16);
        inOrder.close();
    }

    @Test
    void shouldThrowAnErrorAsItIs() {
        InOrder<Void> inOrder = InOrder.create();
        inOrder.when(write(a)).run(borrow -> {
            throw new AssertionError("as it is");
        });

        assertThatThrownBy(inOrder::join).isInstanceOf(AssertionError.class).hasMessage("as it is");
    }

    @Test
    void shouldRejectEveryAccessThatWasNotDeclared() {
        List<Runnable> accesses = List.of(
                () -> b.borrow().close(),
                () -> b.tryBorrow().close(),
                () -> b.borrowShared().close(),
                () -> Arenas.borrow(write(a), read(b)).close(),
                () -> box.send(Box::value),
                () -> Arenas.when(write(a)).run(borrow -> {}),
                () -> interpreter.execute(home -> {}),
                () -> interpreter.call(home -> 1));
        for (Runnable access : accesses) {
            InOrder<Void> inOrder = InOrder.create();
            inOrder.when(write(a)).run(borrow -> access.run());
            assertThatThrownBy(inOrder::join).isInstanceOf(UndeclaredAccessException.class);
        }
    }

    @Test
    void shouldLetATaskBorrowAgainWhatItDeclared() {
        try (InOrder<Boolean> inOrder = InOrder.create()) {
            inOrder.when(write(a), read(b)).call(borrow -> {
                try (ExclusiveBorrow again = a.borrow();
                        Borrow both = Arenas.borrow(read(a), read(b))) {
                    both.get(box).increment();
                    again.get(box).increment();
                    return a.isHeldByCurrentThread() && !interpreter.arena().isHeldByCurrentThread();
                }
            });
            assertThat(inOrder.join()).containsExactly(true);
        }
        assertThat(value()).isEqualTo(2);
    }

    @Test
    void shouldFailWhenAnArenaIsClosed() {
        InOrder<Void> inOrder = InOrder.create();
        b.close();
        inOrder.when(read(b)).run(borrow -> {});

        assertThatThrownBy(inOrder::join).isInstanceOf(ArenaClosedException.class);
    }

    @Test
    void shouldSayThatTheCallerHoldsWhatATaskWaitsFor() {
        InOrder<Integer> inOrder = InOrder.create();
        try (ExclusiveBorrow borrow = a.borrow()) {
            inOrder.when(write(borrow.arena())).call(inner -> 1);
            assertThatThrownBy(inOrder::join).isInstanceOf(DeadlockException.class);
        }
        assertThat(inOrder.join()).containsExactly(1);
    }

    @Test
    void shouldGiveUpHomeWhileAnInterpreterWaits() {
        Ref<Box> home = interpreter.call(self -> self.own(new Box(1)));

        List<Integer> results = interpreter.call(self -> {
            try (InOrder<Integer> inOrder = InOrder.create()) {
                inOrder.when(write(interpreter.arena()))
                        .call(borrow -> borrow.get(home).value());
                return List.copyOf(inOrder.join());
            }
        });

        assertThat(results).containsExactly(1);
    }

    @Test
    void shouldNotLetAnEndedTaskConfineTheNext() {
        List<Integer> seen = new ArrayList<>();
        try (InOrder<Void> inOrder = InOrder.create()) {
            inOrder.when(write(a)).run(borrow -> {});
        }
        Arenas.join(Arenas.when(write(a)).run(borrow -> {
            try (ExclusiveBorrow other = b.borrow()) {
                seen.add(other.own(new Box(0)).hashCode());
            }
        }));
        assertThat(seen).hasSize(1);
    }

    @Test
    void shouldRejectAWindowWithoutRoomAndNullBodies() {
        assertThatThrownBy(() -> InOrder.builder().window(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window has no room: tasks=0; use at least 1");
        try (InOrder<Void> inOrder = InOrder.create()) {
            assertThatThrownBy(() -> inOrder.when()).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
