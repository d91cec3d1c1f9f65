package org.arenas.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.arenas.Interpreter;

/**
 * Prints what an idle interpreter takes: bytes of heap, bytes allocated, and time. To be run with a heap of 2 GiB; the first
 * argument says how many to create, a million by default.
 *
 * <p>{@code liveEach} is the growth of the live heap after full collections, divided by the number; the array that holds the
 * interpreters is not counted. {@code allocatedEach} is what the step allocated on the calling thread, garbage included.
 * Times are those of one run after some warm-up, with all collections that happen meanwhile: {@link InterpreterBenchmark}
 * has better ones.
 */
public final class InterpreterFootprint {
    private static final int DEFAULT_COUNT = 1_000_000;
    private static final int WARM_UP = 50_000;
    private static final int COLLECTIONS = 3;

    private InterpreterFootprint() {}

    /** Creates them, has each do a task, closes them, and prints a line for each step. */
    public static void main(String[] args) {
        int count = args.length == 0 ? DEFAULT_COUNT : Integer.parseInt(args[0]);
        work(new Interpreter[WARM_UP], false);
        System.out.printf(
                "interpreters=%,d jdk=%s heap=%,d MiB%n",
                count, Runtime.version(), Runtime.getRuntime().maxMemory() >> 20);
        work(new Interpreter[count], true);
    }

    private static void work(Interpreter[] interpreters, boolean print) {
        Step step = new Step(interpreters.length, print);
        for (int i = 0; i < interpreters.length; i++) {
            interpreters[i] = Interpreter.create("idle");
        }
        step.end("created");
        for (Interpreter interpreter : interpreters) {
            Object unused = interpreter.call(home -> home.own("object"));
        }
        step.end("called once, owning one object");
        for (int i = 0; i < interpreters.length; i++) {
            interpreters[i].close();
            interpreters[i] = null;
        }
        step.end("closed");
    }

    /** Measures from its creation, or from the end of the last one, to the end. */
    private static final class Step {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final int count;
        private final boolean print;
        private final long used;
        private long allocated;
        private long start;

        Step(int count, boolean print) {
            this.count = count;
            this.print = print;
            used = print ? usedBytes() : 0;
            begin();
        }

        private void begin() {
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            start = System.nanoTime();
        }

        void end(String name) {
            long nanos = System.nanoTime() - start;
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
            if (print) {
                System.out.printf(
                        "%s: nanosEach=%,d allocatedEach=%,d liveEach=%,d%n",
                        name, each(nanos), each(bytes), each(usedBytes() - used));
            }
            begin();
        }

        private long each(long all) {
            return Math.round((double) all / count);
        }
    }

    private static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
