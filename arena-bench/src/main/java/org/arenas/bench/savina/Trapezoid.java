package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.arenas.Arenas;
import org.arenas.Interpreter;

/**
 * An integral as a sum of trapezoids, in as many parts as there are workers. The time goes into the function.
 *
 * <p>Free threads: a parallel stream in the pool.
 *
 * @param pieces how many trapezoids
 * @param workers how many parts
 */
record Trapezoid(int pieces, int workers) implements Savina {
    private static final double LEFT = 1;
    private static final double RIGHT = 5;
    private static final double SCALE = 1e12;

    /** The integral. */
    private static final double EXPECTED = simpson(200_000);

    private static final double TOLERANCE = 1e-3;

    private static double simpson(int pieces) {
        double half = (RIGHT - LEFT) / pieces / 2;
        double sum = function(LEFT) + function(RIGHT);
        for (int i = 1; i < 2 * pieces; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * function(LEFT + i * half);
        }
        return sum * half / 3;
    }

    private static double function(double x) {
        return Math.sin(Math.pow(x, 3) - 1) / (x + 1) * Math.sqrt(1 + Math.exp(Math.sqrt(2 * x)));
    }

    /** The area of a worker's pieces, in a form that can be summed in any order. */
    private long part(int worker) {
        double width = (RIGHT - LEFT) / pieces;
        int end = (int) ((long) pieces * (worker + 1) / workers);
        double sum = 0;
        for (int i = (int) ((long) pieces * worker / workers); i < end; i++) {
            double x = LEFT + i * width;
            sum += (function(x) + function(x + width)) / 2 * width;
        }
        return (long) (SCALE * sum);
    }

    private static void check(long sum) {
        if (Math.abs(sum / SCALE - EXPECTED) > TOLERANCE) {
            throw new IllegalStateException("wrong result: expected=" + EXPECTED + ", is=" + sum / SCALE);
        }
    }

    // ---------------------------------------------------------------- arenas

    @Override
    public void arenas() {
        List<Interpreter> all = new ArrayList<>();
        List<CompletionStage<Long>> parts = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int number = i;
            Interpreter worker = Interpreter.create("worker");
            all.add(worker);
            parts.add(worker.submit(home -> part(number)));
        }
        check(parts.stream().mapToLong(Arenas::join).sum());
        all.forEach(Interpreter::close);
    }

    // ---------------------------------------------------------------- actors

    private record Part(int worker, ActorRef<Long> replyTo) {}

    private Behavior<Part> worker() {
        return Behaviors.receiveMessage(message -> {
            message.replyTo().tell(part(message.worker()));
            return Behaviors.stopped();
        });
    }

    private Behavior<Long> master(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            for (int i = 0; i < workers; i++) {
                context.spawnAnonymous(worker()).tell(new Part(i, context.getSelf()));
            }
            return Sum.of(workers, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::master));
    }

    // ---------------------------------------------------------------- threads

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        check(Results.of(CompletableFuture.supplyAsync(
                () -> IntStream.range(0, workers)
                        .parallel()
                        .mapToLong(this::part)
                        .sum(),
                pool)));
    }
}
