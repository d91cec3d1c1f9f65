package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.DeadlockException;
import org.arenas.error.RangeConflictException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RangeScopeTest {
    private static final Range ALL = Range.of(0, 12);

    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);
    private final Threads threads = new Threads();
    private MemoryWriter m;
    private LongArray array;
    private RangeScope<LongArray> ranges;

    @BeforeEach
    void share() {
        m = board.borrow();
        array = m.longArray(m.allocateLongArray(12));
        ranges = array.shareRanges();
    }

    @AfterEach
    void close() {
        ranges.close();
        threads.close();
        assertThat(m.verify()).isEmpty();
        m.close();
        board.close();
    }

    private ArrayLease<LongArray> write(long from, long count) {
        return ranges.claim(Range.of(from, count), RangeMode.WRITE);
    }

    private static void waitsFor(String range) {
        Await.until(
                "somebody waits for " + range,
                () -> Arenas.snapshot().waits().stream()
                        .anyMatch(wait -> wait.toString().contains(range)));
    }

    @Test
    void shouldLendColumnsToWhomeverTheyBelong() {
        ranges.close();
        LongMatrix table = array.matrix(3, 4);
        List<Range> columns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            columns.add(table.columnRange(i));
        }
        Range row = table.rowRange(1);
        ranges = array.shareRanges();
        List<ArrayLease<LongArray>> leases = new ArrayList<>();
        for (Range column : columns) {
            ArrayLease<LongArray> lease = ranges.claim(column, RangeMode.WRITE);
            lease.array().fill(column.from());
            leases.add(lease);
        }
        assertThat(ranges.tryBorrow(row, RangeMode.READ)).isNull();
        assertThatThrownBy(() -> ranges.claim(columns.get(2), RangeMode.READ))
                .isInstanceOf(RangeConflictException.class);
        leases.forEach(ArrayLease::close);
        try (ArrayLease<LongArray> lease = ranges.claim(row, RangeMode.READ)) {
            assertThat(lease.array().toArray()).containsExactly(0, 1, 2, 3);
        }
        ranges.close();
        assertThat(array.toArray()).containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void shouldLetAnyNumberRead() {
        try (ArrayLease<LongArray> one = ranges.claim(ALL, RangeMode.READ);
                ArrayLease<LongArray> two = ranges.claim(Range.of(3, 4, 2), RangeMode.READ)) {
            assertThat(one.array().sum() + two.array().sum()).isZero();
            assertThat(ranges.tryBorrow(Range.of(5, 1), RangeMode.WRITE)).isNull();
            ranges.claim(Range.of(5, 0), RangeMode.WRITE).close();
        }
        write(5, 1).close();
        assertThatThrownBy(() -> write(10, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> write(13, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldServeInTheOrderOfComing() {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        ArrayLease<LongArray> first = ranges.claim(ALL, RangeMode.READ);
        threads.start("writer", () -> {
            try (ArrayLease<LongArray> lease = ranges.borrow(Range.of(0, 6), RangeMode.WRITE)) {
                lease.array().fill(1);
                order.add("writer");
            }
        });
        waitsFor("WRITE 0..5");
        // It would fit to the one that is granted, but the writer came before; who has a range already passes it.
        CountDownLatch tried = new CountDownLatch(1);
        threads.start("hasty reader", () -> {
            assertThat(ranges.tryBorrow(Range.of(5, 3), RangeMode.READ)).isNull();
            tried.countDown();
        });
        Await.open(tried);
        ranges.claim(Range.of(5, 3), RangeMode.READ).close();
        threads.start("reader", () -> {
            try (ArrayLease<LongArray> lease = ranges.borrow(Range.of(4, 2), RangeMode.READ)) {
                order.add("reader sees " + lease.array().sum());
            }
        });
        waitsFor("READ 4..5");
        ranges.claim(Range.of(6, 6), RangeMode.READ).close();
        first.close();
        threads.joinAll();
        assertThat(order).containsExactly("writer", "reader sees 2");
    }

    @Test
    void shouldLetThoseBehindPassWhoGivesUp() throws Exception {
        ArrayLease<LongArray> first = ranges.claim(ALL, RangeMode.READ);
        Thread writer = threads.start(
                "writer",
                () -> assertThatThrownBy(() -> ranges.borrowInterruptibly(ALL, RangeMode.WRITE))
                        .isInstanceOf(InterruptedException.class));
        waitsFor("WRITE 0..11");
        threads.start(
                "reader", () -> ranges.borrow(Range.of(0, 2), RangeMode.READ).close());
        waitsFor("READ 0..1");
        writer.interrupt();
        threads.joinAll();
        threads.start("late writer", () -> {
            assertThat(ranges.tryBorrow(ALL, RangeMode.WRITE, Duration.ofMillis(5)))
                    .isNull();
            assertThat(ranges.tryBorrow(ALL, RangeMode.WRITE, Duration.ofSeconds(-1)))
                    .isNull();
        });
        threads.joinAll();
        first.close();
        ArrayLease<LongArray> now = ranges.tryBorrow(ALL, RangeMode.WRITE, Duration.ZERO);
        assertThat(now).isNotNull();
        now.close();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ranges.borrowInterruptibly(ALL, RangeMode.READ))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void shouldKeepAnInterruptThatDoesNotEndTheWait() {
        ArrayLease<LongArray> first = write(0, 12);
        Thread writer = threads.start("writer", () -> {
            ranges.borrow(ALL, RangeMode.WRITE).close();
            assertThat(Thread.interrupted()).isTrue();
        });
        waitsFor("WRITE 0..11");
        writer.interrupt();
        first.close();
        threads.joinAll();
    }

    @Test
    void shouldThrowInsteadOfADeadlock() {
        CyclicBarrier both = new CyclicBarrier(2);
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2; i++) {
            long own = i * 6L;
            threads.start("worker " + i, () -> {
                try (ArrayLease<LongArray> mine = write(own, 6)) {
                    both.await(20, TimeUnit.SECONDS);
                    try (ArrayLease<LongArray> other = ranges.borrow(Range.of(6 - own, 6), RangeMode.READ)) {
                        mine.array().fill(other.array().sum());
                    } catch (DeadlockException e) {
                        thrown.add(e);
                    }
                }
            });
        }
        threads.joinAll();
        assertThat(thrown).hasSize(1);
        assertThat(thrown.peek()).hasMessageContaining("worker 0 waits for").hasMessageContaining("worker 1 waits for");
    }

    @Test
    void shouldThrowInsteadOfWaitingForItself() {
        try (ArrayLease<LongArray> mine = write(0, 6)) {
            assertThatThrownBy(() -> ranges.borrow(Range.of(5, 2), RangeMode.READ))
                    .isInstanceOf(DeadlockException.class);
            mine.array().fill(1);
        }
        ranges.borrow(ALL, RangeMode.WRITE).close();
    }

    @Test
    void shouldRefuseWhoStillWaitsAtTheEnd() {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        threads.start("worker", () -> {
            try (ArrayLease<LongArray> lease = write(0, 6)) {
                taken.countDown();
                // The lender is in its close by then.
                Await.open(refused);
                lease.array().fill(1);
            }
        });
        Await.open(taken);
        threads.start("waiter", () -> {
            thrown.set(catchThrowable(() -> ranges.borrow(ALL, RangeMode.WRITE)));
            refused.countDown();
        });
        waitsFor("WRITE 0..11");
        ranges.close();
        assertThat(array.sum()).isEqualTo(6);
        threads.joinAll();
        assertThat(thrown.get()).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> write(0, 1)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> ranges.borrow(ALL, RangeMode.READ)).isInstanceOf(BorrowClosedException.class);
    }

    @Test
    void shouldGiveTheHomeUpWhileAnInterpreterWaits() {
        try (Interpreter clerk = Interpreter.create("clerk")) {
            ArrayLease<LongArray> first = write(0, 12);
            var sum = clerk.submit(home -> {
                try (ArrayLease<LongArray> lease = ranges.borrow(ALL, RangeMode.READ)) {
                    return lease.array().sum();
                }
            });
            waitsFor("READ 0..11");
            clerk.arena().borrow().close();
            first.array().fill(2);
            first.close();
            assertThat(Arenas.join(sum)).isEqualTo(24);
        }
    }
}
