package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.Access;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SplitTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);
    private final Threads threads = new Threads();

    @AfterEach
    void close() {
        threads.close();
        board.close();
    }

    private LongArray array(MemoryWriter m, long length) {
        return m.longArray(m.allocateLongArray(length));
    }

    private static boolean waitsForLeases() {
        return Arenas.snapshot().text().contains("all leases of");
    }

    @Test
    void shouldLendPartsThatCoverTheArrayAndDoNotOverlap() {
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 103);
            for (int parts : new int[] {1, 2, 7, 103, 200}) {
                try (Split<LongArray> split = array.split(parts)) {
                    assertThat(split.size()).isEqualTo(parts);
                    for (int i = 0; i < parts; i++) {
                        try (ArrayLease<LongArray> lease = split.lend(i).open()) {
                            assertThat(lease.array().length())
                                    .isEqualTo(split.range(i).count());
                            lease.array().map(0, lease.array().length(), x -> x + 1);
                        }
                    }
                }
            }
            assertThat(array.min()).isEqualTo(5);
            assertThat(array.max()).isEqualTo(5);
            try (Split<LongArray> split = array.splitAt(100)) {
                assertThat(List.of(split.range(0), split.range(1))).containsExactly(Range.of(0, 100), Range.of(100, 3));
            }
            assertThat(m.verify()).isEmpty();
        }
    }

    /** Workers write; what they wrote is there when the split is closed, and meanwhile the sequence is odd. */
    @Test
    void shouldWaitForWhatWorkersWrite() {
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 1_000);
            for (int round = 1; round <= 20; round++) {
                long value = round;
                try (Split<LongArray> split = array.split(4)) {
                    for (int i = 0; i < split.size(); i++) {
                        ArrayPart<LongArray> part = split.lend(i);
                        threads.start("worker " + i, () -> {
                            try (ArrayLease<LongArray> lease = part.open()) {
                                assertThat(board.memory().sequence() & 1).isOne();
                                for (long at = 0; at < lease.array().length(); at++) {
                                    lease.array().set(at, value);
                                }
                            }
                        });
                    }
                }
                assertThat(array.sum()).isEqualTo(1_000 * value);
                threads.joinAll();
            }
        }
        assertThat(board.memory().sequence() & 1).isZero();
    }

    @Test
    void shouldStayOpenUntilAPartThatNobodyHasOpenedCameBack() {
        CountDownLatch lent = new CountDownLatch(1);
        AtomicReference<ArrayPart<LongArray>> sent = new AtomicReference<>();
        Thread lender = threads.start("lender", () -> {
            try (MemoryWriter m = board.borrow()) {
                LongArray array = array(m, 10);
                try (Split<LongArray> split = array.split(2)) {
                    sent.set(split.lend(1));
                    lent.countDown();
                }
                assertThat(array.sum()).isEqualTo(5 * 3);
            }
        });
        Await.open(lent);
        Await.until("lender waits", SplitTest::waitsForLeases);
        assertThat(Arenas.snapshot().text())
                .containsPattern("lender waits for all leases of LongArray \\S+, parts that nobody has opened: 1 at ");
        try (ArrayLease<LongArray> lease = sent.get().open()) {
            // Once it is open, an interrupt is too late.
            lender.interrupt();
            Await.until("interrupt seen", () -> !lender.isInterrupted());
            lease.array().fill(3);
            assertThat(lender.isAlive()).isTrue();
            assertThat(Arenas.snapshot().text()).doesNotContain("parts that nobody has opened");
        }
        threads.joinAll();
        assertThatThrownBy(() -> sent.get().open()).isInstanceOf(BorrowClosedException.class);
        sent.get().giveBack();
    }

    /** As an ExecutorService that is closed: what runs is waited for, and what has not begun never will. */
    @Test
    void shouldTakeBackPartsThatNobodyHasOpenedWhenInterrupted() {
        CountDownLatch lent = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicReference<ArrayPart<LongArray>> sent = new AtomicReference<>();
        Thread lender = threads.start("lender", () -> {
            try (MemoryWriter m = board.borrow()) {
                LongArray array = array(m, 10);
                try (Split<LongArray> split = array.split(2)) {
                    ArrayPart<LongArray> begun = split.lend(0);
                    sent.set(split.lend(1));
                    threads.start("worker", () -> {
                        try (ArrayLease<LongArray> lease = begun.open()) {
                            lent.countDown();
                            Await.open(mayEnd);
                            lease.array().fill(3);
                        }
                    });
                    Await.open(lent);
                }
                assertThat(Thread.interrupted()).isTrue();
                assertThat(array.sum()).isEqualTo(5 * 3);
            }
        });
        Await.open(lent);
        Await.until("lender waits", SplitTest::waitsForLeases);
        lender.interrupt();
        Await.until("part taken back", () -> !Arenas.snapshot().text().contains("that nobody has opened"));
        assertThatThrownBy(() -> sent.get().open()).isInstanceOf(BorrowClosedException.class);
        assertThat(lender.isAlive()).isTrue();
        mayEnd.countDown();
        Await.until("lender ended", () -> !lender.isAlive());
        threads.joinAll();
    }

    /** Nobody can open what nobody has: here the worker was never started. */
    @Test
    void shouldNotWaitForAPartThatIsGarbage() {
        Thread lender = threads.start("lender", () -> {
            try (MemoryWriter m = board.borrow()) {
                LongArray array = array(m, 10);
                try (Split<LongArray> split = array.split(2)) {
                    lendAndForget(split);
                }
                array.fill(1);
                assertThat(array.sum()).isEqualTo(10);
            }
        });
        Await.until("lender ended", () -> {
            collectGarbage();
            return !lender.isAlive();
        });
        threads.joinAll();
    }

    private static void lendAndForget(Split<LongArray> split) {
        assertThat(split.lend(1).range().count()).isEqualTo(5);
    }

    @SuppressWarnings("System.gc") // That is what is tested.
    private static void collectGarbage() {
        System.gc();
    }

    @Test
    @DisplayName("R5: a behaviour that leaves a split open waits for it, and the graph knows")
    void shouldTellAWorkerThatItWouldWaitForABehaviourThatHasEnded() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Handle<LongArray>> lent = new AtomicReference<>();
        CompletionStage<String> end = Arenas.when(Access.write(board.arena())).call(b -> {
            MemoryWriter m = board.writer(b);
            lent.set(m.allocateLongArray(10));
            Split<LongArray> split = m.longArray(lent.get()).split(2);
            ArrayPart<LongArray> part = split.lend(0);
            threads.start("worker", () -> {
                try (ArrayLease<LongArray> lease = part.open()) {
                    opened.countDown();
                    Await.until("behaviour waits", SplitTest::waitsForLeases);
                    assertThat(Arenas.snapshot().text()).contains("behaviour(write(board#");
                    thrown.set(catchThrowable(board::borrow));
                    lease.array().fill(1);
                }
            });
            Await.open(opened);
            return "done";
        });
        assertThat(end.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo("done");
        threads.joinAll();
        assertThat(thrown.get())
                .isInstanceOf(DeadlockException.class)
                .hasMessageContaining(") waits for all leases of LongArray");
        try (MemoryReader m = board.borrowShared()) {
            assertThat(m.longArray(lent.get()).sum()).isEqualTo(5);
        }
    }

    @Test
    void shouldLendAPartToOneAtATime() {
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            Split<LongArray> split = array.split(2);
            ArrayPart<LongArray> part = split.lend(0);
            assertThatThrownBy(() -> split.lend(0)).isInstanceOf(IllegalStateException.class);
            ArrayLease<LongArray> lease = part.open();
            assertThatThrownBy(part::open).isInstanceOf(BorrowClosedException.class);
            assertThatThrownBy(() -> split.lend(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> lease.array().split(2)).isInstanceOf(UnsupportedOperationException.class);
            lease.close();
            split.lend(0).giveBack();
            split.lend(0).open().close();
            assertThatThrownBy(() -> split.lend(2)).isInstanceOf(IndexOutOfBoundsException.class);
            threads.start("thief", () -> {
                assertThatThrownBy(() -> split.lend(1)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(split::close).isInstanceOf(BorrowThreadException.class);
            });
            threads.joinAll();
            split.close();
            split.close();
            assertThatThrownBy(() -> split.lend(0)).isInstanceOf(BorrowClosedException.class);
        }
    }

    /** Who leaves the arena without closing the split waits for those who work, and for nobody else. */
    @Test
    void shouldEndWithTheHold() {
        AtomicReference<ArrayPart<LongArray>> never = new AtomicReference<>();
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread lender = threads.start("lender", () -> {
            MemoryWriter m = board.borrow();
            Split<LongArray> split = array(m, 10).split(2);
            never.set(split.lend(1));
            ArrayPart<LongArray> part = split.lend(0);
            threads.start("worker", () -> {
                try (ArrayLease<LongArray> lease = part.open()) {
                    opened.countDown();
                    Await.open(mayEnd);
                    lease.array().fill(1);
                }
            });
            Await.open(opened);
            m.close();
            split.close();
        });
        Await.open(opened);
        Await.until("lender waits", SplitTest::waitsForLeases);
        assertThat(lender.isAlive()).isTrue();
        assertThat(board.tryBorrow()).isNull();
        mayEnd.countDown();
        Await.until("lender ended", () -> !lender.isAlive());
        assertThatThrownBy(() -> never.get().open()).isInstanceOf(BorrowClosedException.class);
        board.borrow().close();
    }

    @Test
    void shouldTakeBackWhatADeadThreadHas() {
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            try (Split<LongArray> split = array.split(2)) {
                ArrayPart<LongArray> part = split.lend(0);
                threads.start("worker", () -> part.open().array().fill(1));
                threads.joinAll();
                split.lend(0).giveBack();
                ArrayPart<LongArray> other = split.lend(1);
                threads.start("worker", () -> other.open().array().fill(1));
            }
            assertThat(array.sum()).isEqualTo(10);
        }
    }

    @Test
    void shouldTakeBackWhatATaskLeftOpen() {
        try (Interpreter clerk = Interpreter.create("clerk");
                MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            Throwable leak;
            try (Split<LongArray> split = array.split(2)) {
                ArrayPart<LongArray> part = split.lend(0);
                leak = catchThrowable(() -> clerk.call(home -> {
                    part.open().array().fill(1);
                    return null;
                }));
            }
            assertThat(leak).isInstanceOf(BorrowLeakException.class);
            assertThat(array.sum()).isEqualTo(5);
        }
    }

    @Test
    void shouldTellAWorkerThatItWouldWaitForItsLender() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            try (Split<LongArray> split = array.split(2)) {
                ArrayPart<LongArray> part = split.lend(0);
                threads.start("worker", () -> {
                    try (ArrayLease<LongArray> lease = part.open()) {
                        thrown.set(catchThrowable(board::borrow));
                        lease.array().fill(1);
                    }
                });
            }
            assertThat(array.sum()).isEqualTo(5);
        }
        threads.joinAll();
        assertThat(thrown.get())
                .isInstanceOf(DeadlockException.class)
                .hasMessageContaining("waits for all leases of LongArray");
    }

    @Test
    void shouldEndTheLendersOwnLeases() {
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            Split<LongArray> split = array.split(2);
            ArrayLease<LongArray> own = split.lend(0).open();
            LongArray kept = own.array();
            assertThatThrownBy(() -> kept.map(0, 5, x -> {
                        split.close();
                        return 1;
                    }))
                    .isInstanceOf(BorrowClosedException.class);
            own.close();
            assertThat(array.sum()).isZero();
        }
    }

    @Test
    void shouldWorkOnPartsOfAnExecutor() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try (MemoryWriter m = board.borrow()) {
            IntArray array = m.intArray(m.allocateIntArray(1_000));
            for (int parts : new int[] {1, 3, 8, 1_001}) {
                array.forEachPart(executor, parts, part -> part.map(0, part.length(), x -> x + 1));
            }
            assertThat(array.sum()).isEqualTo(4_000);
            array.forEachPart(Runnable::run, 5, part -> part.fill(1));
            assertThat(array.sum()).isEqualTo(1_000);
            array.forEachPart(
                    task -> {
                        throw new RejectedExecutionException("full");
                    },
                    5,
                    part -> part.fill(2));
            assertThat(array.sum()).isEqualTo(2_000);
            List<Throwable> failures = new ArrayList<>();
            failures.add(catchThrowable(() -> array.forEachPart(executor, 4, part -> {
                throw new IllegalStateException("bad part");
            })));
            assertThat(failures.get(0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("bad part");
            assertThat(failures.get(0).getSuppressed()).hasSize(3);
            assertThat(array.sum()).isEqualTo(2_000);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldTellWhereAPartLies() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try (MemoryWriter m = board.borrow()) {
            LongArray all = array(m, 100);
            // A view: what is told are places in it, not in the array.
            LongArray view = all.slice(10, 70);
            for (int parts : new int[] {1, 7, 70, 90}) {
                view.forEachPart(executor, parts, (range, part) -> {
                    assertThat(part.length()).isEqualTo(range.count());
                    for (long i = 0; i < part.length(); i++) {
                        part.set(i, range.from() + i);
                    }
                });
                for (long i = 0; i < view.length(); i++) {
                    assertThat(view.get(i)).isEqualTo(i);
                }
                assertThat(all.get(9) + all.get(80)).isZero();
                view.fill(-1);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** The only thread of the executor is the lender. */
    @Test
    void shouldNotWaitForPartsThatNobodyCanBegin() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Long> sum = executor.submit(() -> {
                try (MemoryWriter m = board.borrow()) {
                    LongArray array = array(m, 10);
                    array.forEachPart(executor, 4, part -> part.fill(1));
                    return array.sum();
                }
            });
            assertThat(sum.get(20, TimeUnit.SECONDS)).isEqualTo(10);
        } finally {
            executor.shutdownNow();
        }
    }

    /** The memory stays until the workers have left it, whatever becomes of arena and lender. */
    @Test
    void shouldSurviveTheCloseOfTheArena() {
        List<SharedArray<?>> kept = new ArrayList<>();
        List<ArrayPart<LongArray>> sent = new ArrayList<>();
        try (MemoryWriter m = board.borrow()) {
            LongArray array = array(m, 10);
            try (Split<LongArray> split = array.split(1)) {
                ArrayPart<LongArray> part = split.lend(0);
                threads.start("worker", () -> {
                    try (ArrayLease<LongArray> lease = part.open()) {
                        board.close();
                        lease.array().fill(1);
                        kept.add(lease.array());
                        sent.add(part);
                    }
                });
            }
            assertThat(array.sum()).isEqualTo(10);
        }
        threads.joinAll();
        assertThat(board.isClosed()).isTrue();
        // The messages may not look at the memory, which is gone by now.
        for (SharedArray<?> each : kept) {
            assertThat(catchThrowable(each::length)).isInstanceOf(BorrowThreadException.class);
        }
        assertThatThrownBy(() -> sent.get(0).open()).isInstanceOf(BorrowClosedException.class);
    }
}
