package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Interpreter;

/**
 * Many are created; each gets one message, which is a little work, and ends.
 *
 * <p>Free threads: tasks of the pool. Nobody would start as many threads.
 *
 * @param workers how many
 */
record ForkJoinCreate(int workers) implements Savina {
    /** Where the work goes; safe for all threads. */
    private record Sink(LongAdder sum, CountDownLatch done) {
        private Sink(int workers) {
            this(new LongAdder(), new CountDownLatch(workers));
        }

        void compute(int step) {
            sum.add(Work.compute(step));
            done.countDown();
        }
    }

    private void check(Sink sink) throws InterruptedException {
        Results.await(sink.done);
        Results.check("sum", Work.computeAll(workers), sink.sum.sum());
    }

    @Override
    public void arenas() throws Exception {
        Sink sink = new Sink(workers);
        for (int i = 0; i < workers; i++) {
            int step = i;
            Interpreter worker = Interpreter.create("worker");
            worker.execute(home -> {
                sink.compute(step);
                worker.close();
            });
        }
        check(sink);
    }

    private static Behavior<Integer> worker(Sink sink) {
        return Behaviors.receiveMessage(step -> {
            sink.compute(step);
            return Behaviors.stopped();
        });
    }

    private Behavior<Void> main(CompletableFuture<Sink> result) {
        return Behaviors.setup(context -> {
            Sink sink = new Sink(workers);
            for (int i = 0; i < workers; i++) {
                ActorRef<Integer> worker = context.spawnAnonymous(worker(sink));
                context.watch(worker);
                worker.tell(i);
            }
            result.complete(sink);
            return ending(workers);
        });
    }

    /** Without a watch the children would be stopped with their parent, some before their message. */
    private static Behavior<Void> ending(int missing) {
        return Behaviors.receive(Void.class)
                .onSignal(
                        akka.actor.typed.Terminated.class,
                        ended -> missing == 1 ? Behaviors.stopped() : ending(missing - 1))
                .build();
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        Sink sink = new Sink(workers);
        for (int i = 0; i < workers; i++) {
            int step = i;
            pool.execute(() -> sink.compute(step));
        }
        check(sink);
    }
}
