package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.arenas.error.DeadlockException;
import org.arenas.error.RangeConflictException;
import org.arenas.testing.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many workers on one array: of each element, one writer or any number of readers at a time. */
class ArrayStormTest {
    private static final int SIZE = 60;
    private static final int WORKERS = 4;
    private static final int OPERATIONS = Integer.getInteger("arenas.test.operations", 1_500);

    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);
    /** Of each element: how many readers, or -1 for a writer. */
    private final AtomicIntegerArray users = new AtomicIntegerArray(SIZE);

    private final AtomicLongArray written = new AtomicLongArray(SIZE);

    @AfterEach
    void close() {
        board.close();
    }

    private static int index(Range range, int i) {
        return (int) (range.from() + i * range.step());
    }

    private void use(ArrayLease<LongArray> lease, Range range, RangeMode mode) {
        LongArray part = lease.array();
        for (int i = 0; i < range.count(); i++) {
            int index = index(range, i);
            if (mode == RangeMode.WRITE) {
                assertThat(users.compareAndSet(index, 0, -1)).isTrue();
                part.set(i, part.get(i) + 1);
                written.incrementAndGet(index);
            } else {
                assertThat(users.incrementAndGet(index)).isPositive();
            }
        }
        for (int i = 0; i < range.count(); i++) {
            int index = index(range, i);
            assertThat(part.get(i)).isEqualTo(written.get(index));
            if (mode == RangeMode.WRITE) {
                users.set(index, 0);
            } else {
                users.decrementAndGet(index);
            }
        }
    }

    private static @Nullable ArrayLease<LongArray> borrow(
            RangeScope<LongArray> ranges, Range range, RangeMode mode, int how) throws InterruptedException {
        return switch (how) {
            case 0 -> ranges.borrow(range, mode);
            case 1 -> ranges.tryBorrow(range, mode);
            case 2 -> ranges.tryBorrow(range, mode, Duration.ofNanos(100_000));
            case 3 -> ranges.borrowInterruptibly(range, mode);
            default -> {
                try {
                    yield ranges.claim(range, mode);
                } catch (RangeConflictException e) {
                    yield null;
                }
            }
        };
    }

    @Test
    void shouldExcludeWritersFromRanges() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        try (MemoryWriter m = board.borrow()) {
            LongArray array = m.longArray(m.allocateLongArray(SIZE));
            try (RangeScope<LongArray> ranges = array.shareRanges();
                    Threads threads = new Threads()) {
                for (int i = 0; i < WORKERS; i++) {
                    Random random = new Random(seed + i);
                    threads.start("worker " + i + " of seed " + seed, () -> {
                        for (int n = 0; n < OPERATIONS; n++) {
                            oneOrTwo(ranges, random);
                        }
                    });
                }
            }
            for (int i = 0; i < SIZE; i++) {
                assertThat(array.get(i)).as("seed %s, element %s", seed, i).isEqualTo(written.get(i));
            }
            assertThat(array.sum()).isPositive();
            assertThat(m.verify()).isEmpty();
        }
    }

    private void oneOrTwo(RangeScope<LongArray> ranges, Random random) throws InterruptedException {
        Range range = range(random);
        RangeMode mode = random.nextInt(3) == 0 ? RangeMode.WRITE : RangeMode.READ;
        try (ArrayLease<LongArray> lease = borrow(ranges, range, mode, random.nextInt(5))) {
            if (lease == null) {
                return;
            }
            use(lease, range, mode);
            if (random.nextInt(4) == 0) {
                Range second = range(random);
                try (ArrayLease<LongArray> more = borrow(ranges, second, RangeMode.READ, random.nextInt(5))) {
                    if (more != null) {
                        use(more, second, RangeMode.READ);
                    }
                } catch (DeadlockException e) {
                    // Two that hold and want each other's: one of them lets go.
                    assertThat(e.cycle()).isNotEmpty();
                }
            }
        }
    }

    private static Range range(Random random) {
        int from = random.nextInt(SIZE);
        int step = 1 + random.nextInt(8);
        return Range.of(from, random.nextInt((SIZE - from + step - 1) / step + 1), step);
    }

    @Test
    void shouldGiveEachPartToOneWorker() {
        try (MemoryWriter m = board.borrow();
                Threads threads = new Threads()) {
            LongArray array = m.longArray(m.allocateLongArray(SIZE));
            for (int round = 0; round < 60; round++) {
                try (Split<LongArray> split = array.split(WORKERS)) {
                    for (int i = 0; i < WORKERS; i++) {
                        ArrayPart<LongArray> part = split.lend(i);
                        threads.start("worker " + i, () -> {
                            try (ArrayLease<LongArray> lease = part.open()) {
                                use(lease, part.range(), RangeMode.WRITE);
                            }
                        });
                    }
                }
                // No join: the split alone has to make everything visible.
                assertThat(array.sum()).isEqualTo((round + 1L) * SIZE);
                assertThat(m.verify()).isEmpty();
                threads.joinAll();
            }
        }
    }
}
