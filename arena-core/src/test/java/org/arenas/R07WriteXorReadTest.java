package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.error.AccessModeException;
import org.arenas.error.DeadlockException;
import org.arenas.error.UpgradeException;
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

@DisplayName("R7 Write XOR read")
@DisplayNameGeneration(RuleNames.class)
class R07WriteXorReadTest {
    private static final Duration SHORT = Duration.ofMillis(2);

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
    void shouldLetReadersInTogether() {
        CyclicBarrier together = new CyclicBarrier(40);
        try (Threads threads = new Threads()) {
            // More than one block of readers' cells holds.
            for (int i = 0; i < 40; i++) {
                threads.start("reader " + i, () -> {
                    try (SharedBorrow b = arena.borrowShared()) {
                        together.await(20, TimeUnit.SECONDS);
                        assertThat(b.arena().isHeldByCurrentThread()).isTrue();
                        together.await(20, TimeUnit.SECONDS);
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.FREE);
    }

    @Test
    void shouldKeepEverybodyOutWhileAWriterIsIn() throws Exception {
        try (Holder writer = Holder.of(arena)) {
            assertThat(writer.thread().isAlive()).isTrue();
            assertThat(arena.tryBorrow()).isNull();
            assertThat(arena.tryBorrow(SHORT)).isNull();
            assertThat(arena.tryBorrowShared()).isNull();
            assertThat(arena.tryBorrowShared(SHORT)).isNull();
            assertThat(Arenas.tryBorrow(write(after), read(arena))).isNull();
            assertThat(Arenas.tryBorrow(SHORT, write(after), read(arena))).isNull();
        }
        arena.tryBorrowShared().close();
    }

    @Test
    void shouldKeepWritersOutWhileAReaderIsIn() throws Exception {
        try (Holder reader = Holder.shared(arena)) {
            assertThat(reader.thread().isAlive()).isTrue();
            assertThat(arena.tryBorrow()).isNull();
            assertThat(arena.tryBorrow(SHORT)).isNull();
            assertThat(Arenas.tryBorrow(read(after), write(arena))).isNull();
            assertThat(Arenas.tryBorrow(SHORT, read(after), write(arena))).isNull();
            try (SharedBorrow b = arena.tryBorrowShared()) {
                assertThat(b).isNotNull();
            }
        }
        arena.tryBorrow().close();
    }

    @Test
    void shouldHoldTheArenaUntilTheOutermostBorrowIsClosed() {
        List<Borrow> nested = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nested.add(i % 3 == 0 ? arena.borrow() : i % 3 == 1 ? arena.borrowShared() : Arenas.borrow(write(arena)));
        }
        nested.add(arena.tryBorrow());
        nested.add(arena.tryBorrowShared());
        nested.add(Arenas.tryBorrow(read(arena), write(after)));

        for (int i = nested.size() - 1; i >= 0; i--) {
            assertThat(nested.get(i)).isNotNull();
            assertThat(arena.isHeldByCurrentThread()).isTrue();
            assertTaken(arena);
            nested.get(i).close();
        }

        assertThat(arena.isHeldByCurrentThread()).isFalse();
        assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.FREE);
    }

    @Test
    void shouldNestInsideABehaviourAndATask() {
        Arenas.join(Arenas.when(write(arena)).run(b -> {
            try (ExclusiveBorrow nested = arena.borrow();
                    SharedBorrow reading = arena.borrowShared()) {
                Ref<Box> ref = nested.own(new Box(1));
                assertThat(reading.get(ref)).isSameAs(b.get(ref));
            }
            assertTaken(arena);
        }));
        try (Interpreter bank = Interpreter.create("bank")) {
            bank.call(home -> {
                try (ExclusiveBorrow nested = bank.arena().borrow()) {
                    assertThat(nested.arena().isHeldByCurrentThread()).isTrue();
                }
                assertTaken(bank.arena());
                return null;
            });
        }
    }

    @Test
    void shouldKeepACallOutOfAHomeThatSomebodyHolds() {
        try (Interpreter bank = Interpreter.create("bank");
                Threads threads = new Threads()) {
            Ref<Box> ref;
            try (ExclusiveBorrow held = bank.arena().borrow()) {
                ref = held.own(new Box(1));
                threads.start("caller", () -> bank.call(home -> home.get(ref).value = 2));
                Await.waiters(bank.arena(), 1);

                assertTaken(bank.arena());
                assertThat(held.get(ref).value).isEqualTo(1);
            }
            threads.joinAll();
            assertThat(ref.read(Box::value)).isEqualTo(2);
        }
    }

    @Test
    void shouldRejectAnUpgradeInEveryForm() {
        try (SharedBorrow held = arena.borrowShared()) {
            assertEveryUpgradeIsRejected();
            assertThat(held.arena().isHeldByCurrentThread()).isTrue();
        }
        assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.FREE);
        arena.tryBorrow().close();
    }

    @Test
    void shouldRejectAnUpgradeThoughOthersReadOrWaitToWrite() {
        try (Threads threads = new Threads();
                Holder reader = Holder.shared(arena)) {
            try (SharedBorrow held = arena.borrowShared()) {
                assertEveryUpgradeIsRejected();
                Thread writer = threads.start("writer", () -> arena.borrow().close());
                Await.blocked(writer);
                assertEveryUpgradeIsRejected();
                assertThat(held.arena().isHeldByCurrentThread()).isTrue();
            }
            reader.release();
            threads.joinAll();
        }
        assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.FREE);
    }

    @Test
    void shouldRejectAnUpgradeThoughABehaviourWaitsToWrite() {
        AtomicInteger ran = new AtomicInteger();
        try (SharedBorrow held = arena.borrowShared()) {
            CompletionStage<?> writer = Arenas.when(write(arena)).run(b -> ran.incrementAndGet());
            assertEveryUpgradeIsRejected();
            assertThat(writer.toCompletableFuture()).isNotDone();
            assertThat(held.arena().isHeldByCurrentThread()).isTrue();
        }
        Await.until("the behaviour", () -> ran.get() == 1);
    }

    @Test
    void shouldRejectAnUpgradeInsideABehaviourThatReads() {
        Arenas.join(Arenas.when(read(arena), write(after)).run(b -> {
            assertEveryUpgradeIsRejected();
            assertThatThrownBy(() -> b.exclusive(arena)).isInstanceOf(AccessModeException.class);
            try (SharedBorrow again = arena.borrowShared()) {
                assertThatThrownBy(() -> again.exclusive(arena)).isInstanceOf(AccessModeException.class);
            }
        }));
    }

    @Test
    void shouldNotWaitForABehaviourThatWritesWhatTheCallerReads() {
        AtomicInteger ran = new AtomicInteger();
        try (SharedBorrow held = arena.borrowShared()) {
            CompletionStage<?> writer = Arenas.when(write(held.arena())).run(b -> ran.incrementAndGet());

            assertThatThrownBy(() -> Arenas.join(writer)).isInstanceOf(DeadlockException.class);
            assertThat(ran).hasValue(0);
        }
        Await.until("the behaviour", () -> ran.get() == 1);
    }

    @Test
    void shouldHoldNothingOfAGroupThatWasRejected() {
        try (SharedBorrow held = arena.borrowShared()) {
            assertUpgrade(() -> Arenas.borrow(write(before), write(arena), write(after)));
            assertUpgrade(() -> Arenas.borrow(read(before), write(arena), read(after)));
            assertUpgrade(() -> Arenas.tryBorrow(write(after), write(before), write(arena)));
            try (Holder first = Holder.of(before)) {
                // Waits for nobody: the upgrade is seen before.
                assertUpgrade(() -> Arenas.borrow(write(before), write(arena), write(after)));
                assertThat(first.thread().isAlive()).isTrue();
            }
            assertThat(held.arena().isHeldByCurrentThread()).isTrue();
            for (Arena free : List.of(before, after)) {
                assertThat(free.isHeldByCurrentThread()).isFalse();
                assertThat(Await.look(free).state()).isEqualTo(ArenaSnapshot.State.FREE);
            }
        }
    }

    @Test
    void shouldTakeTheStrongerModeOfAnArenaThatIsNamedTwice() {
        try (Borrow b = Arenas.borrow(read(arena), write(arena), read(arena))) {
            Ref<Box> ref = b.exclusive(arena).own(new Box(1));
            assertThat(b.get(ref).value).isEqualTo(1);
            assertTaken(arena);
        }
        assertThat(Await.look(arena).state()).isEqualTo(ArenaSnapshot.State.FREE);
    }

    @Test
    void shouldReadAgainInsideASharedBorrow() {
        List<Borrow> nested = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            nested.add(i % 2 == 0 ? arena.borrowShared() : Arenas.borrow(read(arena), read(after)));
        }
        nested.add(arena.tryBorrowShared());
        assertThat(arena.isHeldByCurrentThread()).isTrue();

        nested.forEach(Borrow::close);

        assertThat(arena.isHeldByCurrentThread()).isFalse();
        arena.tryBorrow().close();
        after.tryBorrow().close();
    }

    @Test
    void shouldNeverLoseAWriteNorTearARead() {
        int[] pair = new int[2];
        AtomicInteger torn = new AtomicInteger();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 2; t++) {
                threads.start("writer " + t, () -> {
                    for (int i = 0; i < 3_000; i++) {
                        try (ExclusiveBorrow b = arena.borrow()) {
                            pair[0]++;
                            pair[1] += b.arena().isHeldByCurrentThread() ? 1 : 0;
                        }
                    }
                });
                threads.start("reader " + t, () -> {
                    for (int i = 0; i < 3_000; i++) {
                        try (SharedBorrow b = arena.borrowShared()) {
                            torn.addAndGet(pair[0] == pair[1] && !b.arena().isClosed() ? 0 : 1);
                        }
                    }
                });
            }
            for (int i = 0; i < 1_000; i++) {
                Arenas.when(write(arena)).run(b -> {
                    pair[0]++;
                    pair[1]++;
                });
            }
            threads.joinAll();
        }
        int sum = Arenas.join(Arenas.when(write(arena)).call(b -> pair[0]));
        assertThat(sum).isEqualTo(7_000);
        assertThat(torn).hasValue(0);
    }

    private void assertEveryUpgradeIsRejected() {
        assertUpgrade(arena::borrow);
        assertUpgrade(arena::borrowInterruptibly);
        assertUpgrade(arena::tryBorrow);
        assertUpgrade(() -> arena.tryBorrow(SHORT));
        assertUpgrade(() -> arena.tryBorrow(Duration.ZERO));
        assertUpgrade(() -> Arenas.borrow(write(arena)));
        assertUpgrade(() -> Arenas.borrowInterruptibly(write(arena)));
        assertUpgrade(() -> Arenas.tryBorrow(write(arena)));
        assertUpgrade(() -> Arenas.tryBorrow(SHORT, write(arena)));
    }

    private static void assertUpgrade(ThrowingCallable acquisition) {
        assertThatThrownBy(acquisition).isInstanceOf(UpgradeException.class);
    }

    /** Nobody else gets it. */
    private static void assertTaken(Arena taken) {
        try (Threads threads = new Threads()) {
            threads.start("stranger", () -> {
                assertThat(taken.tryBorrow()).isNull();
                assertThat(taken.tryBorrowShared()).isNull();
            });
            threads.joinAll();
        }
    }
}
