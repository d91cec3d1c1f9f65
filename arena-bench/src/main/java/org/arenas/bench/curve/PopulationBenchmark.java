package org.arenas.bench.curve;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Interpreter;
import org.arenas.VirtualThreads;
import org.arenas.bench.ActorSystems;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From one worker to a million: all are created, each gets a message, and all end. The report divides by their number.
 *
 * <p>Beside the interpreters stand the actors of Akka Typed, children of one parent, and threads that wait for their message at
 * a queue: those of the platform up to 10,000, since more exhaust many a machine, and virtual ones where the JDK
 * has them; on others, {@code virtualThreads} says so and gives no figure. With {@code -prof gc}, which the report always
 * uses, there are bytes, too: those of the heap, in which a platform thread does not have its stack.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PopulationBenchmark {
    private static final int DEADLINE_SECONDS = 120;
    private static final Integer MESSAGE = 1;

    private final LongAdder received = new LongAdder();

    /** How many there are of what is cheap. */
    @State(Scope.Benchmark)
    public static class Many {
        /** All at a time. */
        @Param({"1", "10", "100", "1000", "10000", "100000", "1000000"})
        public int workers;
    }

    /** How many there are of what is dear. */
    @State(Scope.Benchmark)
    public static class Few {
        /** All at a time. */
        @Param({"1", "10", "100", "1000", "10000"})
        public int workers;
    }

    /** Akka. */
    @State(Scope.Benchmark)
    public static class Actors {
        private final ActorSystem<Void> system = ActorSystems.create();
        private int runs;

        @TearDown
        public void stop() {
            ActorSystems.stop(system);
        }
    }

    private void check(int workers) {
        long messages = received.sumThenReset();
        if (messages != workers) {
            throw new IllegalStateException("messages were lost: expected=" + workers + ", is=" + messages);
        }
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done: left=" + done.getCount());
        }
    }

    @Benchmark
    public void interpreters(Many many) {
        Interpreter[] all = new Interpreter[many.workers];
        for (int i = 0; i < all.length; i++) {
            all[i] = Interpreter.create("one");
        }
        for (Interpreter interpreter : all) {
            interpreter.execute(home -> received.add(MESSAGE));
        }
        for (Interpreter interpreter : all) {
            interpreter.close();
        }
        check(all.length);
    }

    private Behavior<Integer> child(CountDownLatch ended) {
        return Behaviors.receive(Integer.class)
                .onMessage(Integer.class, message -> {
                    received.add(message);
                    return Behaviors.stopped();
                })
                .onSignal(PostStop.class, stopped -> {
                    ended.countDown();
                    return Behaviors.same();
                })
                .build();
    }

    /** Stops when it is told to. */
    private Behavior<Integer> parent(int count, CountDownLatch childrenEnded, CountDownLatch ended) {
        return Behaviors.setup(context -> {
            List<ActorRef<Integer>> children = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                children.add(context.spawnAnonymous(child(childrenEnded)));
            }
            children.forEach(child -> child.tell(MESSAGE));
            return Behaviors.receive(Integer.class)
                    .onMessage(Integer.class, message -> Behaviors.stopped())
                    .onSignal(PostStop.class, stopped -> {
                        ended.countDown();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @Benchmark
    public void actors(Many many, Actors actors) throws InterruptedException {
        CountDownLatch childrenEnded = new CountDownLatch(many.workers);
        CountDownLatch ended = new CountDownLatch(1);
        ActorRef<Integer> parent = actors.system.systemActorOf(
                parent(many.workers, childrenEnded, ended), "parent-" + actors.runs++, Props.empty());
        await(childrenEnded);
        parent.tell(MESSAGE);
        await(ended);
        check(many.workers);
    }

    @Benchmark
    public void virtualThreads(Many many) throws InterruptedException {
        ExecutorService starter = VirtualThreads.carriers();
        threads(many.workers, starter);
        starter.shutdown();
    }

    @Benchmark
    public void platformThreads(Few few) throws InterruptedException {
        threads(few.workers, body -> new Thread(body, "one").start());
    }

    private void threads(int count, Executor starter) throws InterruptedException {
        List<BlockingQueue<Integer>> mailboxes = new ArrayList<>(count);
        CountDownLatch ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            BlockingQueue<Integer> mailbox = new ArrayBlockingQueue<>(1);
            mailboxes.add(mailbox);
            starter.execute(() -> receive(mailbox, ended));
        }
        mailboxes.forEach(mailbox -> mailbox.add(MESSAGE));
        await(ended);
        check(count);
    }

    private void receive(BlockingQueue<Integer> mailbox, CountDownLatch ended) {
        try {
            received.add(mailbox.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }
}
