package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A process that changes an arena in a file until it is killed. Each change is number n of this worker, and what the arena
 * holds of it follows from n alone; it says {@code begin n} before and {@code done n} after it was committed.
 */
final class TortureWorker {
    private static final int KEPT = 64;
    private static final int TEXTS = 16;
    private static final int WORKERS = 64;
    private static final long PUSHED = -1;
    private static final long POLLED = -2;

    private final Path path;
    private final int id;
    private final SplittableRandom random;

    private TortureWorker(Path path, int id, long seed) {
        this.path = path;
        this.id = id;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws IOException {
        new TortureWorker(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Long.parseLong(arguments[2])).work();
    }

    private void work() throws IOException {
        while (true) {
            try (SharedArena arena = SharedArena.open(path, Duration.ofSeconds(30))) {
                for (int i = random.nextInt(1, 60); i > 0; i--) {
                    step(arena);
                }
            }
        }
    }

    private void step(SharedArena arena) {
        switch (random.nextInt(16)) {
            case 0 -> {
                try (MemoryReader m = arena.borrowShared()) {
                    report(check(m));
                }
            }
            case 1 -> report(arena.<List<String>>readOptimistic(m -> checkWorker(m, id)));
            default -> {
                long next;
                try (MemoryReader m = arena.borrowShared()) {
                    next = count(m, id) + 1;
                }
                System.out.println("begin " + next);
                try (MemoryWriter m = arena.borrow()) {
                    change(m, id, next, random);
                }
                System.out.println("done " + next);
            }
        }
    }

    private static void report(List<String> problems) {
        if (!problems.isEmpty()) {
            System.out.println("WRONG " + problems);
        }
    }

    // ---------------------------------------------------------------- what a change does

    /** What every worker finds there. */
    static void prepare(MemoryWriter m) {
        m.setRoot("counts", m.allocateLongLongMap(16));
        m.setRoot("values", m.allocateLongLongMap(16));
        m.setRoot("bytes", m.allocateBytesMap(16));
        m.setRoot("queue", m.allocateBytesQueue());
        m.setRoot("array", m.allocateLongArray((long) WORKERS * KEPT));
    }

    private static void change(MemoryWriter m, int id, long n, SplittableRandom random) {
        LongLongMap counts = m.longLongMap(m.root("counts"));
        LongLongMap values = m.longLongMap(m.root("values"));
        // In any order: a death may come between any two.
        for (int part : order(random)) {
            for (int i = random.nextInt(3_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            switch (part) {
                case 0 -> counts.put(id + 1L, n);
                case 1 -> {
                    values.put(key(id, n), n);
                    if (n > KEPT) {
                        values.remove(key(id, n - KEPT));
                    }
                }
                case 2 -> m.bytesMap(m.root("bytes")).put(textKey(id, n), text(id, n));
                case 3 -> {
                    Handle<String> old = m.findRoot("last" + id);
                    m.setRoot("last" + id, m.allocate(id + ":" + n + "x".repeat((int) (n % 500))));
                    if (old != null) {
                        m.free(old);
                    }
                }
                case 4 -> {
                    BytesQueue queue = m.bytesQueue(m.root("queue"));
                    queue.add(text(id, n));
                    counts.add(PUSHED, 1);
                    if (queue.size() > 40) {
                        queue.poll();
                        counts.add(POLLED, 1);
                    }
                }
                default -> m.longArray(m.root("array")).set((long) id * KEPT + n % KEPT, n);
            }
        }
    }

    private static int[] order(SplittableRandom random) {
        int[] order = {0, 1, 2, 3, 4, 5};
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private static long key(int id, long n) {
        return (id + 1L) << 40 | n;
    }

    private static byte[] textKey(int id, long n) {
        return (id + ":" + n % TEXTS).getBytes(UTF_8);
    }

    private static byte[] text(int id, long n) {
        byte[] text = new byte[(int) (n * 37 % 300)];
        Arrays.fill(text, (byte) (n + id));
        return text;
    }

    // ---------------------------------------------------------------- what must be there

    /** How many changes of a worker were committed. */
    static long count(MemoryReader m, int id) {
        return m.longLongMap(m.root("counts")).get(id + 1L, 0);
    }

    /** {@return what is wrong with the whole} */
    static List<String> check(MemoryReader m) {
        List<String> problems = new ArrayList<>(m.verify());
        LongLongMap counts = m.longLongMap(m.root("counts"));
        long queued = m.bytesQueue(m.root("queue")).size();
        if (queued != counts.get(PUSHED, 0) - counts.get(POLLED, 0)) {
            problems.add("queue has " + queued + " items, pushed=" + counts.get(PUSHED, 0) + ", polled="
                    + counts.get(POLLED, 0));
        }
        long kept = 0;
        for (int id = 0; id < WORKERS; id++) {
            problems.addAll(checkWorker(m, id));
            kept += Math.min(KEPT, count(m, id));
        }
        if (m.longLongMap(m.root("values")).size() != kept) {
            problems.add("values: " + m.longLongMap(m.root("values")).size() + " instead of " + kept);
        }
        return problems;
    }

    private static List<String> checkWorker(MemoryReader m, int id) {
        List<String> problems = new ArrayList<>();
        long n = count(m, id);
        LongLongMap values = m.longLongMap(m.root("values"));
        LongArray array = m.longArray(m.root("array"));
        BytesMap texts = m.bytesMap(m.root("bytes"));
        for (long i = Math.max(1, n - KEPT + 1); i <= n; i++) {
            if (values.get(key(id, i), -1) != i || array.get((long) id * KEPT + i % KEPT) != i) {
                problems.add("worker " + id + ": change " + i + " of " + n + " is not there");
            }
        }
        for (long i = Math.max(1, n - TEXTS + 1); i <= n; i++) {
            if (!Arrays.equals(texts.get(textKey(id, i)), text(id, i))) {
                problems.add("worker " + id + ": text " + i + " of " + n + " is another");
            }
        }
        @Nullable Handle<String> last = m.findRoot("last" + id);
        String expected = n == 0 ? "nothing" : id + ":" + n + "x".repeat((int) (n % 500));
        String found = last == null ? "nothing" : m.string(last);
        if (!found.equals(expected)) {
            problems.add("worker " + id + ": last is " + found + " instead of " + expected);
        }
        return problems;
    }
}
