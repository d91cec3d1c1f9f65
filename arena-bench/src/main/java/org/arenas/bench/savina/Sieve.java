package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Candidates for primes pass through a chain of filters. Each filter keeps some primes, holds back their multiples, and makes
 * the next filter when it has no room for a prime.
 *
 * <p>Free threads: one for each filter, with a {@link LinkedBlockingQueue} before it.
 *
 * @param limit below which the primes are
 * @param perFilter how many primes a filter keeps
 */
record Sieve(int limit, int perFilter) implements Savina {
    /** Ends the chain; as candidates only odd numbers from 3 on are sent. */
    private static final int END = 0;

    /** The primes that a filter keeps, and its part of the work. */
    private static final class Primes {
        private final int[] primes;
        private int count;

        private Primes(int capacity) {
            primes = new int[capacity];
        }

        /** Whether a candidate has to go on: it is a multiple of none of these, and there is no room for it. */
        private boolean passes(int candidate) {
            for (int i = 0; i < count; i++) {
                if (candidate % primes[i] == 0) {
                    return false;
                }
            }
            if (count == primes.length) {
                return true;
            }
            primes[count++] = candidate;
            return false;
        }
    }

    private void check(long found) {
        BitSet composite = new BitSet(limit);
        long expected = 0;
        for (int n = 2; n < limit; n++) {
            if (!composite.get(n)) {
                expected++;
                for (long multiple = (long) n * n; multiple < limit; multiple += n) {
                    composite.set((int) multiple);
                }
            }
        }
        // The only even one is no candidate.
        Results.check("primes", expected - 1, found);
    }

    // ---------------------------------------------------------------- arenas

    /** The state of a filter. */
    private static final class Filter {
        private final Primes primes;
        private @Nullable Worker<Filter> next;

        private Filter(int capacity) {
            primes = new Primes(capacity);
        }

        private static Worker<Filter> create(int capacity) {
            return Worker.create("filter", new Filter(capacity));
        }

        private void test(int candidate) {
            if (primes.passes(candidate)) {
                if (next == null) {
                    next = create(primes.primes.length);
                }
                next.tell(filter -> filter.test(candidate));
            }
        }

        private void end(long before, CompletableFuture<Long> result) {
            long found = before + primes.count;
            if (next == null) {
                result.complete(found);
            } else {
                next.tell(filter -> filter.end(found, result));
                next.close();
            }
        }
    }

    @Override
    public void arenas() throws Exception {
        CompletableFuture<Long> result = new CompletableFuture<>();
        try (Worker<Filter> first = Filter.create(perFilter)) {
            for (int n = 3; n < limit; n += 2) {
                int candidate = n;
                first.tell(filter -> filter.test(candidate));
            }
            first.tell(filter -> filter.end(0, result));
            check(Results.of(result));
        }
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Candidate, End {}

    private record Candidate(int n) implements Message {}

    private record End(long before, ActorRef<Long> main) implements Message {}

    /** A filter as an actor. */
    private static final class FilterActor {
        private final ActorContext<Message> context;
        private final Primes primes;
        private @Nullable ActorRef<Message> next;

        private FilterActor(ActorContext<Message> context, int capacity) {
            this.context = context;
            primes = new Primes(capacity);
        }

        private static Behavior<Message> create(int capacity) {
            return Behaviors.setup(context -> Behaviors.receiveMessage(new FilterActor(context, capacity)::receive));
        }

        private Behavior<Message> receive(Message message) {
            if (message instanceof Candidate candidate) {
                if (primes.passes(candidate.n())) {
                    if (next == null) {
                        next = context.spawnAnonymous(create(primes.primes.length));
                    }
                    next.tell(candidate);
                }
            } else {
                End end = (End) message;
                long found = end.before() + primes.count;
                if (next == null) {
                    end.main().tell(found);
                } else {
                    next.tell(new End(found, end.main()));
                }
            }
            return Behaviors.same();
        }
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            ActorRef<Message> first = context.spawnAnonymous(FilterActor.create(perFilter));
            for (int n = 3; n < limit; n += 2) {
                first.tell(new Candidate(n));
            }
            first.tell(new End(0, context.getSelf()));
            return Sum.of(1, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    private void filter(BlockingQueue<Integer> in, CompletableFuture<Long> result, long before)
            throws InterruptedException {
        Primes primes = new Primes(perFilter);
        BlockingQueue<Integer> out = null;
        for (int n = in.take(); n != END; n = in.take()) {
            if (primes.passes(n)) {
                if (out == null) {
                    out = startFilter(result, before + primes.count);
                }
                out.put(n);
            }
        }
        if (out == null) {
            result.complete(before + primes.count);
        } else {
            out.put(END);
        }
    }

    /** {@return where its candidates go} */
    private BlockingQueue<Integer> startFilter(CompletableFuture<Long> result, long before) {
        BlockingQueue<Integer> in = new LinkedBlockingQueue<>();
        Crew.start("filter", () -> filter(in, result, before));
        return in;
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        CompletableFuture<Long> result = new CompletableFuture<>();
        BlockingQueue<Integer> first = startFilter(result, 0);
        for (int n = 3; n < limit; n += 2) {
            first.put(n);
        }
        first.put(END);
        check(Results.of(result));
    }
}
