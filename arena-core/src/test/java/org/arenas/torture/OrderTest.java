package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random overlapping behaviours and borrows against the sequential result. Each step appends its number to the logs of the
 * arenas that it writes and notes how long those are that it reads; a {@link History} then says whether some order of all
 * steps explains that, in which the steps of one spawner that conflict stand in the order in which it took them.
 */
class OrderTest {
    private static final int ARENAS = 6;
    private static final int MOST_ARENAS_A_STEP = 4;

    @RepeatedTest(4)
    @DisplayName("R6: what one thread schedules and borrows comes out as if it had been done one after the other")
    void shouldEqualTheSequentialResultForOneSpawner() {
        spawn("order, one spawner", 1, Rig.times(20_000));
    }

    @RepeatedTest(4)
    @DisplayName("R6: what several threads and behaviours schedule has one order that keeps the order of each of them")
    void shouldHaveOneOrderForSeveralSpawners() {
        spawn("order, several spawners", 4, Rig.times(5_000));
    }

    private static void spawn(String name, int spawners, int steps) {
        try (Rig rig = new Rig(name)) {
            World world = new World(rig);
            for (int i = 0; i < spawners; i++) {
                rig.thread("spawner-" + i, random -> {
                    World.Spawner spawner = world.new Spawner();
                    for (int step = 0; step < steps; step++) {
                        spawner.step(random);
                    }
                });
            }
            rig.join();
            world.history.check();
        }
    }

    /** The arenas and what happened in them. */
    private static final class World {
        private final Rig rig;
        private final List<Arena> arenas;
        private final History history;

        World(Rig rig) {
            this.rig = rig;
            this.arenas = rig.arenas(ARENAS);
            this.history = new History(ARENAS);
        }

        /** Who takes steps one after the other: a thread, or the body of a behaviour. */
        final class Spawner {
            private final History.Program program = history.new Program();

            void step(SplittableRandom random) {
                int kind = random.nextInt(6);
                boolean[] writes = new boolean[ARENAS];
                List<Integer> named = new ArrayList<>();
                Access[] accesses = accesses(random, kind == 1 ? 1 : MOST_ARENAS_A_STEP, writes, named);
                int id = program.step(named, writes);
                if (kind > 1) {
                    schedule(id, named, writes, accesses, random.split());
                    return;
                }
                try (Borrow borrow = kind == 1 ? one(accesses[0]) : Arenas.borrow(accesses)) {
                    history.happened(borrow, id, named, writes);
                }
            }

            private void schedule(
                    int id, List<Integer> named, boolean[] writes, Access[] accesses, SplittableRandom random) {
                CompletionStage<?> stage = Arenas.when(accesses).run(borrow -> {
                    history.happened(borrow, id, named, writes);
                    if (random.nextInt(8) == 0) {
                        // Its behaviours come after it where they conflict with it, and in their own order.
                        Spawner inside = new Spawner();
                        inside.program.after(id, named, writes);
                        for (int i = random.nextInt(4); i > 0; i--) {
                            inside.scheduleOne(random);
                        }
                    }
                });
                rig.expect(stage);
            }

            private void scheduleOne(SplittableRandom random) {
                boolean[] writes = new boolean[ARENAS];
                List<Integer> named = new ArrayList<>();
                Access[] accesses = accesses(random, MOST_ARENAS_A_STEP, writes, named);
                schedule(program.step(named, writes), named, writes, accesses, random.split());
            }

            private Access[] accesses(SplittableRandom random, int most, boolean[] writes, List<Integer> named) {
                for (int i = 1 + random.nextInt(most); i > 0; i--) {
                    int arena = random.nextInt(ARENAS);
                    if (!named.contains(arena)) {
                        named.add(arena);
                        writes[arena] = random.nextInt(3) > 0;
                    }
                }
                return named.stream()
                        .map(i -> writes[i] ? write(arenas.get(i)) : read(arenas.get(i)))
                        .toArray(Access[]::new);
            }

            private Borrow one(Access access) {
                return access.isWrite()
                        ? access.arena().borrow()
                        : access.arena().borrowShared();
            }
        }
    }
}
