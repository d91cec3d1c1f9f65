package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arena;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Home;
import org.arenas.HomePolicy;
import org.arenas.error.DeadlockException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interpreters in a ring, each of which borrows the next one's arena. */
class RingTest {
    private static final int TASKS = 12_000;

    @DisplayName("R5: interpreters that give up their home never hear of a deadlock")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldNeverThrowWhileHomeIsGivenUp(int size) {
        try (Rig rig = new Rig("ring of " + size + ", home given up")) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.SUSPEND);
            everyMember(rig, ring, Rig.times(TASKS), (home, next, random) -> {
                try (Borrow b = borrow(next.arena(), random)) {
                    touch(b, next, random);
                }
            });
        }
    }

    @DisplayName("R5: nor do they with a borrow open that nobody else wants")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldNeverThrowWithABorrowOpenThatNobodyWants(int size) {
        try (Rig rig = new Rig("ring of " + size + ", own borrow open")) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.SUSPEND);
            everyMember(rig, ring, Rig.times(TASKS), (home, next, random) -> {
                Member self = ring.get((ring.indexOf(next) + size - 1) % size);
                try (ExclusiveBorrow open = self.own.borrow();
                        Borrow b = borrow(next.arena(), random)) {
                    touch(b, next, random);
                    assertThat(open.arena().isHeldByCurrentThread()).isTrue();
                }
            });
        }
    }

    @DisplayName("R5: with a borrow open that others want, too, somebody is told, and everybody gets done")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldFinishWithABorrowOpenThatOthersWant(int size) {
        try (Rig rig = new Rig("ring of " + size + ", common borrows open")) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.SUSPEND);
            List<Arena> common = rig.arenas(2);
            everyMember(
                    rig,
                    ring,
                    Rig.times(TASKS),
                    (home, next, random) -> untilNoDeadlock(() -> {
                        try (Borrow open = borrow(common.get(random.nextInt(2)), random);
                                Borrow b = borrow(next.arena(), random)) {
                            touch(b, next, random);
                            assertThat(open.toString()).doesNotContain("closed");
                        }
                    }));
        }
    }

    @DisplayName("R5: interpreters that keep their home are told of the circle, and never hang")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldThrowInACircleOfInterpretersThatKeepTheirHome(int size) {
        LongAdder deadlocks = new LongAdder();
        try (Rig rig = new Rig("ring of " + size + ", home kept")) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.KEEP);
            CyclicBarrier allRun = new CyclicBarrier(size);
            for (int round = Rig.times(20); round > 0; round--) {
                long before = deadlocks.sum();
                for (int i = 0; i < size; i++) {
                    Member next = ring.get((i + 1) % size);
                    Member self = ring.get(i);
                    rig.expect(self.interpreter.submit(self.action(home -> {
                        home.suspendDuring(() -> await(allRun));
                        try (ExclusiveBorrow b = next.arena().borrow()) {
                            next.increment(b);
                        } catch (DeadlockException e) {
                            deadlocks.increment();
                        }
                    })));
                }
                rig.join();
                assertThat(deadlocks.sum()).as("victims").isGreaterThan(before);
            }
            ring.forEach(Member::check);
        }
    }

    @DisplayName("R5: interpreters that keep their home and try again all get done")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldFinishWhenInterpretersKeepTheirHome(int size) {
        try (Rig rig = new Rig("ring of " + size + ", home kept, many tasks")) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.KEEP);
            // A task that holds its home for good cannot try again: it is the next task that does.
            everyMember(rig, ring, Rig.times(TASKS), (home, next, random) -> {
                try (Borrow b = borrow(next.arena(), random)) {
                    touch(b, next, random);
                } catch (DeadlockException e) {
                    assertThat(e.cycle()).isNotEmpty();
                }
            });
        }
    }

    /** What a task does with the next member of the ring. */
    @FunctionalInterface
    private interface Step {
        void take(Home home, Member next, SplittableRandom random);
    }

    private static void everyMember(Rig rig, List<Member> ring, int tasks, Step step) {
        for (int i = 0; i < ring.size(); i++) {
            Member self = ring.get(i);
            Member next = ring.get((i + 1) % ring.size());
            rig.thread("giver-" + i, random -> {
                for (int task = 0; task < tasks / ring.size(); task++) {
                    SplittableRandom own = random.split();
                    rig.expect(self.interpreter.submit(self.action(home -> {
                        Dawdle.aBit(own);
                        step.take(home, next, own);
                        self.increment(home);
                    })));
                }
            });
        }
        rig.join();
        ring.forEach(Member::check);
    }

    static void untilNoDeadlock(Runnable attempt) {
        for (; ; ) {
            try {
                attempt.run();
                return;
            } catch (DeadlockException e) {
                assertThat(e.cycle()).isNotEmpty();
            }
        }
    }

    private static Borrow borrow(Arena arena, SplittableRandom random) {
        return random.nextInt(3) == 0 ? arena.borrowShared() : arena.borrow();
    }

    private static void touch(Borrow borrow, Member member, SplittableRandom random) {
        Dawdle.aBit(random);
        if (borrow instanceof ExclusiveBorrow) {
            member.increment(borrow);
        } else {
            member.read(borrow);
        }
    }

    private static Integer await(CyclicBarrier barrier) {
        try {
            return barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("not everybody came", e);
        }
    }
}
