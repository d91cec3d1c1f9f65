package org.arenas.bench.savina;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.arenas.Arenas;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Philosophers round a table eat with the fork on their left and the fork on their right.
 *
 * <p>Arenas: a meal is a behaviour on two forks. Actors: an arbiter has the forks; it remembers who is hungry and lets them
 * eat when it can, where the definition has them ask again and again. Free threads: one for each philosopher, who takes two
 * {@link ReentrantLock}s in the order of their numbers.
 *
 * @param philosophers how many
 * @param meals of each
 */
record Philosophers(int philosophers, int meals) implements Savina {
    private static final class Fork {
        private long meals;
    }

    /** Both forks of each meal have counted it. */
    private void check(long sum) {
        Results.check("forks in meals", 2L * philosophers * meals, sum);
    }

    private int right(int philosopher) {
        return (philosopher + 1) % philosophers;
    }

    // ---------------------------------------------------------------- arenas

    private static void eat(Ref<Fork> left, Ref<Fork> right, int meals, CountDownLatch done) {
        Arenas.when(write(left.arena()), write(right.arena())).run(b -> {
            b.get(left).meals++;
            b.get(right).meals++;
            if (meals > 1) {
                eat(left, right, meals - 1, done);
            } else {
                done.countDown();
            }
        });
    }

    @Override
    public void arenas() throws Exception {
        List<Ref<Fork>> forks = IntStream.range(0, philosophers)
                .mapToObj(i -> Cells.own("fork", new Fork()))
                .toList();
        CountDownLatch done = new CountDownLatch(philosophers);
        for (int i = 0; i < philosophers; i++) {
            eat(forks.get(i), forks.get(right(i)), meals, done);
        }
        Results.await(done);
        check(forks.stream()
                .mapToLong(fork -> fork.<Long>read(read -> read.meals))
                .sum());
        Cells.close(forks);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface ToArbiter permits Hungry, Fed {}

    private record Hungry(int philosopher, ActorRef<Eat> replyTo) implements ToArbiter {}

    private record Fed(int philosopher, boolean goesHome) implements ToArbiter {}

    private enum Eat {
        EAT
    }

    private static Behavior<Eat> philosopher(int number, int meals, ActorRef<ToArbiter> arbiter) {
        return Behaviors.setup(context -> {
            Hungry hungry = new Hungry(number, context.getSelf());
            Fed fed = new Fed(number, false);
            Tally eaten = new Tally();
            arbiter.tell(hungry);
            return Behaviors.receiveMessage(eat -> {
                if (++eaten.count == meals) {
                    arbiter.tell(new Fed(number, true));
                    return Behaviors.stopped();
                }
                arbiter.tell(fed);
                arbiter.tell(hungry);
                return Behaviors.same();
            });
        });
    }

    /** Has the forks. */
    private static final class Arbiter {
        private final Philosophers table;
        private final CompletableFuture<Long> result;
        private final BitSet taken = new BitSet();
        private final @Nullable Hungry[] waiting;
        private long uses;
        private int present;

        private Arbiter(Philosophers table, CompletableFuture<Long> result) {
            this.table = table;
            this.result = result;
            waiting = new Hungry[table.philosophers];
            present = table.philosophers;
        }

        private Behavior<ToArbiter> receive(ToArbiter message) {
            if (message instanceof Hungry hungry) {
                waiting[hungry.philosopher()] = hungry;
                serve(hungry.philosopher());
                return Behaviors.same();
            }
            Fed fed = (Fed) message;
            int left = fed.philosopher();
            int right = table.right(left);
            taken.clear(left);
            taken.clear(right);
            serve((left + table.philosophers - 1) % table.philosophers);
            serve(right);
            if (fed.goesHome() && --present == 0) {
                result.complete(uses);
                return Behaviors.stopped();
            }
            return Behaviors.same();
        }

        private void serve(int philosopher) {
            Hungry hungry = waiting[philosopher];
            int right = table.right(philosopher);
            if (hungry != null && !taken.get(philosopher) && !taken.get(right)) {
                waiting[philosopher] = null;
                taken.set(philosopher);
                taken.set(right);
                uses += 2;
                hungry.replyTo().tell(Eat.EAT);
            }
        }
    }

    private Behavior<ToArbiter> arbiter(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            for (int i = 0; i < philosophers; i++) {
                context.spawnAnonymous(philosopher(i, meals, context.getSelf()));
            }
            return Behaviors.receiveMessage(new Arbiter(this, result)::receive);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::arbiter));
    }

    // ---------------------------------------------------------------- threads

    private record Locked(ReentrantLock lock, Fork fork) {
        static void eat(Locked first, Locked second) {
            first.lock.lock();
            try {
                second.lock.lock();
                try {
                    first.fork.meals++;
                    second.fork.meals++;
                } finally {
                    second.lock.unlock();
                }
            } finally {
                first.lock.unlock();
            }
        }
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        List<Locked> forks = IntStream.range(0, philosophers)
                .mapToObj(i -> new Locked(new ReentrantLock(), new Fork()))
                .toList();
        Crew.join(Crew.start(philosophers, "philosopher", i -> () -> {
            Locked first = forks.get(Math.min(i, right(i)));
            Locked second = forks.get(Math.max(i, right(i)));
            for (int meal = 0; meal < meals; meal++) {
                Locked.eat(first, second);
            }
        }));
        check(forks.stream().mapToLong(locked -> locked.fork.meals).sum());
    }
}
