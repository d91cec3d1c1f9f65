package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.SharedBorrow;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interleavings that the random tests once met, or that were found by reading, each made to happen for certain. */
class InterleavingsTest {
    @Test
    @DisplayName("R7: a call waits for the home arena while another thread holds it")
    void shouldNotRunACallWhileTheHomeArenaIsHeld() {
        AtomicBoolean ran = new AtomicBoolean();
        try (Interpreter interpreter = Interpreter.create("home");
                Threads threads = new Threads();
                Holder holder = Holder.of(interpreter.arena())) {
            threads.start(
                    "caller",
                    () -> interpreter.call(home -> {
                        ran.set(true);
                        return home.arena();
                    }));
            Await.waiters(interpreter.arena(), 1);
            assertThat(ran).isFalse();
            assertThat(Await.look(interpreter.arena()).holders())
                    .singleElement()
                    .matches(seen -> seen.who().equals(holder.thread().getName()));
            holder.release();
            threads.joinAll();
            assertThat(ran).isTrue();
        }
    }

    @Test
    @DisplayName("R5: a reader that waits for a behaviour that waits for readers gets a DeadlockException")
    void shouldRejectAJoinOfABehaviourThatWaitsForTheCallersSharedBorrow() {
        try (Arena arena = Arena.create("read")) {
            CompletionStage<?> written;
            try (SharedBorrow reading = arena.borrowShared()) {
                written = Arenas.when(write(arena)).run(b -> {});
                assertThatThrownBy(() -> Arenas.join(written))
                        .isInstanceOf(DeadlockException.class)
                        .hasMessageContaining(reading.arena() + " held shared by");
            }
            Arenas.join(written);
        }
    }

    @Test
    @DisplayName("R9: a close wakes a writer that waits for the readers to leave")
    void shouldWakeAWriterThatWaitsForReadersOnClose() {
        Arena arena = Arena.create("read");
        try (Threads threads = new Threads();
                Holder reader = Holder.shared(arena)) {
            Thread writer = threads.start(
                    "writer", () -> assertThatThrownBy(arena::borrow).isInstanceOf(ArenaClosedException.class));
            Await.until(
                    "the writer owns the word",
                    () -> Await.look(arena).holders().size() == 2);
            Await.blocked(writer);
            arena.close();
            Await.until("the writer gave up", () -> !writer.isAlive());
            assertThat(reader.thread().isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName("R9: a close fails a behaviour that was granted the arena and waits for another one")
    void shouldFailABehaviourThatHoldsAClosedArenaAndWaitsForAnother() {
        AtomicBoolean ran = new AtomicBoolean();
        Arena closed = Arena.create("closed");
        try (Arena other = Arena.create("other");
                Holder holder = Holder.of(other)) {
            CompletableFuture<?> stage = Arenas.when(write(closed), write(other))
                    .run(b -> ran.set(true))
                    .toCompletableFuture();
            Await.waiters(other, 1);
            closed.close();
            assertThat(stage).isCompletedExceptionally();
            assertThatThrownBy(() -> Arenas.join(stage)).isInstanceOf(ArenaClosedException.class);
            assertThat(holder.thread().isAlive()).isTrue();
        }
        assertThat(ran).isFalse();
    }

    @Test
    @DisplayName("R9: a thread that was granted the closed arena and waits for another one is woken")
    void shouldWakeAThreadThatHoldsAClosedArenaAndWaitsForAnother() {
        Arena closed = Arena.create("closed");
        try (Arena other = Arena.create("other");
                Threads threads = new Threads();
                Holder holder = Holder.of(other)) {
            Thread waiter = threads.start(
                    "waiter",
                    () -> assertThatThrownBy(() -> Arenas.borrow(write(closed), write(other)))
                            .isInstanceOf(ArenaClosedException.class));
            Await.waiters(other, 1);
            closed.close();
            Await.until("the waiter gave up", () -> !waiter.isAlive());
            assertThat(holder.thread().isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName("R9: a behaviour scheduled on a closed arena fails and is forgotten")
    void shouldKeepNothingOfABehaviourScheduledOnAClosedArena() {
        Arena closed = Arena.create("closed");
        closed.close();
        try (Arena open = Arena.create("open")) {
            WeakReference<Object> one = scheduleFailing(closed);
            WeakReference<Object> two = scheduleFailing(open, closed);
            Await.cleared(one);
            Await.cleared(two);
        }
        assertThat(closed.isClosed()).isTrue();
    }

    private static Access[] writes(Arena... arenas) {
        return Arrays.stream(arenas).map(Access::write).toArray(Access[]::new);
    }

    private static WeakReference<Object> scheduleFailing(Arena... arenas) {
        Object kept = new Object();
        CompletionStage<?> stage = Arenas.when(writes(arenas)).call(b -> kept.hashCode());
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        return new WeakReference<>(kept);
    }

    @Test
    @DisplayName("R5: a derived stage does not wait for the interpreter any more that its source came from")
    void shouldNotTakeADerivedStageForTheInterpreterThatItsSourceCameFrom() throws Exception {
        CompletableFuture<String> elsewhere = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Thread> calling = new CompletableFuture<>();
        CompletableFuture<Thread> joining = new CompletableFuture<>();
        try (Interpreter asked = Interpreter.create("asked");
                Interpreter asking = Interpreter.create("asking")) {
            CompletionStage<String> derived = asked.submit(home -> 1).thenCompose(one -> elsewhere);
            CompletionStage<String> result = asking.submit(home -> {
                begun.countDown();
                Thread caller = calling.join();
                Await.blocked(caller);
                joining.complete(Thread.currentThread());
                return Arenas.join(derived);
            });
            // Or else the caller would run that task itself.
            Await.open(begun);
            // From here on, asked waits for asking, and asking for something that asked has nothing to do with.
            asked.execute(home -> {
                calling.complete(Thread.currentThread());
                asking.call(other -> 2);
            });
            Await.blocked(joining.get(30, TimeUnit.SECONDS));
            elsewhere.complete("done");
            assertThat(Arenas.join(result)).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R7: a task may name its own home arena when it waits for several")
    void shouldTakeTheHomeArenaAsOneOfSeveral(boolean writeHome) {
        Arena other = Arena.create("other");
        try (Interpreter interpreter = Interpreter.create("home");
                Threads threads = new Threads();
                Holder holder = Holder.of(other)) {
            Arena home = interpreter.arena();
            CompletionStage<Boolean> held = interpreter.submit(task -> {
                try (Borrow both = Arenas.borrow(writeHome ? write(home) : read(home), write(other))) {
                    assertThat(both.exclusive(other).arena()).isSameAs(other);
                    return home.isHeldByCurrentThread();
                }
            });
            Await.waiters(other, 1);
            holder.release();
            assertThat(Arenas.join(held)).isTrue();
            // Held once, and released once.
            threads.start("borrower", () -> home.borrow().close());
            threads.joinAll();
        }
        other.close();
    }

    @RepeatedTest(10)
    @DisplayName("R5: who has nothing in hand is not made the victim of the nested borrows of others")
    void shouldNotThrowAtABystanderOfADeadlock() {
        LongAdder victims = new LongAdder();
        try (Arena read = Arena.create("read");
                Arena held = Arena.create("held");
                Threads threads = new Threads()) {
            CountDownLatch bothHold = new CountDownLatch(2);
            CountDownLatch bystanderWaits = new CountDownLatch(1);
            threads.start("reader", () -> {
                try (SharedBorrow outer = read.borrowShared()) {
                    bothHold.countDown();
                    Await.open(bothHold);
                    borrowOrCount(held, victims);
                    assertThat(outer.arena().isHeldByCurrentThread()).isTrue();
                }
            });
            threads.start("holder", () -> {
                try (ExclusiveBorrow outer = held.borrow()) {
                    bothHold.countDown();
                    Await.open(bystanderWaits);
                    borrowSharedOrCount(read, victims);
                    assertThat(outer.arena().isHeldByCurrentThread()).isTrue();
                }
            });
            Await.open(bothHold);
            Thread bystander = threads.start("bystander", () -> read.borrow().close());
            Await.until(
                    "the bystander owns the word",
                    () -> Await.look(read).holders().size() == 2);
            Await.blocked(bystander);
            bystanderWaits.countDown();
            threads.joinAll();
        }
        assertThat(victims.sum()).isEqualTo(1);
    }

    private static void borrowOrCount(Arena arena, LongAdder victims) {
        try (ExclusiveBorrow inner = arena.borrow()) {
            assertThat(inner.arena()).isSameAs(arena);
        } catch (DeadlockException e) {
            victims.increment();
        }
    }

    private static void borrowSharedOrCount(Arena arena, LongAdder victims) {
        try (SharedBorrow inner = arena.borrowShared()) {
            assertThat(inner.arena()).isSameAs(arena);
        } catch (DeadlockException e) {
            victims.increment();
        }
    }
}
