package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R5 No silent deadlock")
@DisplayNameGeneration(RuleNames.class)
class R05NoSilentDeadlockTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Arena a = Arena.create("a");
    private final Arena b = Arena.create("b");
    private final Arena c = Arena.create("c");
    private final Queue<DeadlockException> deadlocks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger granted = new AtomicInteger();

    @AfterEach
    void close() {
        a.close();
        b.close();
        c.close();
    }

    @Test
    void shouldThrowInOneOfTwoThreadsThatBorrowCrosswise() {
        ring(Arena::borrow, Arena::borrow, List.of(a, b));
    }

    @Test
    void shouldThrowInOneOfThreeThreadsInARing() {
        ring(Arena::borrow, Arena::borrow, List.of(a, b, c));
    }

    @Test
    void shouldSeeThatSharedHoldersAreInTheWay() {
        ring(Arena::borrowShared, Arena::borrow, List.of(a, b));
    }

    @Test
    void shouldSeeThatSharedWaitersWaitForAWriter() {
        ring(Arena::borrow, Arena::borrowShared, List.of(a, b));
    }

    @Test
    void shouldSeeTimedWaits() {
        ring(Arena::borrow, arena -> interrupted(() -> arena.tryBorrow(LONG)), List.of(a, b));
        ring(Arena::borrow, arena -> interrupted(() -> arena.tryBorrowShared(LONG)), List.of(a, b, c));
    }

    @Test
    void shouldSeeInterruptibleWaits() {
        ring(Arena::borrow, arena -> interrupted(arena::borrowInterruptibly), List.of(a, b));
    }

    @Test
    void shouldSeeWaitsForSeveralArenas() {
        ring(Arena::borrow, arena -> Arenas.borrow(write(arena)), List.of(a, b, c));
        ring(arena -> Arenas.borrow(read(arena)), arena -> Arenas.borrow(write(arena)), List.of(a, b));
    }

    @Test
    void shouldNameTheWholeCycle() {
        ring(Arena::borrow, Arena::borrow, List.of(a, b, c));

        DeadlockException thrown = deadlocks.remove();
        assertThat(thrown.cycle()).hasSize(3);
        for (Arena arena : List.of(a, b, c)) {
            assertThat(thrown.cycle())
                    .anySatisfy(member -> assertThat(member)
                            .contains("waits for " + arena + " exclusively")
                            .contains(arena + " held exclusively by member "));
        }
        assertThat(thrown.cycle().toString()).contains("member 0", "member 1", "member 2");
    }

    @Test
    void shouldKeepWhatWasHeldWhenItThrows() {
        try (Threads threads = new Threads();
                Arena held = Arena.create("held")) {
            CountDownLatch otherHolds = new CountDownLatch(1);
            try (ExclusiveBorrow mine = held.borrow()) {
                Ref<Box> ref = mine.own(new Box(1));
                threads.start("other", () -> {
                    try (ExclusiveBorrow outer = a.borrow()) {
                        otherHolds.countDown();
                        granted(held.borrow(), outer);
                    } catch (DeadlockException e) {
                        deadlocks.add(e);
                    }
                });
                Await.open(otherHolds);
                Await.waiters(held, 1);

                // The other one may see the cycle first when it looks again: then this waits no longer.
                try {
                    granted(a.borrow(), mine);
                } catch (DeadlockException e) {
                    deadlocks.add(e);
                }

                assertThat(mine.get(ref).value).isEqualTo(1);
                assertThat(held.isHeldByCurrentThread()).isTrue();
            }
            threads.joinAll();
            assertThat(deadlocks).hasSize(1);
            assertThat(granted).hasValue(1);
        }
    }

    @Test
    void shouldNotTakeAThirdPartyForAMember() {
        // The bystander waits for a member of no cycle, which holds on for a while: no exception, and all is granted.
        try (Threads threads = new Threads();
                Holder holder = Holder.of(a)) {
            threads.start("first", () -> {
                try (ExclusiveBorrow mine = b.borrow()) {
                    granted(a.borrow(), mine);
                }
            });
            Await.waiters(a, 1);
            threads.start("second", () -> {
                try (ExclusiveBorrow mine = c.borrow()) {
                    granted(b.borrow(), mine);
                }
            });
            Await.waiters(b, 1);
            holder.release();
            threads.joinAll();
        }
        assertThat(granted).hasValue(2);
    }

    @Test
    void shouldThrowInATaskThatBorrowsWhatItsCallerHolds() {
        try (Interpreter bank = Interpreter.create("bank");
                ExclusiveBorrow mine = a.borrow()) {
            assertThatThrownBy(() -> bank.call(home -> {
                        assertThat(a.tryBorrow()).isNull();
                        a.borrow().close();
                        return null;
                    }))
                    .isInstanceOf(DeadlockException.class);
            assertThat(mine.arena().isHeldByCurrentThread()).isTrue();
        }
    }

    @Test
    void shouldThrowInABehaviourThatWaitsForOneBehindIt() {
        CompletionStage<Object> stage = Arenas.when(write(a)).call(borrow -> {
            CompletionStage<Integer> behind = Arenas.when(write(a)).call(next -> 1);
            return Arenas.join(behind);
        });

        assertThatThrownBy(() -> Arenas.join(stage)).isInstanceOf(DeadlockException.class);
    }

    @Test
    void shouldThrowInAHolderThatWaitsForABehaviourOnItsArena() {
        try (ExclusiveBorrow mine = a.borrow()) {
            CompletionStage<Integer> behind =
                    Arenas.when(write(mine.arena()), write(b)).call(next -> 1);
            CompletionStage<Integer> derived = behind.thenApply(one -> one + 1);

            assertThatThrownBy(() -> Arenas.join(behind)).isInstanceOf(DeadlockException.class);
            assertThatThrownBy(() -> Arenas.join(derived)).isInstanceOf(DeadlockException.class);
        }
    }

    /** Everybody holds one arena and wants the next: one gets the exception, and then all the others their arena. */
    private void ring(Function<Arena, Borrow> holding, Function<Arena, ? extends Borrow> wanting, List<Arena> arenas) {
        deadlocks.clear();
        granted.set(0);
        CyclicBarrier allHold = new CyclicBarrier(arenas.size());
        try (Threads threads = new Threads()) {
            for (int i = 0; i < arenas.size(); i++) {
                Arena own = arenas.get(i);
                Arena next = arenas.get((i + 1) % arenas.size());
                threads.start("member " + i, () -> {
                    try (Borrow held = holding.apply(own)) {
                        allHold.await(20, TimeUnit.SECONDS);
                        granted(wanting.apply(next), held);
                    } catch (DeadlockException e) {
                        deadlocks.add(e);
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(deadlocks).as("one of them throws").hasSize(1);
        assertThat(granted).as("the others go on").hasValue(arenas.size() - 1);
        assertThat(deadlocks.element().cycle()).hasSize(arenas.size());
    }

    private void granted(Borrow wanted, Borrow held) {
        assertThat(wanted).isNotNull();
        assertThat(wanted).isNotSameAs(held);
        granted.incrementAndGet();
        wanted.close();
    }

    private interface Interruptible<T> {
        T get() throws InterruptedException;
    }

    private static <T> T interrupted(Interruptible<T> body) {
        try {
            return body.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNotTakeInterpretersThatGiveUpTheirHomeForADeadlock() {
        List<Interpreter> ring = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ring.add(Interpreter.create("worker " + i));
        }
        borrowInARing(ring);

        assertThat(deadlocks).isEmpty();
        assertThat(granted).hasValue(3);
    }

    @Test
    void shouldThrowInOneOfTheInterpretersThatKeepTheirHome() {
        List<Interpreter> ring = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ring.add(Interpreter.builder("worker " + i)
                    .homePolicy(HomePolicy.KEEP)
                    .create());
        }
        borrowInARing(ring);

        assertThat(deadlocks).hasSize(1);
        assertThat(granted).hasValue(2);
    }

    private void borrowInARing(List<Interpreter> ring) {
        CyclicBarrier allRun = new CyclicBarrier(ring.size());
        try (Threads threads = new Threads()) {
            for (int i = 0; i < ring.size(); i++) {
                Interpreter own = ring.get(i);
                Arena next = ring.get((i + 1) % ring.size()).arena();
                threads.start(
                        "caller " + i,
                        () -> own.call(home -> {
                            try {
                                allRun.await(20, TimeUnit.SECONDS);
                                granted(next.borrow(), home);
                            } catch (DeadlockException e) {
                                deadlocks.add(e);
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                            return null;
                        }));
            }
            threads.joinAll();
        }
        ring.forEach(Interpreter::close);
    }
}
