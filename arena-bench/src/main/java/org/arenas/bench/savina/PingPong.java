package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SynchronousQueue;
import org.arenas.Home;

/**
 * Two take turns: one sends a ping and waits for the pong.
 *
 * <p>Free threads: two of them and a {@link SynchronousQueue} for each direction, which spins before it parks.
 *
 * @param rounds how many pings
 */
record PingPong(int rounds) implements Savina {
    /** Both players and what they tell each other. */
    private static final class Rally implements AutoCloseable {
        private final Worker<Tally> ping = Worker.create("ping", new Tally());
        private final Worker<Tally> pong = Worker.create("pong", new Tally());
        private final CountDownLatch done = new CountDownLatch(1);
        private final int rounds;

        private Rally(int rounds) {
            this.rounds = rounds;
        }

        private void serve(Home home) {
            if (home.get(ping.state()).count++ == rounds) {
                done.countDown();
            } else {
                pong.interpreter().execute(this::answer);
            }
        }

        private void answer(Home home) {
            home.get(pong.state()).count++;
            ping.interpreter().execute(this::serve);
        }

        @Override
        public void close() {
            ping.close();
            pong.close();
        }
    }

    @Override
    public void arenas() throws Exception {
        try (Rally rally = new Rally(rounds)) {
            rally.ping.interpreter().execute(rally::serve);
            Results.await(rally.done);
            Results.check("pongs", rounds, rally.pong.<Long>ask(tally -> tally.count));
        }
    }

    private record Ping(ActorRef<Long> replyTo) {}

    private static Behavior<Ping> pong() {
        return Behaviors.setup(context -> {
            Tally tally = new Tally();
            return Behaviors.receiveMessage(ping -> {
                ping.replyTo().tell(++tally.count);
                return Behaviors.same();
            });
        });
    }

    private Behavior<Long> ping(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            Ping ping = new Ping(context.getSelf());
            ActorRef<Ping> pong = context.spawnAnonymous(pong());
            pong.tell(ping);
            return Behaviors.receiveMessage(count -> {
                if (count < rounds) {
                    pong.tell(ping);
                    return Behaviors.same();
                }
                result.complete(count);
                return Behaviors.stopped();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        Results.check("pongs", rounds, actors.run(this::ping));
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        SynchronousQueue<Integer> pings = new SynchronousQueue<>();
        SynchronousQueue<Integer> pongs = new SynchronousQueue<>();
        Thread pong = Crew.start("pong", () -> {
            for (int i = 0; i < rounds; i++) {
                pongs.put(pings.take() + 1);
            }
        });
        int count = 0;
        for (int i = 0; i < rounds; i++) {
            pings.put(count);
            count = pongs.take();
        }
        Crew.join(pong);
        Results.check("pongs", rounds, count);
    }
}
