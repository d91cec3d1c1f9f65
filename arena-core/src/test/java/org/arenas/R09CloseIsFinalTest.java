package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.HomeArenaException;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** Of arenas; the end of an interpreter has tests of its own in InterpreterCloseTest. */
@DisplayName("R9 Close is final and deterministic")
@DisplayNameGeneration(RuleNames.class)
class R09CloseIsFinalTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Arena before = Arena.create("before");
    private final Arena arena = Arena.create("arena");
    private final Arena after = Arena.create("after");

    @AfterEach
    void close() {
        before.close();
        arena.close();
        after.close();
    }

    @Test
    void shouldLetNobodyIntoAClosedArena() {
        assertThat(arena.isClosed()).isFalse();
        arena.close();
        assertThat(arena.isClosed()).isTrue();

        assertEverythingIsRefused();
        assertThat(arena.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldLetNobodyIntoAnArenaThatWasReadBeforeItWasClosed() {
        arena.borrowShared().close();
        Arenas.join(Arenas.when(read(arena)).run(b -> arena.assertHeld()));
        arena.close();

        assertEverythingIsRefused();
    }

    @Test
    void shouldDoNothingWhenClosedAgain() {
        Thread closer = Thread.currentThread();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 4; i++) {
                threads.start("closer " + i, arena::close);
            }
            threads.joinAll();
        }
        arena.close();
        arena.close();
        assertThat(closer.isInterrupted()).isFalse();
        assertEverythingIsRefused();
    }

    @Test
    void shouldWakeEverybodyWhoWaits() {
        List<ThrowingCallable> waits = List.of(
                arena::borrow,
                arena::borrowInterruptibly,
                () -> arena.tryBorrow(LONG),
                arena::borrowShared,
                arena::borrowSharedInterruptibly,
                () -> arena.tryBorrowShared(LONG),
                () -> Arenas.borrow(write(before), write(arena)),
                () -> Arenas.borrowInterruptibly(read(arena), write(after)),
                () -> Arenas.tryBorrow(LONG, write(after), read(arena), write(before)));
        try (Threads threads = new Threads();
                Holder holder = Holder.of(arena)) {
            for (int i = 0; i < waits.size(); i++) {
                ThrowingCallable wait = waits.get(i);
                threads.start("waiter " + i, () -> assertRefused(wait));
            }
            CompletionStage<?> one = Arenas.when(write(arena)).call(b -> 1);
            CompletionStage<?> two = Arenas.when(write(before), read(arena)).call(b -> 1);
            Await.waiters(arena, waits.size() + 2);

            arena.close();

            threads.joinAll();
            assertRefused(() -> Arenas.join(one));
            assertRefused(() -> Arenas.join(two));
            assertThat(holder.thread().isAlive()).isTrue();
            // What they held or were queued for beside it is free again.
            before.borrow().close();
            after.borrow().close();
        }
    }

    @Test
    void shouldWakeWhoWaitsForReaders() {
        try (Threads threads = new Threads();
                Holder reader = Holder.shared(arena)) {
            Thread writer = threads.start("writer", () -> assertRefused(arena::borrow));
            Await.blocked(writer);
            CompletionStage<?> behaviour = Arenas.when(write(arena)).call(b -> 1);

            arena.close();

            assertRefused(() -> Arenas.join(behaviour));
            threads.joinAll();
            assertThat(reader.thread().isAlive()).isTrue();
        }
    }

    @Test
    void shouldWakeABehaviourThatHoldsOneArenaAndWaitsForTheClosedOne() {
        try (Holder holder = Holder.of(arena)) {
            CompletionStage<?> stage =
                    Arenas.when(write(before), write(arena), write(after)).call(b -> 1);
            assertThat(before.tryBorrow()).isNull();

            arena.close();

            assertRefused(() -> Arenas.join(stage));
            before.borrow().close();
            after.borrow().close();
            holder.release();
        }
    }

    @Test
    void shouldLeaveTheArenaToItsHolderUntilTheBorrowIsClosed() {
        List<WeakReference<Box>> watched = new ArrayList<>();
        Ref<Box> ref = ownWithoutKeeping(watched);

        try (ExclusiveBorrow held = arena.borrow()) {
            arena.close();

            assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.CLOSING);
            assertThat(held.get(ref).value).isEqualTo(1);
            assertThat(held.get(held.own(new Box(2))).value).isEqualTo(2);
            arena.assertHeld();
            try (ExclusiveBorrow nested = arena.borrow();
                    SharedBorrow reading = arena.borrowShared()) {
                assertThat(nested.get(ref)).isSameAs(reading.get(ref));
            }
            onAnotherThread(this::assertEverythingIsRefused);
        }

        assertThat(arenasInSnapshot()).doesNotContain(arena.id());
        assertEverythingIsRefused();
        Await.cleared(watched.get(0));
    }

    @Test
    void shouldLeaveTheArenaToItsReaders() {
        Ref<Box> ref = ownWithoutKeeping(new ArrayList<>());
        try (SharedBorrow held = arena.borrowShared();
                Holder other = Holder.shared(arena)) {
            arena.close();

            assertThat(held.get(ref).value).isEqualTo(1);
            try (SharedBorrow again = arena.borrowShared()) {
                assertThat(again.get(ref).value).isEqualTo(1);
            }
            onAnotherThread(this::assertEverythingIsRefused);
            assertThat(other.thread().isAlive()).isTrue();
            assertThat(arenasInSnapshot()).contains(arena.id());
        }
        Await.until("the last reader closed it", () -> !arenasInSnapshot().contains(arena.id()));
    }

    @Test
    void shouldLeaveTheArenaToARunningBehaviour() {
        Ref<Box> ref = ownWithoutKeeping(new ArrayList<>());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CompletionStage<Integer> stage = Arenas.when(write(arena), read(after)).call(b -> {
            running.countDown();
            Await.open(closed);
            return b.get(ref).value;
        });
        Await.open(running);

        arena.close();

        closed.countDown();
        assertThat(Arenas.join(stage)).isEqualTo(1);
        Await.until("it is gone", () -> !arenasInSnapshot().contains(arena.id()));
    }

    @Test
    void shouldDropItsObjectsAtOnceThoughRefsLiveOn() {
        List<WeakReference<Box>> watched = new ArrayList<>();
        List<Ref<Box>> refs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            refs.add(ownWithoutKeeping(watched));
        }

        arena.close();

        for (WeakReference<Box> object : watched) {
            Await.cleared(object);
        }
        assertThat(refs).allSatisfy(ref -> assertRefused(ref::borrow));
    }

    @Test
    void shouldForgetAClosedArenaAtOnce() {
        assertThat(arenasInSnapshot()).contains(arena.id());

        arena.close();

        assertThat(arenasInSnapshot()).doesNotContain(arena.id());
    }

    @Test
    void shouldFailABehaviourThatIsScheduledTooLateWithoutRunningIt() {
        AtomicInteger ran = new AtomicInteger();
        arena.close();

        CompletionStage<?> one = Arenas.when(write(arena)).run(b -> ran.incrementAndGet());
        CompletionStage<?> two = Arenas.when(write(after), read(arena)).run(b -> ran.incrementAndGet());

        assertThat(one.toCompletableFuture()).isCompletedExceptionally();
        assertThat(two.toCompletableFuture()).isCompletedExceptionally();
        assertRefused(() -> Arenas.join(one));
        assertRefused(() -> Arenas.join(two));
        after.tryBorrow().close();
        assertThat(ran).hasValue(0);
    }

    @Test
    void shouldCloseAHomeOnlyThroughItsInterpreter() {
        try (Interpreter bank = Interpreter.create("bank")) {
            assertThatThrownBy(() -> bank.arena().close()).isInstanceOf(HomeArenaException.class);
            assertThatThrownBy(() -> bank.call(home -> {
                        home.close();
                        return null;
                    }))
                    .isInstanceOf(HomeArenaException.class);
            assertThat(bank.arena().isClosed()).isFalse();
            bank.arena().borrow().close();
        }
    }

    @Test
    void shouldForgetAnArenaWhoseHolderDiesAfterTheClose() {
        try (Threads threads = new Threads()) {
            threads.start("leaker", () -> {
                assertThat(arena.borrow()).isNotNull();
                arena.close();
            });
            threads.joinAll();
        }

        Await.until("it is gone", () -> !arenasInSnapshot().contains(arena.id()));
    }

    private void assertEverythingIsRefused() {
        assertRefused(arena::borrow);
        assertRefused(arena::borrowInterruptibly);
        assertRefused(arena::tryBorrow);
        assertRefused(() -> arena.tryBorrow(LONG));
        assertRefused(arena::borrowShared);
        assertRefused(arena::borrowSharedInterruptibly);
        assertRefused(arena::tryBorrowShared);
        assertRefused(() -> arena.tryBorrowShared(LONG));
        assertRefused(() -> Arenas.borrow(write(after), write(arena)));
        assertRefused(() -> Arenas.tryBorrow(write(before), read(arena)));
        assertRefused(() -> Arenas.tryBorrow(LONG, write(before), read(arena)));
        assertRefused(() -> Arenas.join(Arenas.when(write(arena)).call(b -> 1)));
        assertRefused(() -> Arenas.join(Arenas.when(read(arena), write(before)).call(b -> 1)));
    }

    private static void assertRefused(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(ArenaClosedException.class);
    }

    /** In a frame of its own, so that nothing on the stack keeps the object. */
    private Ref<Box> ownWithoutKeeping(List<WeakReference<Box>> watched) {
        try (ExclusiveBorrow b = arena.borrow()) {
            Box box = new Box(1);
            watched.add(new WeakReference<>(box));
            return b.own(box);
        }
    }

    private static List<Long> arenasInSnapshot() {
        return Arenas.snapshot().arenas().stream().map(ArenaSnapshot::id).toList();
    }

    private static void onAnotherThread(Threads.Body body) {
        try (Threads threads = new Threads()) {
            threads.start("another thread", body);
            threads.joinAll();
        }
    }
}
