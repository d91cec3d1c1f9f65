package org.arenas.torture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Borrow;

/**
 * What steps did to a number of arenas, and whether it can be explained. The steps are the vertices of a graph; an edge says
 * which of two must have come first: because a log says so, or because the program that took both of them did. The history
 * is serializable, and in program order, if the graph has no cycle.
 */
final class History {
    private static final int MANY = 16;

    /** Plain on purpose: what guards it is the arena. */
    private final List<Log> logs = new ArrayList<>();

    private final ConcurrentLinkedQueue<long[]> programs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger steps = new AtomicInteger();

    private static final class Log {
        private int[] writers = new int[MANY];
        private int size;

        /** How long the log was when somebody read it: step, size. Readers run together, so this is not plain. */
        private final ConcurrentLinkedQueue<long[]> reads = new ConcurrentLinkedQueue<>();

        void append(int step) {
            if (size == writers.length) {
                writers = Arrays.copyOf(writers, 2 * size);
            }
            writers[size++] = step;
        }
    }

    History(int arenas) {
        for (int i = 0; i < arenas; i++) {
            logs.add(new Log());
        }
    }

    /** To be called under the accesses named. */
    void happened(Borrow under, int step, List<Integer> named, boolean[] writes) {
        Objects.requireNonNull(under, "under");
        for (int arena : named) {
            Log log = logs.get(arena);
            if (writes[arena]) {
                log.append(step);
            } else {
                log.reads.add(new long[] {step, log.size});
            }
        }
    }

    /** The steps that one thread, or one body, takes one after the other. */
    final class Program {
        private final int[] lastWriter = new int[logs.size()];
        private final List<List<Integer>> readersSince = new ArrayList<>();

        Program() {
            Arrays.fill(lastWriter, -1);
            logs.forEach(log -> readersSince.add(new ArrayList<>()));
        }

        /** The next step; returns its number. */
        int step(List<Integer> named, boolean[] writes) {
            int step = steps.getAndIncrement();
            after(step, named, writes);
            return step;
        }

        /** Everything that follows and conflicts comes after a step, as this one comes after what went before. */
        void after(int step, List<Integer> named, boolean[] writes) {
            for (int arena : named) {
                edge(lastWriter[arena], step);
                List<Integer> readers = readersSince.get(arena);
                if (writes[arena]) {
                    readers.forEach(reader -> edge(reader, step));
                    readers.clear();
                    lastWriter[arena] = step;
                } else {
                    readers.add(step);
                }
            }
        }

        private void edge(int from, int to) {
            if (from >= 0 && from != to) {
                programs.add(new long[] {from, to});
            }
        }
    }

    /** Throws if there is a cycle. Only once everything has ended. */
    void check() {
        List<long[]> edges = new ArrayList<>(programs);
        for (Log log : logs) {
            for (int i = 1; i < log.size; i++) {
                edges.add(new long[] {log.writers[i - 1], log.writers[i]});
            }
            for (long[] read : log.reads) {
                int size = (int) read[1];
                if (size > 0) {
                    edges.add(new long[] {log.writers[size - 1], read[0]});
                }
                if (size < log.size) {
                    edges.add(new long[] {read[0], log.writers[size]});
                }
            }
        }
        checkAcyclic(edges);
    }

    private void checkAcyclic(List<long[]> edges) {
        int count = steps.get();
        int[] indegree = new int[count];
        int[] first = new int[count + 1];
        for (long[] edge : edges) {
            indegree[(int) edge[1]]++;
            first[(int) edge[0] + 1]++;
        }
        for (int i = 0; i < count; i++) {
            first[i + 1] += first[i];
        }
        int[] targets = new int[edges.size()];
        int[] filled = first.clone();
        for (long[] edge : edges) {
            targets[filled[(int) edge[0]]++] = (int) edge[1];
        }
        int[] free = new int[count];
        int known = 0;
        for (int i = 0; i < count; i++) {
            if (indegree[i] == 0) {
                free[known++] = i;
            }
        }
        for (int done = 0; done < known; done++) {
            for (int i = first[free[done]]; i < first[free[done] + 1]; i++) {
                if (--indegree[targets[i]] == 0) {
                    free[known++] = targets[i];
                }
            }
        }
        if (known != count) {
            throw new AssertionError("no order explains it: steps=" + count + ", in cycles or behind them="
                    + (count - known) + ", the first few: " + stuck(edges, indegree));
        }
    }

    private static String stuck(List<long[]> edges, int[] indegree) {
        StringBuilder text = new StringBuilder();
        edges.stream()
                .filter(edge -> indegree[(int) edge[0]] > 0 && indegree[(int) edge[1]] > 0)
                .limit(MANY)
                .forEach(edge ->
                        text.append(edge[0]).append("->").append(edge[1]).append(' '));
        return text.toString();
    }
}
