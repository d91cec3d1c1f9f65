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
import org.arenas.Home;
import org.jspecify.annotations.Nullable;

/**
 * Each of many sends a ping to one of them at random, waits for the pong, and goes on.
 *
 * <p>Free threads: each message is a task of the pool, and each peer has a monitor.
 *
 * @param pings from each peer
 * @param peers how many
 */
record Big(int pings, int peers) implements Savina {
    private static final class Peer {
        private final SplittableRandom random;
        private int left;
        private long answered;

        private Peer(int seed, int pings) {
            random = new SplittableRandom(seed);
            left = pings;
        }

        /** Whom to ping next, or -1 if there were enough. */
        private int next(int peers) {
            return left-- == 0 ? -1 : random.nextInt(peers);
        }
    }

    private void check(long answered) {
        Results.check("answered", (long) pings * peers, answered);
    }

    // ---------------------------------------------------------------- arenas

    private record Group(List<Worker<Peer>> peers, CountDownLatch done) {
        void ping(Home home, int self) {
            int to = home.get(peers.get(self).state()).next(peers.size());
            if (to < 0) {
                done.countDown();
            } else {
                peers.get(to).interpreter().execute(answering -> pong(answering, to, self));
            }
        }

        private void pong(Home home, int self, int to) {
            home.get(peers.get(self).state()).answered++;
            peers.get(to).interpreter().execute(pinging -> ping(pinging, to));
        }
    }

    @Override
    public void arenas() throws Exception {
        Group group = new Group(Worker.create(peers, "peer", i -> new Peer(i, pings)), new CountDownLatch(peers));
        for (int i = 0; i < peers; i++) {
            int self = i;
            group.peers.get(i).interpreter().execute(home -> group.ping(home, self));
        }
        Results.await(group.done);
        check(group.peers.stream()
                .mapToLong(worker -> worker.<Long>ask(peer -> peer.answered))
                .sum());
        Worker.close(group.peers);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Start, Ping, Pong, Get {}

    private record Start(List<ActorRef<Message>> peers, ActorRef<Long> main) implements Message {}

    private record Ping(ActorRef<Message> from) implements Message {}

    private enum Pong implements Message {
        PONG
    }

    private enum Get implements Message {
        ANSWERED
    }

    /** A peer as an actor. It may be pinged before it knows the others. */
    private static final class PeerActor {
        private final Peer peer;
        private final Ping ping;
        private @Nullable Start group;

        private PeerActor(Peer peer, ActorRef<Message> self) {
            this.peer = peer;
            ping = new Ping(self);
        }

        private Behavior<Message> receive(Message message) {
            if (message instanceof Ping from) {
                peer.answered++;
                from.from().tell(Pong.PONG);
            } else if (message instanceof Start start) {
                group = start;
                pingNext(start);
            } else if (group != null) {
                if (message instanceof Pong) {
                    pingNext(group);
                } else {
                    group.main().tell(peer.answered);
                }
            }
            return Behaviors.same();
        }

        private void pingNext(Start known) {
            int to = peer.next(known.peers().size());
            if (to < 0) {
                known.main().tell(0L);
            } else {
                known.peers().get(to).tell(ping);
            }
        }
    }

    private Behavior<Message> peer(int seed) {
        return Behaviors.setup(
                context -> Behaviors.receiveMessage(new PeerActor(new Peer(seed, pings), context.getSelf())::receive));
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            List<ActorRef<Message>> actors = new ArrayList<>();
            for (int i = 0; i < peers; i++) {
                actors.add(context.spawnAnonymous(peer(i)));
            }
            Start start = new Start(List.copyOf(actors), context.getSelf());
            actors.forEach(actor -> actor.tell(start));
            return collecting(result, start.peers(), 0, 0);
        });
    }

    /** First all tell that they are through, and then what they have answered. */
    private Behavior<Long> collecting(
            CompletableFuture<Long> result, List<ActorRef<Message>> actors, int told, long sum) {
        if (told == peers) {
            actors.forEach(actor -> actor.tell(Get.ANSWERED));
        } else if (told == 2 * peers) {
            result.complete(sum);
            return Behaviors.stopped();
        }
        return Behaviors.receiveMessage(answered -> collecting(result, actors, told + 1, sum + answered));
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    private record Tasks(ForkJoinPool pool, List<Peer> peers, CountDownLatch done) {
        void ping(Peer self) {
            int to;
            synchronized (self) {
                to = self.next(peers.size());
            }
            if (to < 0) {
                done.countDown();
            } else {
                pool.execute(() -> pong(peers.get(to), self));
            }
        }

        private void pong(Peer self, Peer to) {
            synchronized (self) {
                self.answered++;
            }
            pool.execute(() -> ping(to));
        }
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        Tasks tasks = new Tasks(
                pool,
                IntStream.range(0, peers).mapToObj(i -> new Peer(i, pings)).toList(),
                new CountDownLatch(peers));
        tasks.peers.forEach(peer -> pool.execute(() -> tasks.ping(peer)));
        Results.await(tasks.done);
        check(tasks.peers.stream().mapToLong(peer -> peer.answered).sum());
    }
}
