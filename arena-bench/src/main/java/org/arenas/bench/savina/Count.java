package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.arenas.Arenas;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.bench.Pools;

/**
 * A producer tells a counter to count, many times, and then asks how far it got.
 *
 * <p>Free threads: a {@link LongAdder}, and as many producers as there are threads.
 *
 * @param messages how many times
 */
record Count(int messages) implements Savina {
    @Override
    public void arenas() {
        try (Interpreter counter = Interpreter.create("counter");
                Interpreter producer = Interpreter.create("producer")) {
            Ref<Tally> tally = counter.call(home -> home.own(new Tally()));
            Consumer<Home> increment = home -> home.get(tally).count++;
            Arenas.join(producer.submit(home -> {
                for (int i = 0; i < messages; i++) {
                    counter.execute(increment);
                }
                return messages;
            }));
            Results.check("count", messages, counter.<Long>call(home -> home.get(tally).count));
        }
    }

    private sealed interface Message permits Increment, Get {}

    private enum Increment implements Message {
        ONE
    }

    private record Get(ActorRef<Long> replyTo) implements Message {}

    private static Behavior<Message> counter() {
        return Behaviors.setup(context -> {
            Tally tally = new Tally();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Get get) {
                    get.replyTo().tell(tally.count);
                } else {
                    tally.count++;
                }
                return Behaviors.same();
            });
        });
    }

    private Behavior<Long> producer(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            ActorRef<Message> counter = context.spawnAnonymous(counter());
            for (int i = 0; i < messages; i++) {
                counter.tell(Increment.ONE);
            }
            counter.tell(new Get(context.getSelf()));
            return Behaviors.receiveMessage(count -> {
                result.complete(count);
                return Behaviors.stopped();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        Results.check("count", messages, actors.run(this::producer));
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        LongAdder counter = new LongAdder();
        int producers = Pools.threads();
        CountDownLatch done = new CountDownLatch(producers);
        for (int producer = 0; producer < producers; producer++) {
            int share = messages / producers + (producer < messages % producers ? 1 : 0);
            pool.execute(() -> {
                for (int i = 0; i < share; i++) {
                    counter.increment();
                }
                done.countDown();
            });
        }
        Results.await(done);
        Results.check("count", messages, counter.sum());
    }
}
