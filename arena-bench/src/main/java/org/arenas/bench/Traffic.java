package org.arenas.bench;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The threads at the other ends of the pipes: senders that send as fast as they are let, or one that sends back what it gets.
 * They run until the end of the trial.
 */
@State(Scope.Benchmark)
public abstract class Traffic {
    private static final Integer ITEM = 1;
    private static final Integer LAST = -1;

    /** Senders to receivers, or one value there and back. */
    @Param({"1:1", "2:1", "ping-pong"})
    public String topology;

    private final IntFunction<Pipe> pipes;
    private Pipe there;
    private Pipe back;
    private Thread[] threads;
    private volatile boolean over;

    /** Traffic over pipes that are made for so many senders. */
    Traffic(IntFunction<Pipe> pipes) {
        this.pipes = pipes;
    }

    /** Opens the pipes, and starts the threads. */
    @Setup
    public final void start() {
        boolean pingPong = topology.equals("ping-pong");
        int senders = topology.equals("2:1") ? 2 : 1;
        there = pipes.apply(1);
        back = pipes.apply(senders);
        threads = new Thread[senders];
        for (int i = 0; i < senders; i++) {
            threads[i] = new Thread(pingPong ? this::sendBack : this::send, "peer-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    private void send() {
        try {
            while (!over) {
                back.put(ITEM);
            }
            back.put(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendBack() {
        try {
            Integer item = there.take();
            while (item >= 0) {
                back.put(item);
                item = there.take();
            }
            back.put(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Receives so many items, each after it was asked for if the topology says so. */
    final int receive(int items) throws InterruptedException {
        return topology.equals("ping-pong") ? exchange(items) : drain(items);
    }

    private int exchange(int items) throws InterruptedException {
        int sum = 0;
        for (int i = 0; i < items; i++) {
            there.put(ITEM);
            sum += back.take();
        }
        return sum;
    }

    private int drain(int items) throws InterruptedException {
        int sum = 0;
        for (int i = 0; i < items; i++) {
            sum += back.take();
        }
        return sum;
    }

    /** Senders may wait for room: what they put is taken until each has put its last. */
    @TearDown
    public final void stop() throws InterruptedException {
        over = true;
        there.put(LAST);
        for (int ended = 0; ended < threads.length; ) {
            @Nullable Integer item = back.take();
            if (LAST.equals(item)) {
                ended++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
