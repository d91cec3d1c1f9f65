package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.channel.Channel;

/**
 * Producers make items and consumers use them, with room for a few between them. The time goes into the items.
 *
 * <p>Arenas: interpreters and a bounded channel. Actors: a manager that tells producers when there is room. Free threads: one
 * for each producer and consumer, and an {@link ArrayBlockingQueue}.
 *
 * @param producers how many
 * @param consumers how many
 * @param items of each producer
 * @param capacity of the buffer
 * @param cost of making an item, and of using it
 */
record BoundedBuffer(int producers, int consumers, int items, int capacity, int cost) implements Savina {
    private static final long END = Long.MIN_VALUE;

    /** What came into the buffer and what out of it; for all threads. */
    private record Books(LongAdder made, LongAdder used, LongAdder sum) {
        private Books() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }

        void made(long item) {
            made.increment();
            sum.add(item);
        }

        void used(long item) {
            used.increment();
            sum.add(-item);
        }
    }

    private void check(Books books) {
        Results.check("made", (long) producers * items, books.made.sum());
        Results.check("used", books.made.sum(), books.used.sum());
        Results.check("sum of what was made and not used", 0, books.sum.sum());
    }

    private long make(int producer, int number, Books books) {
        long item = Work.process((long) producer * items + number, cost);
        books.made(item);
        return item;
    }

    private void use(long item, Books books) {
        Results.check("item", 0, Work.process(item, cost) > 0 ? 1 : 0);
        books.used(item);
    }

    // ---------------------------------------------------------------- arenas

    @Override
    public void arenas() {
        Books books = new Books();
        List<Worker<Tally>> making = Worker.create(producers, "producer", i -> new Tally());
        List<Worker<Tally>> using = Worker.create(consumers, "consumer", i -> new Tally());
        try (Channel<Long> buffer = Channel.bounded(capacity)) {
            for (Worker<Tally> consumer : using) {
                consumer.tell(tally -> {
                    for (long item : buffer) {
                        use(item, books);
                        tally.count++;
                    }
                });
            }
            for (int i = 0; i < producers; i++) {
                int number = i;
                making.get(i).tell(tally -> {
                    while (tally.count < items) {
                        buffer.put(make(number, (int) tally.count++, books));
                    }
                });
            }
            Worker.close(making);
        }
        // A closed channel still gives what it has.
        Worker.close(using);
        check(books);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Item, Free, Ended {}

    private record Item(long item, ActorRef<Produce> from) implements Message {}

    private record Free(ActorRef<Long> consumer) implements Message {}

    private enum Ended implements Message {
        PRODUCER
    }

    private enum Produce {
        ONE
    }

    private Behavior<Produce> producer(int number, Books books, ActorRef<Message> manager) {
        return Behaviors.setup(context -> {
            Tally made = new Tally();
            return Behaviors.receiveMessage(produce -> {
                if (made.count == items) {
                    manager.tell(Ended.PRODUCER);
                    return Behaviors.stopped();
                }
                manager.tell(new Item(make(number, (int) made.count++, books), context.getSelf()));
                return Behaviors.same();
            });
        });
    }

    private Behavior<Long> consumer(Books books, ActorRef<Message> manager) {
        return Behaviors.setup(context -> {
            Free free = new Free(context.getSelf());
            manager.tell(free);
            return Behaviors.receiveMessage(item -> {
                use(item, books);
                manager.tell(free);
                return Behaviors.same();
            });
        });
    }

    /** The buffer as an actor. */
    private static final class Manager {
        private final Queue<Long> buffer = new ArrayDeque<>();
        private final Queue<ActorRef<Produce>> waiting = new ArrayDeque<>();
        private final Queue<ActorRef<Long>> free = new ArrayDeque<>();
        private final CompletableFuture<Books> result;
        private final Books books = new Books();
        private final BoundedBuffer run;
        private int producing;

        private Manager(ActorContext<Message> context, BoundedBuffer run, CompletableFuture<Books> result) {
            this.run = run;
            this.result = result;
            producing = run.producers;
            for (int i = 0; i < run.producers; i++) {
                context.spawnAnonymous(run.producer(i, books, context.getSelf()))
                        .tell(Produce.ONE);
            }
            for (int i = 0; i < run.consumers; i++) {
                context.spawnAnonymous(run.consumer(books, context.getSelf()));
            }
        }

        private Behavior<Message> receive(Message message) {
            if (message instanceof Item made) {
                put(made);
            } else if (message instanceof Free consumer) {
                take(consumer.consumer());
            } else {
                producing--;
            }
            if (producing > 0 || free.size() < run.consumers) {
                return Behaviors.same();
            }
            result.complete(books);
            return Behaviors.stopped();
        }

        /** Each that produces has its place in the buffer kept, so that it never has to wait with an item. */
        private void put(Item made) {
            ActorRef<Long> consumer = free.poll();
            if (consumer == null) {
                buffer.add(made.item());
            } else {
                consumer.tell(made.item());
            }
            if (buffer.size() + run.producers <= run.capacity) {
                made.from().tell(Produce.ONE);
            } else {
                waiting.add(made.from());
            }
        }

        private void take(ActorRef<Long> consumer) {
            Long item = buffer.poll();
            if (item == null) {
                free.add(consumer);
                return;
            }
            consumer.tell(item);
            ActorRef<Produce> producer = waiting.poll();
            if (producer != null) {
                producer.tell(Produce.ONE);
            }
        }
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.<Books>run(result -> Behaviors.<Message>setup(
                context -> Behaviors.receiveMessage(new Manager(context, this, result)::receive))));
    }

    // ---------------------------------------------------------------- threads

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        Books books = new Books();
        BlockingQueue<Long> buffer = new ArrayBlockingQueue<>(capacity);
        List<Thread> using = Crew.start(consumers, "consumer", i -> () -> {
            for (long item = buffer.take(); item != END; item = buffer.take()) {
                use(item, books);
            }
        });
        List<Thread> making = Crew.start(producers, "producer", i -> () -> {
            for (int number = 0; number < items; number++) {
                buffer.put(make(i, number, books));
            }
        });
        Crew.join(making);
        for (int i = 0; i < consumers; i++) {
            buffer.put(END);
        }
        Crew.join(using);
        check(books);
    }
}
