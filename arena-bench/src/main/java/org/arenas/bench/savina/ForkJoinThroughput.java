package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.arenas.Home;

/**
 * One sends messages to many in turn; each message is a little work.
 *
 * <p>Free threads: each message is a task of the pool, and each receiver has a monitor. Nothing keeps their order, which the
 * sum does not ask for.
 *
 * @param messages to each receiver
 * @param receivers how many
 */
record ForkJoinThroughput(int messages, int receivers) implements Savina {
    private static final class Receiver {
        private int steps;
        private long sum;

        private void step() {
            sum += Work.compute(steps++);
        }
    }

    private void check(long sum) {
        Results.check("sum", receivers * Work.computeAll(messages), sum);
    }

    @Override
    public void arenas() {
        List<Worker<Receiver>> workers = Worker.create(receivers, "receiver", i -> new Receiver());
        List<Consumer<Home>> steps = new ArrayList<>();
        workers.forEach(worker -> steps.add(home -> home.get(worker.state()).step()));
        for (int i = 0; i < messages; i++) {
            for (int to = 0; to < receivers; to++) {
                workers.get(to).interpreter().execute(steps.get(to));
            }
        }
        check(workers.stream()
                .mapToLong(worker -> worker.<Long>ask(receiver -> receiver.sum))
                .sum());
        Worker.close(workers);
    }

    private sealed interface Message permits Step, Get {}

    private enum Step implements Message {
        ONE
    }

    private record Get(ActorRef<Long> replyTo) implements Message {}

    private static Behavior<Message> receiver() {
        return Behaviors.setup(context -> {
            Receiver receiver = new Receiver();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Get get) {
                    get.replyTo().tell(receiver.sum);
                } else {
                    receiver.step();
                }
                return Behaviors.same();
            });
        });
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            List<ActorRef<Message>> actors = new ArrayList<>();
            for (int i = 0; i < receivers; i++) {
                actors.add(context.spawnAnonymous(receiver()));
            }
            for (int i = 0; i < messages; i++) {
                for (int to = 0; to < receivers; to++) {
                    actors.get(to).tell(Step.ONE);
                }
            }
            actors.forEach(actor -> actor.tell(new Get(context.getSelf())));
            return Sum.of(receivers, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        List<Receiver> all =
                IntStream.range(0, receivers).mapToObj(i -> new Receiver()).toList();
        CountDownLatch done = new CountDownLatch(receivers);
        for (int i = 0; i < messages; i++) {
            for (Receiver receiver : all) {
                pool.execute(() -> {
                    synchronized (receiver) {
                        receiver.step();
                        if (receiver.steps == messages) {
                            done.countDown();
                        }
                    }
                });
            }
        }
        Results.await(done);
        check(all.stream().mapToLong(receiver -> receiver.sum).sum());
    }
}
