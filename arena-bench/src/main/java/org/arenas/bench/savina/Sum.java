package org.arenas.bench.savina;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;

/** The last part of an actor that collects results: adds up what it is told. */
final class Sum {
    private final CompletableFuture<Long> result;
    private long sum;
    private int missing;

    private Sum(int missing, CompletableFuture<Long> result) {
        this.missing = missing;
        this.result = result;
    }

    /** Stops after the last of so many numbers. */
    static Behavior<Long> of(int numbers, CompletableFuture<Long> result) {
        return Behaviors.receiveMessage(new Sum(numbers, result)::receive);
    }

    private Behavior<Long> receive(long number) {
        sum += number;
        if (--missing > 0) {
            return Behaviors.same();
        }
        result.complete(sum);
        return Behaviors.stopped();
    }
}
