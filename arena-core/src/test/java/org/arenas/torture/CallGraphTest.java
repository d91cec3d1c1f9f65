package org.arenas.torture;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Home;
import org.arenas.HomePolicy;
import org.arenas.error.DeadlockException;
import org.arenas.error.SelfCallException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interpreters that wait for each other's answers. */
class CallGraphTest {
    private static final int TASKS = 6_000;
    private static final int MEMBERS = 6;

    @DisplayName("R5: calls round a ring either get an answer or hear of the circle")
    @ParameterizedTest(name = "{0} in a ring")
    @ValueSource(ints = {2, 3, 10})
    void shouldAnswerOrThrowInARingOfCalls(int size) {
        LongAdder answers = new LongAdder();
        LongAdder deadlocks = new LongAdder();
        int tasks = Rig.times(TASKS) / size;
        try (Rig rig = new Rig("calls in a ring of " + size)) {
            List<Member> ring = Member.ring(rig, size, HomePolicy.SUSPEND);
            for (int i = 0; i < size; i++) {
                Member self = ring.get(i);
                Member next = ring.get((i + 1) % size);
                rig.thread("giver-" + i, random -> {
                    for (int task = 0; task < tasks; task++) {
                        SplittableRandom own = random.split();
                        rig.expect(self.interpreter.submit(self.action(home -> {
                            Dawdle.aBit(own);
                            try {
                                assertThat(next.interpreter.<Integer>call(next.task(other -> 42)))
                                        .isEqualTo(42);
                                answers.increment();
                            } catch (DeadlockException e) {
                                deadlocks.increment();
                            }
                            self.increment(home);
                        })));
                    }
                });
            }
            rig.join();
            ring.forEach(Member::check);
            assertThat(answers.sum() + deadlocks.sum()).isEqualTo((long) tasks * size);
        }
    }

    @Test
    @DisplayName(
            "R5: calls that all go up, mixed with borrows and behaviours in every direction, never hear of a deadlock")
    void shouldNeverThrowForCallsInOneDirection() {
        callRandomly("calls upwards", false);
    }

    @Test
    @DisplayName("R5: calls in all directions, mixed with borrows and behaviours, never hang")
    void shouldNeverHangForCallsInAllDirections() {
        callRandomly("calls in all directions", true);
    }

    private static void callRandomly(String name, boolean allDirections) {
        try (Rig rig = new Rig(name)) {
            List<Member> members = Member.ring(rig, MEMBERS, HomePolicy.SUSPEND);
            Graph graph = new Graph(rig, members, allDirections);
            for (int i = 0; i < MEMBERS; i++) {
                int start = i;
                rig.thread("giver-" + i, random -> {
                    for (int task = Rig.times(TASKS) / MEMBERS; task > 0; task--) {
                        SplittableRandom own = random.split();
                        Member self = members.get(start);
                        rig.expect(self.interpreter.submit(self.action(home -> graph.visit(start, home, own, 0))));
                    }
                });
            }
            rig.join();
            members.forEach(Member::check);
        }
    }

    /** What a task may do: call on, borrow, schedule, wait for what it scheduled. */
    private record Graph(Rig rig, List<Member> members, boolean allDirections) {
        private static final int DEEPEST = 4;

        void visit(int at, Home home, SplittableRandom random, int depth) {
            Member self = members.get(at);
            for (int i = random.nextInt(3); i > 0; i--) {
                int other = random.nextInt(members.size());
                try {
                    step(at, other, random, depth);
                } catch (DeadlockException | SelfCallException e) {
                    if (!allDirections) {
                        throw e;
                    }
                }
                // A wait that came to nothing may have left the home arena to others.
                if (home.arena().isHeldByCurrentThread()) {
                    self.increment(home);
                }
            }
        }

        private void step(int at, int other, SplittableRandom random, int depth) {
            Member next = members.get(other);
            Dawdle.aBit(random);
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (depth < DEEPEST && (allDirections || other > at)) {
                        next.interpreter.<Void>call(next.action(home -> visit(other, home, random.split(), depth + 1)));
                    }
                }
                case 1 -> {
                    try (ExclusiveBorrow b = next.arena().borrow()) {
                        next.increment(b);
                    }
                }
                case 2 -> rig.expect(scheduleOn(members.get(at), next));
                default -> Arenas.join(scheduleOn(members.get(at), next));
            }
        }

        private static CompletionStage<?> scheduleOn(Member self, Member next) {
            return Arenas.when(write(self.arena()), write(next.arena())).run(b -> {
                self.increment(b);
                next.increment(b);
            });
        }
    }
}
