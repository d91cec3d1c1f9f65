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

        long await() throws InterruptedException {
            Results.await(done);
            return sum.sum();
        }
    }

    private void check(long sum) {
        Results.check("sum", Work.computeAll(workers), sum);
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
        check(sink.await());
    }

    private static Behavior<Integer> worker(ActorRef<Long> main) {
        return Behaviors.receiveMessage(step -> {
            main.tell(Work.compute(step));
            return Behaviors.stopped();
        });
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            for (int i = 0; i < workers; i++) {
                context.spawnAnonymous(worker(context.getSelf())).tell(i);
            }
            return Sum.of(workers, result);
        });
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
        check(sink.await());
    }
}
