package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.LongStream;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaDamagedException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.FrozenArrayException;
import org.arenas.error.HandleTypeException;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedArrayTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);

    @AfterEach
    void close() {
        board.close();
    }

    /** Against a Java array, through views of views; the neighbours stay as they are. */
    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldDoWhatAJavaArrayDoes(ArrayKind kind) {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        Random random = new Random(seed);
        try (MemoryWriter m = board.borrow()) {
            for (int round = 0; round < 40; round++) {
                int length = random.nextInt(200);
                ArrayKind before = kind.allocate(m, 8);
                ArrayKind whole = kind.allocate(m, length);
                ArrayKind after = kind.allocate(m, 8);
                before.fill(-1);
                after.fill(-2);
                long[] model = new long[length];
                for (int step = 0; step < 60; step++) {
                    change(random, whole, model);
                    assertThat(whole.toArray())
                            .as("seed %s, round %s, step %s", seed, round, step)
                            .isEqualTo(model);
                }
                assertThat(before.toArray()).containsOnly(-1);
                assertThat(after.toArray()).containsOnly(-2);
                assertThat(m.verify()).as("seed %s", seed).isEmpty();
                for (ArrayKind used : new ArrayKind[] {before, whole, after}) {
                    m.free(used.array().grant.handle);
                }
            }
            assertThat(m.statistics().usedBlocks()).isZero();
        }
    }

    private static void change(Random random, ArrayKind whole, long[] model) {
        int[] indexes = new int[model.length];
        Arrays.setAll(indexes, i -> i);
        ArrayKind view = whole;
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            int from = random.nextInt(indexes.length + 1);
            int step = 1 + random.nextInt(4);
            int count = random.nextInt((indexes.length - from + step - 1) / step + 1);
            if (random.nextBoolean()) {
                count = Math.min(count, indexes.length - from);
                step = 1;
                view = view.of(view.array().slice(from, count));
            } else {
                view = view.of(view.array().strided(from, step, count));
            }
            int[] next = new int[count];
            for (int i = 0; i < count; i++) {
                next[i] = indexes[from + i * step];
            }
            indexes = next;
        }
        int size = indexes.length;
        assertThat(view.array().length()).isEqualTo(size);
        int from = random.nextInt(size + 1);
        int length = random.nextInt(size - from + 1);
        long value = random.nextInt(100) - 50L;
        switch (random.nextInt(5)) {
            case 0 -> {
                view.fill(value);
                for (int index : indexes) {
                    model[index] = value;
                }
            }
            case 1 -> {
                long[] source = random.longs(length, -50, 50).toArray();
                view.set(from, source);
                for (int i = 0; i < length; i++) {
                    model[indexes[from + i]] = source[i];
                }
            }
            case 2 -> {
                view.map(from, length, old -> old / 2 + value);
                for (int i = from; i < from + length; i++) {
                    model[indexes[i]] = model[indexes[i]] / 2 + value;
                }
            }
            case 3 -> {
                if (size > 0) {
                    int index = random.nextInt(size);
                    view.set(index, value);
                    model[indexes[index]] = value;
                    assertThat(view.get(index)).isEqualTo(value);
                }
            }
            default -> {
                long[] target = new long[length];
                view.get(from, target);
                for (int i = 0; i < length; i++) {
                    assertThat(target[i]).isEqualTo(model[indexes[from + i]]);
                }
            }
        }
        LongStream expected = Arrays.stream(indexes).mapToLong(i -> model[i]);
        var statistics = expected.summaryStatistics();
        assertThat(view.sum()).isEqualTo(statistics.getSum());
        if (size > 0) {
            assertThat(view.min()).isEqualTo(statistics.getMin());
            assertThat(view.max()).isEqualTo(statistics.getMax());
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldBeRowsAndColumns(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind cells = kind.allocate(m, 12);
            for (int i = 0; i < 12; i++) {
                cells.setCell(3, 4, i / 4, i % 4, i);
            }
            assertThat(cells.toArray()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            assertThat(cells.row(3, 4, 1).toArray()).containsExactly(4, 5, 6, 7);
            assertThat(cells.column(3, 4, 2).toArray()).containsExactly(2, 6, 10);
            assertThat(cells.cell(3, 4, 2, 3)).isEqualTo(11);
            for (long[] at : new long[][] {{3, 0}, {0, 4}, {-1, 0}, {0, -1}}) {
                assertThatThrownBy(() -> cells.cell(3, 4, at[0], at[1])).isInstanceOf(IndexOutOfBoundsException.class);
            }
            for (long[] shape : new long[][] {{3, 3}, {-3, -4}, {1L << 62, 4}, {12, 0}, {0, 12}}) {
                assertThatThrownBy(() -> cells.row(shape[0], shape[1], 0)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldStayWithinItsBlock(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind whole = kind.allocate(m, 10);
            ArrayKind view = whole.of(whole.array().strided(1, 3, 3));
            for (long index : new long[] {-1, 3, 10, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
                assertThatThrownBy(() -> view.get(index)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.set(index, 1)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.get(index, new long[1])).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.set(index, new long[1])).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.map(index, 1, x -> x)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> view.array().slice(index, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> view.array().slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.array().slice(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.array().strided(0, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.array().strided(0, 0, 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> view.array().splitAt(4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> view.array().split(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> kind.allocate(m, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> kind.allocate(m, 1L << 40)).isInstanceOf(IllegalArgumentException.class);
            assertThat(m.verify()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldHaveNoLeastElementIfItIsEmpty(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind empty = kind.allocate(m, 0);
            assertThat(empty.sum()).isZero();
            assertThatThrownBy(empty::min).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(empty::max).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void shouldOrderNumbersThatAreNone() {
        try (MemoryWriter m = board.borrow()) {
            DoubleArray zeros = m.doubleArray(m.allocateDoubleArray(2));
            zeros.set(0, -0.0);
            assertThat(Double.doubleToLongBits(zeros.min())).isEqualTo(Double.doubleToLongBits(-0.0));
            assertThat(Double.doubleToLongBits(zeros.max())).isZero();
            zeros.set(1, Double.NaN);
            assertThat(zeros.min()).isNaN();
            assertThat(zeros.max()).isNaN();
            assertThat(zeros.sum()).isNaN();
        }
    }

    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldBeReadOnlyUnderASharedBorrowAndKnowItsType(ArrayKind kind) {
        Handle<?> handle;
        Handle<String> text;
        try (MemoryWriter m = board.borrow()) {
            ArrayKind whole = kind.allocate(m, 4);
            whole.fill(7);
            handle = whole.array().grant.handle;
            text = m.allocate("text");
        }
        try (MemoryReader m = board.borrowShared()) {
            ArrayKind seen = kind.open(m, handle);
            assertThat(seen.sum()).isEqualTo(28);
            assertThatThrownBy(() -> seen.set(0, 1)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> seen.fill(1)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> seen.array().split(2)).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> seen.array().shareRanges()).isInstanceOf(AccessModeException.class);
            assertThatThrownBy(() -> kind.open(m, text)).isInstanceOf(HandleTypeException.class);
            assertThat(seen.sum()).isEqualTo(28);
        }
        long read = board.readOptimistic(m -> kind.open(m, handle).sum());
        assertThat(read).isEqualTo(28);
    }

    @ParameterizedTest
    @MethodSource("org.arenas.offheap.ArrayKind#all")
    void shouldNeverChangeOnceFrozen(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind whole = kind.allocate(m, 12);
            ArrayKind view = whole.of(whole.array().strided(0, 2, 6));
            whole.fill(3);
            @SuppressWarnings("unchecked")
            Handle<? extends SharedArray<?>> handle = (Handle<? extends SharedArray<?>>) whole.array().grant.handle;
            assertThat(view.array().isFrozen()).isFalse();
            m.freeze(handle);
            m.freeze(handle);
            assertThat(view.array().isFrozen()).isTrue();
            for (ArrayKind each : new ArrayKind[] {whole, view, kind.open(m, handle)}) {
                assertThatThrownBy(() -> each.set(0, 1)).isInstanceOf(FrozenArrayException.class);
                assertThatThrownBy(() -> each.set(0, new long[0])).isInstanceOf(FrozenArrayException.class);
                assertThatThrownBy(() -> each.fill(1)).isInstanceOf(FrozenArrayException.class);
                assertThatThrownBy(() -> each.map(0, 1, x -> x)).isInstanceOf(FrozenArrayException.class);
                assertThatThrownBy(() -> each.array().split(2)).isInstanceOf(FrozenArrayException.class);
                assertThatThrownBy(() -> each.array().shareRanges()).isInstanceOf(FrozenArrayException.class);
            }
            assertThat(whole.sum()).isEqualTo(36);
            assertThat(m.verify()).isEmpty();
            m.free(handle);
            assertThatThrownBy(() -> m.freeze(handle)).isInstanceOf(StaleReferenceException.class);
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void shouldFreezeArraysOnly() {
        try (MemoryWriter m = board.borrow()) {
            Handle text = m.allocate("text");
            assertThatThrownBy(() -> m.freeze(text)).isInstanceOf(HandleTypeException.class);
            assertThat(m.string(text)).isEqualTo("text");
        }
    }

    @Test
    void shouldNotBelieveADamagedLength() {
        try (MemoryWriter m = board.borrow()) {
            Handle<LongArray> handle = m.allocateLongArray(4);
            for (int length : new int[] {-1, 1 << 28, Integer.MAX_VALUE}) {
                board.memory().segments().putInt(handle.offset() + SharedArray.LENGTH, length);
                assertThatThrownBy(() -> m.longArray(handle)).isInstanceOf(ArenaDamagedException.class);
            }
        }
    }

    @Test
    void shouldNoticeThatAFunctionEndedTheBorrow() {
        MemoryWriter m = board.borrow();
        LongArray array = m.longArray(m.allocateLongArray(4));
        assertThatThrownBy(() -> array.map(0, 4, x -> {
                    m.close();
                    return 1;
                }))
                .isInstanceOf(BorrowClosedException.class);
    }
}
