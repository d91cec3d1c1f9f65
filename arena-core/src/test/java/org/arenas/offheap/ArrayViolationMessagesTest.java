package org.arenas.offheap;

import static org.arenas.Provoked.assertViolation;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenas.Provoked;
import org.arenas.error.AccessModeException;
import org.arenas.error.FrozenArrayException;
import org.arenas.error.LentArrayException;
import org.arenas.error.RangeConflictException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link org.arenas.ViolationMessagesTest}: what concerns arrays in shared arenas. */
public class ArrayViolationMessagesTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 14);
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    @Provoked.By(FrozenArrayException.class)
    void shouldSayThatAnArrayIsFrozen() {
        try (MemoryWriter m = board.borrow()) {
            Handle<IntArray> handle = m.allocateIntArray(4);
            m.freeze(handle);
            assertViolation(
                    FrozenArrayException.class,
                    () -> m.intArray(handle).set(0, 1),
                    "array is frozen: array=IntArray %s, arena=%s, caller=%s; copy it into a new one to change it",
                    handle,
                    board,
                    me);
        }
    }

    @Test
    @Provoked.By(LentArrayException.class)
    void shouldSayThatAnArrayIsLent() {
        try (MemoryWriter m = board.borrow()) {
            Handle<LongArray> handle = m.allocateLongArray(4);
            try (Split<LongArray> split = m.longArray(handle).split(2)) {
                split.lend(0).giveBack();
                assertViolation(
                        LentArrayException.class,
                        () -> m.longArray(handle),
                        "array is lent: array=LongArray %s, arena=%s, caller=%s;"
                                + " use its parts or ranges, or close the Split or RangeScope first",
                        handle,
                        board,
                        me);
            }
        }
    }

    @Test
    @Provoked.By(RangeConflictException.class)
    void shouldNameBothBorrowers() {
        try (MemoryWriter m = board.borrow();
                Threads threads = new Threads()) {
            Handle<ByteArray> handle = m.allocateByteArray(40);
            try (RangeScope<ByteArray> ranges =
                            m.byteArray(handle).strided(0, 2, 20).shareRanges();
                    ArrayLease<ByteArray> mine = ranges.claim(Range.of(1, 4), RangeMode.READ)) {
                threads.start(
                        "rival",
                        () -> assertThatThrownBy(() -> ranges.claim(Range.of(0, 5, 3), RangeMode.WRITE))
                                .isExactlyInstanceOf(RangeConflictException.class)
                                .hasMessageMatching(
                                        "range overlaps one that is borrowed: wanted=WRITE 0\\.\\.24 step 6 of"
                                                + " ByteArray \\S+, caller=rival, at=ArrayViolationMessagesTest\\.\\S+\\(\\S+:\\d+\\),"
                                                + " present=READ 2\\.\\.8 step 2 of ByteArray \\S+, holder=" + me
                                                + ", since=ArrayViolationMessagesTest\\.shouldNameBothBorrowers\\(\\S+:\\d+\\);"
                                                + " wait with borrow\\(\\.\\.\\.\\), or borrow ranges without a common element"));
                threads.joinAll();
                mine.array().sum();
            }
        }
    }

    @Test
    @Provoked.By(AccessModeException.class)
    void shouldSayThatARangeIsBorrowedForReading() {
        try (MemoryWriter m = board.borrow()) {
            Handle<LongArray> handle = m.allocateLongArray(4);
            try (RangeScope<LongArray> ranges = m.longArray(handle).shareRanges();
                    ArrayLease<LongArray> lease = ranges.claim(Range.of(0, 2), RangeMode.READ)) {
                assertViolation(
                        AccessModeException.class,
                        () -> lease.array().set(0, 1),
                        "range is borrowed for reading: range=READ 0..1 of LongArray %s, arena=%s, caller=%s;"
                                + " borrow it with RangeMode.WRITE",
                        handle,
                        board,
                        me);
            }
        }
    }
}
