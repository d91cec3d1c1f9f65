package org.arenas.bench;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.arenas.channel.Channel;
import org.arenas.channel.ChannelBuilder;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Values that go from thread to thread, over our channels and beside them over the blocking queues of the JDK. All hold 1,024
 * items, and wait when they are full or empty.
 *
 * <pre>
 *   1:1         sender ──►|||||──► receiver
 *   2:1         sender ──►|||||──► receiver
 *               sender ──►
 *   ping-pong   thread ──►|||||──► thread      one value, there and back
 *                      ◄──|||||◄──
 * </pre>
 *
 * <p>The time is that of one item, or of one round trip, as the receiver sees it. {@code arenaChannelSingle} is a channel that
 * was told how many there are at each end, the other is for any number. {@code jcTools} and {@code jcToolsSingle} are bare
 * queues, for which threads spin: they know neither waiting nor closing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChannelBenchmark.ITEMS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark {
    static final int ITEMS = 10_000;
    private static final int CAPACITY = 1_024;

    /** Over a channel for any number of senders and receivers. */
    public static class OverChannel extends Traffic {
        public OverChannel() {
            super(senders -> new Pipe.OverChannel(Channel.bounded(CAPACITY)));
        }
    }

    /** Over a channel for one receiver, and for one sender if there is one. */
    public static class OverSingleChannel extends Traffic {
        public OverSingleChannel() {
            super(senders -> {
                ChannelBuilder<Integer> builder =
                        Channel.<Integer>builder().capacity(CAPACITY).singleReceiver();
                return new Pipe.OverChannel(
                        senders == 1 ? builder.singleSender().create() : builder.create());
            });
        }
    }

    /** Over an array with a lock. */
    public static class OverArrayBlockingQueue extends Traffic {
        public OverArrayBlockingQueue() {
            super(senders -> new Pipe.OverBlockingQueue(new ArrayBlockingQueue<>(CAPACITY)));
        }
    }

    /** Over a list with two locks. */
    public static class OverLinkedBlockingQueue extends Traffic {
        public OverLinkedBlockingQueue() {
            super(senders -> new Pipe.OverBlockingQueue(new LinkedBlockingQueue<>(CAPACITY)));
        }
    }

    /** Over a bare queue for any number of threads. */
    public static class OverQueue extends Traffic {
        public OverQueue() {
            super(senders -> new Pipe.OverQueue(new MpmcArrayQueue<>(CAPACITY)));
        }
    }

    /** Over a bare queue for one consumer, and for one producer if there is one. */
    public static class OverSingleQueue extends Traffic {
        public OverSingleQueue() {
            super(senders ->
                    new Pipe.OverQueue(senders == 1 ? new SpscArrayQueue<>(CAPACITY) : new MpscArrayQueue<>(CAPACITY)));
        }
    }

    @Benchmark
    public int arenaChannel(OverChannel traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }

    @Benchmark
    public int arenaChannelSingle(OverSingleChannel traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }

    @Benchmark
    public int arrayBlockingQueue(OverArrayBlockingQueue traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }

    @Benchmark
    public int linkedBlockingQueue(OverLinkedBlockingQueue traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }

    @Benchmark
    public int jcTools(OverQueue traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }

    @Benchmark
    public int jcToolsSingle(OverSingleQueue traffic) throws InterruptedException {
        return traffic.receive(ITEMS);
    }
}
