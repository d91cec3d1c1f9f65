package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.arenas.Home;

/**
 * A token goes round a ring.
 *
 * <p>Free threads: each hop is a task of the pool; a ring of threads would measure the operating system.
 *
 * @param members of the ring
 * @param hops of the token
 */
record ThreadRing(int members, int hops) implements Savina {
    /** The ring; the token is the number of hops left. */
    private record Ring(List<Worker<Tally>> members, CountDownLatch done) {
        void pass(int member, int left) {
            members.get(member).interpreter().execute(home -> receive(home, member, left));
        }

        private void receive(Home home, int member, int left) {
            home.get(members.get(member).state()).count++;
            if (left == 1) {
                done.countDown();
            } else {
                pass(member + 1 == members.size() ? 0 : member + 1, left - 1);
            }
        }
    }

    @Override
    public void arenas() throws Exception {
        List<Worker<Tally>> workers = Worker.create(members, "member", i -> new Tally());
        Ring ring = new Ring(workers, new CountDownLatch(1));
        ring.pass(0, hops);
        Results.await(ring.done);
        long sum = 0;
        for (Worker<Tally> worker : workers) {
            sum += worker.<Long>ask(tally -> tally.count);
        }
        Worker.close(workers);
        Results.check("hops", hops, sum);
    }

    private sealed interface Message permits Next, Token {}

    /** Who comes after a member. */
    private record Next(ActorRef<Message> next) implements Message {}

    private record Token(int left) implements Message {}

    private static Behavior<Message> member(ActorRef<Integer> main) {
        return Behaviors.receive(Message.class)
                .onMessage(Next.class, known -> passing(main, known.next(), new Tally()))
                .build();
    }

    private static Behavior<Message> passing(ActorRef<Integer> main, ActorRef<Message> next, Tally tally) {
        return Behaviors.receiveMessage(message -> {
            tally.count++;
            int left = ((Token) message).left();
            if (left == 1) {
                main.tell((int) tally.count);
            } else {
                next.tell(new Token(left - 1));
            }
            return Behaviors.same();
        });
    }

    private Behavior<Integer> main(CompletableFuture<Integer> result) {
        return Behaviors.setup(context -> {
            ActorRef<Message> first = context.spawnAnonymous(member(context.getSelf()));
            ActorRef<Message> next = first;
            for (int i = 1; i < members; i++) {
                ActorRef<Message> member = context.spawnAnonymous(member(context.getSelf()));
                member.tell(new Next(next));
                next = member;
            }
            first.tell(new Next(next));
            first.tell(new Token(hops));
            return Behaviors.receiveMessage(ofLast -> {
                result.complete(ofLast);
                return Behaviors.stopped();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        // The member with the last token has had one in each round.
        Results.check("rounds", (hops + members - 1) / members, actors.run(this::main));
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        long[] counts = new long[members];
        CountDownLatch done = new CountDownLatch(1);
        pass(pool, counts, 0, hops, done);
        Results.await(done);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        Results.check("hops", hops, sum);
    }

    private void pass(ForkJoinPool pool, long[] counts, int member, int left, CountDownLatch done) {
        pool.execute(() -> {
            counts[member]++;
            if (left == 1) {
                done.countDown();
            } else {
                pass(pool, counts, member + 1 == members ? 0 : member + 1, left - 1, done);
            }
        });
    }
}
