package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.arenas.Borrowed;
import org.arenas.Ref;

/**
 * Series of x → r·x·(1−x). A master asks each series for one term after the other, and the series has a computer of its own
 * make it, which knows r.
 *
 * <p>Arenas: the series borrows the computer. Actors: it asks, and counts what it is asked for meanwhile. Free threads: the
 * messages serve nothing, so a series is a loop in a task of the pool.
 *
 * @param terms of each series
 * @param series how many
 */
record LogisticMap(int terms, int series) implements Savina {
    private static final double START = 0.0025;
    private static final double RATE = 3.46;
    private static final double STEP = 0.0025;
    private static final double SCALE = 1e12;

    private record Computer(double rate) {
        private static Computer of(int series) {
            return new Computer(RATE + STEP * series);
        }

        private double next(double x) {
            return rate * x * (1 - x);
        }
    }

    private static double start(int series) {
        return START * (series + 1);
    }

    /** A term in a form that can be summed in any order. */
    private static long whole(double term) {
        return (long) (SCALE * term);
    }

    private long last(int number) {
        Computer computer = Computer.of(number);
        double x = start(number);
        for (int i = 0; i < terms; i++) {
            x = computer.next(x);
        }
        return whole(x);
    }

    private void check(long sum) {
        Results.check(
                "sum of last terms",
                IntStream.range(0, series).mapToLong(this::last).sum(),
                sum);
    }

    // ---------------------------------------------------------------- arenas

    private static final class Series {
        private final Ref<Computer> computer;
        private double x;

        private Series(int number, Ref<Computer> computer) {
            this.computer = computer;
            x = start(number);
        }

        private void next() {
            try (Borrowed<Computer> b = computer.borrow()) {
                x = b.get().next(x);
            }
        }
    }

    @Override
    public void arenas() {
        List<Ref<Computer>> computers = IntStream.range(0, series)
                .mapToObj(i -> Cells.own("computer", Computer.of(i)))
                .toList();
        List<Worker<Series>> all = Worker.create(series, "series", i -> new Series(i, computers.get(i)));
        for (int i = 0; i < terms; i++) {
            for (Worker<Series> one : all) {
                one.tell(Series::next);
            }
        }
        check(all.stream()
                .mapToLong(one -> one.<Long>ask(state -> whole(state.x)))
                .sum());
        Worker.close(all);
        Cells.close(computers);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Next, Term, Get {}

    private enum Next implements Message {
        TERM
    }

    private record Term(double x) implements Message {}

    private record Get(ActorRef<Long> replyTo) implements Message {}

    private record Compute(double x, ActorRef<Message> replyTo) {}

    private static Behavior<Compute> computer(int number) {
        Computer computer = Computer.of(number);
        return Behaviors.receiveMessage(message -> {
            message.replyTo().tell(new Term(computer.next(message.x())));
            return Behaviors.same();
        });
    }

    /** A series as an actor. */
    private static final class SeriesActor {
        private final ActorRef<Compute> computer;
        private final ActorRef<Message> self;
        private final List<Get> asked = new ArrayList<>();
        private double x;
        private int wanted;

        private SeriesActor(int number, ActorRef<Compute> computer, ActorRef<Message> self) {
            this.computer = computer;
            this.self = self;
            x = start(number);
        }

        private Behavior<Message> receive(Message message) {
            if (message instanceof Next) {
                if (wanted++ == 0) {
                    computer.tell(new Compute(x, self));
                }
            } else if (message instanceof Term term) {
                x = term.x();
                if (--wanted > 0) {
                    computer.tell(new Compute(x, self));
                }
            } else {
                asked.add((Get) message);
            }
            if (wanted == 0) {
                asked.forEach(get -> get.replyTo().tell(whole(x)));
                asked.clear();
            }
            return Behaviors.same();
        }
    }

    private static Behavior<Message> series(int number) {
        return Behaviors.setup(context -> {
            ActorRef<Compute> computer = context.spawnAnonymous(computer(number));
            return Behaviors.receiveMessage(new SeriesActor(number, computer, context.getSelf())::receive);
        });
    }

    private Behavior<Long> master(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            List<ActorRef<Message>> all = new ArrayList<>();
            for (int i = 0; i < series; i++) {
                all.add(context.spawnAnonymous(series(i)));
            }
            for (int i = 0; i < terms; i++) {
                all.forEach(one -> one.tell(Next.TERM));
            }
            all.forEach(one -> one.tell(new Get(context.getSelf())));
            return Sum.of(series, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::master));
    }

    // ---------------------------------------------------------------- threads

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        LongAdder sum = new LongAdder();
        CountDownLatch done = new CountDownLatch(series);
        for (int i = 0; i < series; i++) {
            int number = i;
            pool.execute(() -> {
                sum.add(last(number));
                done.countDown();
            });
        }
        Results.await(done);
        check(sum.sum());
    }
}
