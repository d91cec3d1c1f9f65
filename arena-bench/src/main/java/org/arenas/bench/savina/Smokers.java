package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * An arbiter picks one of many smokers, waits until he has begun to smoke, and picks the next.
 *
 * <p>Free threads: each round is a task of the pool, which has the next one begin before it smokes; a smoker has a monitor.
 *
 * @param rounds how many
 * @param smokers how many
 */
record Smokers(int rounds, int smokers) implements Savina {
    private static final int LEAST_BUSY = 10;
    private static final int MOST_BUSY = 1_000;

    /** Picks. */
    private static final class Arbiter {
        private final SplittableRandom random = new SplittableRandom(0);
        private int left;

        private Arbiter(int rounds) {
            left = rounds;
        }

        private boolean isDone() {
            return left-- == 0;
        }

        private int pick(int smokers) {
            return random.nextInt(smokers);
        }

        private int period() {
            return LEAST_BUSY + random.nextInt(MOST_BUSY);
        }
    }

    private static final class Smoker {
        private long sum;
        private long smoked;

        private void smoke(int period) {
            sum += Work.busy(sum, period);
            smoked++;
        }
    }

    private void check(long smoked) {
        Results.check("rounds", rounds, smoked);
    }

    // ---------------------------------------------------------------- arenas

    private record Table(Worker<Arbiter> arbiter, List<Worker<Smoker>> smokers, CountDownLatch done) {
        void next(Arbiter state) {
            if (state.isDone()) {
                done.countDown();
                return;
            }
            int period = state.period();
            smokers.get(state.pick(smokers.size())).tell(smoker -> {
                arbiter.tell(this::next);
                smoker.smoke(period);
            });
        }
    }

    @Override
    public void arenas() throws Exception {
        List<Worker<Smoker>> all = Worker.create(smokers, "smoker", i -> new Smoker());
        try (Worker<Arbiter> arbiter = Worker.create("arbiter", new Arbiter(rounds))) {
            Table table = new Table(arbiter, all, new CountDownLatch(1));
            arbiter.tell(table::next);
            Results.await(table.done);
        }
        check(all.stream()
                .mapToLong(worker -> worker.<Long>ask(smoker -> smoker.smoked))
                .sum());
        Worker.close(all);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface ToSmoker permits Smoke, Get {}

    private record Smoke(int period, ActorRef<Started> arbiter) implements ToSmoker {}

    private record Get(ActorRef<Long> replyTo) implements ToSmoker {}

    private enum Started {
        STARTED
    }

    private static Behavior<ToSmoker> smoker() {
        return Behaviors.setup(context -> {
            Smoker smoker = new Smoker();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Smoke smoke) {
                    smoke.arbiter().tell(Started.STARTED);
                    smoker.smoke(smoke.period());
                } else {
                    ((Get) message).replyTo().tell(smoker.smoked);
                }
                return Behaviors.same();
            });
        });
    }

    private Behavior<Started> arbiter(List<ActorRef<ToSmoker>> all, ActorRef<Long> main) {
        return Behaviors.setup(context -> {
            Arbiter arbiter = new Arbiter(rounds);
            context.getSelf().tell(Started.STARTED);
            return Behaviors.receiveMessage(started -> {
                if (arbiter.isDone()) {
                    all.forEach(smoker -> smoker.tell(new Get(main)));
                    return Behaviors.stopped();
                }
                int period = arbiter.period();
                all.get(arbiter.pick(smokers)).tell(new Smoke(period, context.getSelf()));
                return Behaviors.same();
            });
        });
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            List<ActorRef<ToSmoker>> all = new ArrayList<>();
            for (int i = 0; i < smokers; i++) {
                all.add(context.spawnAnonymous(smoker()));
            }
            context.spawnAnonymous(arbiter(all, context.getSelf()));
            return Sum.of(smokers, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    private void round(ForkJoinPool pool, Arbiter arbiter, List<Smoker> all, CountDownLatch done) {
        if (arbiter.isDone()) {
            return;
        }
        int period = arbiter.period();
        Smoker smoker = all.get(arbiter.pick(smokers));
        // One round begins after the other, and the pool makes what it read and wrote known to the next.
        pool.execute(() -> round(pool, arbiter, all, done));
        synchronized (smoker) {
            smoker.smoke(period);
        }
        done.countDown();
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        List<Smoker> all =
                IntStream.range(0, smokers).mapToObj(i -> new Smoker()).toList();
        CountDownLatch done = new CountDownLatch(rounds);
        Arbiter arbiter = new Arbiter(rounds);
        pool.execute(() -> round(pool, arbiter, all, done));
        Results.await(done);
        check(all.stream().mapToLong(smoker -> smoker.smoked).sum());
    }
}
