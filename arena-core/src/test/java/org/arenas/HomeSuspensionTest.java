package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.error.HomeSuspendedException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a task gives its home arena up, who gets it meanwhile, and that the task has it again afterwards. */
class HomeSuspensionTest {
    private final Interpreter bank = Interpreter.create("bank");
    private final Interpreter audit = Interpreter.create("audit");
    private final Arena other = Arena.create("other");
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        bank.close();
        audit.close();
        other.close();
    }

    private void assertHomeIsFree() {
        bank.arena().borrow().close();
        bank.arena().borrowShared().close();
        Arenas.borrow(write(bank.arena()), read(audit.arena())).close();
        Arenas.join(Arenas.when(write(bank.arena())).run(b -> bank.arena().assertHeld()));
    }

    private void assertHomeIsHeld() {
        assertThat(bank.arena().tryBorrow()).isNull();
        assertThat(bank.arena().tryBorrowShared()).isNull();
    }

    private static void assertUsable(Home home) {
        assertThat(home.arena().isHeldByCurrentThread()).isTrue();
        assertThat(home.get(home.own(new Box(3))).value).isEqualTo(3);
    }

    @Test
    void shouldLetOthersIntoTheHomeOfATaskThatWaitsForAnArena() {
        try (Holder holder = Holder.of(other)) {
            Ref<Box> box = bank.call(home -> home.own(new Box(1)));
            CompletionStage<Integer> seen = bank.submit(home -> {
                try (ExclusiveBorrow b = other.borrow()) {
                    assertThat(b.arena().isHeldByCurrentThread()).isTrue();
                    return home.get(box).value;
                }
            });
            Await.waiters(other, 1);
            assertHomeIsFree();
            try (Borrowed<Box> b = box.borrow()) {
                b.get().value = 2;
            }
            holder.release();
            assertThat(Arenas.join(seen)).as("what was changed meanwhile").isEqualTo(2);
        }
    }

    @Test
    void shouldTakeTheHomeAgainOnlyOnceOthersHaveLeftIt() {
        try (Holder holder = Holder.of(other)) {
            CompletionStage<?> task = bank.submit(home -> {
                other.borrow().close();
                assertUsable(home);
                return null;
            });
            Await.waiters(other, 1);
            try (Holder atHome = Holder.of(bank.arena())) {
                holder.release();
                // It does not wait for its home with the other arena in hand.
                Await.waiters(bank.arena(), 1);
                assertThat(task.toCompletableFuture()).isNotDone();
                atHome.release();
            }
            Arenas.join(task);
        }
    }

    @Test
    void shouldKeepTheHomeIfTheWantedArenaIsFree() {
        CompletionStage<?> task = bank.submit(home -> {
            try (ExclusiveBorrow b = other.borrow()) {
                assertThat(b.arena()).isSameAs(other);
                inside.countDown();
                Await.open(goOn);
            }
            return null;
        });
        Await.open(inside);
        assertHomeIsHeld();
        goOn.countDown();
        Arenas.join(task);
    }

    @Test
    void shouldKeepTheHomeThatTheTaskHasBorrowedASecondTime() {
        try (Holder holder = Holder.of(other)) {
            CompletionStage<?> task = bank.submit(home -> {
                try (ExclusiveBorrow again = bank.arena().borrow()) {
                    other.borrow().close();
                    home.suspendDuring(() -> {
                        assertUsable(home);
                        return null;
                    });
                    home.yield();
                    assertThat(again.arena().isHeldByCurrentThread()).isTrue();
                }
                return null;
            });
            Await.waiters(other, 1);
            assertHomeIsHeld();
            holder.release();
            Arenas.join(task);
        }
    }

    @Test
    void shouldHaveItsHomeAgainWhenAnInterruptEndsTheWait() {
        try (Holder holder = Holder.of(other);
                Threads threads = new Threads()) {
            Thread caller = threads.start(
                    "caller",
                    () -> bank.call(home -> {
                        assertThatThrownBy(other::borrowInterruptibly).isInstanceOf(InterruptedException.class);
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        assertUsable(home);
                        return null;
                    }));
            Await.waiters(other, 1);
            assertHomeIsFree();
            caller.interrupt();
            threads.joinAll();
            holder.release();
        }
    }

    @Test
    void shouldKeepAnInterruptPendingThatDoesNotEndTheWait() {
        try (Holder holder = Holder.of(other);
                Threads threads = new Threads()) {
            Thread caller = threads.start("caller", () -> {
                boolean pending = bank.call(home -> {
                    other.borrow().close();
                    assertUsable(home);
                    return Thread.interrupted();
                });
                assertThat(pending).isTrue();
            });
            Await.waiters(other, 1);
            caller.interrupt();
            Await.waiters(other, 1);
            holder.release();
            threads.joinAll();
        }
    }

    @Test
    void shouldHaveItsHomeAgainWhenTheTimeIsUp() {
        try (Holder holder = Holder.of(other)) {
            bank.call(home -> {
                assertThat(other.tryBorrow()).isNull();
                assertThat(tryBorrow(Duration.ofMillis(5))).isNull();
                assertUsable(home);
                return null;
            });
            holder.release();
        }
    }

    private ExclusiveBorrow tryBorrow(Duration timeout) {
        try {
            return other.tryBorrow(timeout);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldHaveItsHomeAgainWhenTheWantedArenaIsClosed() {
        Arena closing = Arena.create("closing");
        try (Holder holder = Holder.of(closing)) {
            CompletionStage<?> task = bank.submit(home -> {
                assertThatThrownBy(closing::borrow).isInstanceOf(ArenaClosedException.class);
                assertUsable(home);
                return null;
            });
            Await.waiters(closing, 1);
            closing.close();
            Arenas.join(task);
            holder.release();
        }
    }

    @Test
    void shouldHaveItsHomeAgainWhateverTheBlockingWorkThrows() {
        RuntimeException mine = new IllegalStateException("mine");
        Error error = new StackOverflowError("mine");
        bank.call(home -> {
            assertThat(catchThrowable(() -> home.suspendDuring(() -> {
                        throw mine;
                    })))
                    .isSameAs(mine);
            assertUsable(home);
            assertThat(catchThrowable(() -> home.suspendDuring(() -> {
                        throw error;
                    })))
                    .isSameAs(error);
            assertUsable(home);
            return null;
        });
        bank.arena().borrow().close();
    }

    @Test
    void shouldSuspendOnceHoweverDeepTheWaitsNest() {
        try (Holder holder = Holder.of(other)) {
            CompletionStage<Integer> task = bank.submit(home -> {
                int result = home.suspendDuring(() -> {
                    assertThatThrownBy(() -> home.suspendDuring(() -> 1)).isInstanceOf(HomeSuspendedException.class);
                    assertThatThrownBy(home::yield).isInstanceOf(HomeSuspendedException.class);
                    // A wait inside: there is nothing left to be given up, and nothing to be taken before the end.
                    other.borrow().close();
                    inside.countDown();
                    Await.open(goOn);
                    return audit.<Integer>call(there -> 4);
                });
                assertUsable(home);
                return result;
            });
            Await.waiters(other, 1);
            assertHomeIsFree();
            holder.release();
            Await.open(inside);
            assertHomeIsFree();
            goOn.countDown();
            assertThat(Arenas.join(task)).isEqualTo(4);
        }
        bank.arena().borrow().close();
    }

    @Test
    void shouldLetATaskBorrowTheHomeThatItHasGivenUp() {
        bank.call(home -> {
            home.suspendDuring(() -> {
                try (ExclusiveBorrow b = bank.arena().borrow()) {
                    assertThat(b.get(b.own(new Box(1))).value).isEqualTo(1);
                    assertThatThrownBy(() -> home.own(new Box(2))).isInstanceOf(HomeSuspendedException.class);
                }
                return null;
            });
            assertUsable(home);
            return null;
        });
        bank.arena().borrow().close();
    }

    @Test
    void shouldEndTheTaskThatIsSuspendedWhenItsInterpreterIsClosedAtOnce() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        bank.execute(home -> {
            seen.set(catchThrowable(() -> home.suspendDuring(() -> {
                inside.countDown();
                return catchThrowable(() -> new CountDownLatch(1).await());
            })));
            assertThat(home.arena().isHeldByCurrentThread()).isFalse();
        });
        Await.open(inside);
        bank.closeNow();
        assertThat(seen.get()).isInstanceOf(ArenaClosedException.class);
    }

    /** A borrow is never suspended. If somebody waits for it with the home in hand, the task cannot have its home back. */
    @Test
    void shouldThrowRatherThanWaitForAHomeWhoseHolderWaitsForTheTask() {
        try (Threads threads = new Threads()) {
            AtomicReference<Throwable> told = new AtomicReference<>();
            CompletionStage<Boolean> task = bank.submit(home -> {
                try (ExclusiveBorrow held = other.borrow()) {
                    Throwable thrown = catchThrowable(() -> home.suspendDuring(() -> {
                        inside.countDown();
                        Await.waiters(held.arena(), 1);
                        return null;
                    }));
                    if (thrown != null) {
                        assertThatThrownBy(() -> home.own(new Box(1))).isInstanceOf(HomeSuspendedException.class);
                    } else {
                        assertUsable(home);
                    }
                    told.set(thrown);
                    return thrown != null;
                }
            });
            Await.open(inside);
            AtomicReference<Throwable> atHome = new AtomicReference<>();
            threads.start("at home", () -> {
                try (ExclusiveBorrow home = bank.arena().borrow()) {
                    atHome.set(catchThrowable(() -> other.borrow().close()));
                    assertThat(home.arena().isHeldByCurrentThread()).isTrue();
                }
            });
            boolean inTask = Arenas.join(task);
            threads.joinAll();
            // One of the two is told, and neither waits for ever.
            assertThat(inTask ? told.get() : atHome.get()).isInstanceOf(DeadlockException.class);
        }
        assertThat(bank.<Integer>call(home -> 5)).as("it goes on").isEqualTo(5);
        bank.arena().borrow().close();
    }
}
