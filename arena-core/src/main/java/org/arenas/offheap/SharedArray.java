package org.arenas.offheap;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An array of numbers in a shared arena, or a view of a part of one.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     LongArray cells = m.longArray(m.allocateLongArray(12));
 *     cells.strided(0, 3, 4).fill(7);
 *     System.out.println(cells.sum());
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid as long as the {@link MemoryReader} that it came from, and until the array is freed; one that
 * a {@link ArrayLease} gave, as long as that. Changing it needs a {@link MemoryWriter}: otherwise what changes throws {@link
 * org.arenas.error.AccessModeException}, and {@link org.arenas.error.FrozenArrayException} for ever once it was {@linkplain
 * MemoryWriter#freeze frozen}. While it is lent, by {@link #split(int)} or {@link #shareRanges()}, every method throws {@link
 * org.arenas.error.LentArrayException}.
 * <p><b>Limits.</b> An array lies in one segment, so it has at most some 2^30 bytes. An index outside throws {@link
 * IndexOutOfBoundsException}, whatever Agrona's own checks are set to.
 *
 * @param <A> the kind of array
 */
public abstract sealed class SharedArray<A extends SharedArray<A>> permits ByteArray, DoubleArray, IntArray, LongArray {
    /*
     *   block   header 24 | length 4 | flags 4 | elements
     *
     * A view is where its first element lies in the segment, how many there are, and how far one is from the next. All of it
     * was checked against the segment when the view was made, and a block never shrinks: so an access has to check the
     * borrow, the stamp and the flags (one cache line) and the index, and a bulk operation does so once.
     */
    static final int LENGTH = BlockDescriptor.PAYLOAD;
    static final int FLAGS = LENGTH + Integer.BYTES;
    static final int ELEMENTS = FLAGS + Integer.BYTES;
    static final int HEAD_BYTES = ELEMENTS - BlockDescriptor.PAYLOAD;

    static final int FROZEN = 1;
    static final int LENT = 2;

    final ArrayGrant grant;
    final int origin;
    final int count;
    final int stride;

    SharedArray(ArrayGrant grant, int origin, int count, int stride) {
        this.grant = grant;
        this.origin = origin;
        this.count = count;
        this.stride = stride;
    }

    /** Bytes of one element. */
    abstract int elementBytes();

    /** Whether each element stands right behind the one before. */
    final boolean isDense() {
        return stride == elementBytes();
    }

    abstract A view(ArrayGrant by, int first, int elements, int bytesApart);

    abstract A self();

    /** The byte of an element. */
    final int at(long index) {
        if (index < 0 || index >= count) {
            throw outside(index, 1);
        }
        return origin + (int) index * stride;
    }

    /** The byte of the first of some elements, all of which exist. */
    final int at(long from, long length) {
        if ((from | length) < 0 || length > count - from) {
            throw outside(from, length);
        }
        return origin + (int) from * stride;
    }

    private IndexOutOfBoundsException outside(long from, long length) {
        return new IndexOutOfBoundsException(
                "range is not within the array: from=" + from + ", length=" + length + ", size=" + count);
    }

    /** The index of the first element. */
    final long first() {
        if (count == 0) {
            throw new NoSuchElementException("array is empty: array=" + this + "; check length() first");
        }
        return 0;
    }

    final void checkMatrix(long rows, long columns) {
        readable();
        if ((rows | columns) < 0 || (columns != 0 && rows > count / columns) || rows * columns != count) {
            throw new IllegalArgumentException("array is not so large: rows=" + rows + ", columns=" + columns
                    + ", size=" + count + "; use rows * columns = size");
        }
    }

    /** To be read, if the borrow and the array are still there. */
    final UnsafeBuffer readable() {
        return grant.readable();
    }

    /** To be changed, if that is allowed; {@link #beforeChange} comes first. */
    final UnsafeBuffer writable() {
        return grant.writable();
    }

    /** Tells the memory that some elements change, the first of which is at a given byte. */
    final void beforeChange(int at, int elements) {
        if (elements > 0) {
            int last = at + (elements - 1) * stride;
            grant.beforeChange(Math.min(at, last), Math.abs(last - at) + elementBytes());
        }
    }

    /** {@return how many elements there are} */
    public final long length() {
        readable();
        return count;
    }

    /** {@return whether it can never be changed again} */
    public final boolean isFrozen() {
        return (readable().getInt(Segments.index(grant.handle.offset()) + FLAGS) & FROZEN) != 0;
    }

    /**
     * {@return a view of some elements, one after the other}
     *
     * @param from the first
     * @param length how many
     * @throws IndexOutOfBoundsException if they do not all exist
     */
    public final A slice(long from, long length) {
        readable();
        return view(grant, at(from, length), (int) length, stride);
    }

    /**
     * {@return a view of every so manieth element}
     *
     * @param first the first
     * @param step from one to the next, at least 1
     * @param elements how many
     * @throws IndexOutOfBoundsException if they do not all exist
     */
    public final A strided(long first, long step, long elements) {
        return part(Range.of(first, elements, step));
    }

    /** The view that a range means. */
    final A part(Range range) {
        readable();
        return leased(grant, range);
    }

    final A leased(ArrayGrant by, Range range) {
        checkRange(range);
        boolean isShort = range.count() < 2;
        return view(
                by,
                range.count() == 0 ? origin : at(range.from()),
                (int) range.count(),
                isShort ? stride : (int) range.step() * stride);
    }

    final void checkRange(Range range) {
        Objects.requireNonNull(range, "range");
        if (range.count() > 0) {
            at(range.from());
            at(range.last());
        } else {
            at(range.from(), 0);
        }
    }

    /** The elements of the whole block that a range of this view means. */
    final Range inBlock(Range range) {
        int first = (origin - Segments.index(grant.handle.offset()) - ELEMENTS) / elementBytes();
        int step = stride / elementBytes();
        return Range.of(first + range.from() * step, range.count(), range.count() < 2 ? 1 : range.step() * step);
    }

    // ---------------------------------------------------------------- lending

    /**
     * Lends contiguous parts of equal length, or nearly, to other workers; the array itself cannot be used until the split
     * is closed.
     *
     * @param parts how many, at least 1
     * @return to be closed by try-with-resources; waits for the parts that were lent
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.FrozenArrayException if the array is frozen
     * @throws org.arenas.error.LentArrayException if the array is lent
     */
    public final Split<A> split(int parts) {
        readable();
        if (parts < 1) {
            throw new IllegalArgumentException("too few parts: parts=" + parts + "; use at least 1");
        }
        long[] starts = new long[parts + 1];
        for (int i = 0; i <= parts; i++) {
            starts[i] = (long) count * i / parts;
        }
        return new Split<>(self(), starts);
    }

    /**
     * Lends what lies before an index, and the rest; otherwise as {@link #split(int)}.
     *
     * @param index where the second part begins
     * @return to be closed by try-with-resources; waits for the parts that were lent
     * @throws IndexOutOfBoundsException if it is negative or beyond the end
     */
    public final Split<A> splitAt(long index) {
        readable();
        at(index, 0);
        return new Split<>(self(), new long[] {0, index, count});
    }

    /**
     * Has a function work on parts in parallel, and waits for all of them. The calling thread works, too: on one part, and on
     * those that the executor refuses or has not begun by then.
     *
     * @param executor runs the others
     * @param parts how many, at least 1
     * @param body gets a part; what it throws first is thrown here when all have ended, with the others suppressed
     */
    public final void forEachPart(Executor executor, int parts, Consumer<? super A> body) {
        Objects.requireNonNull(body, "body");
        forEachPart(executor, parts, (range, part) -> body.accept(part));
    }

    /**
     * As {@link #forEachPart(Executor, int, Consumer)}, for a function that has to know where its part lies.
     *
     * @param executor runs the others
     * @param parts how many, at least 1; with as many parts as a matrix has rows, each part is a row
     * @param body gets the elements of this array that a part has, and the part; what it throws first is thrown here when all
     *     have ended, with the others suppressed
     */
    public final void forEachPart(Executor executor, int parts, BiConsumer<? super Range, ? super A> body) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(body, "body");
        try (Split<A> split = split(parts)) {
            split.forEach(executor, body);
        }
    }

    /**
     * Lets several workers borrow ranges of this array, each for writing or for reading, until the scope is closed; the
     * array itself cannot be used meanwhile.
     *
     * @return to be closed by try-with-resources; waits for the ranges that are borrowed
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.FrozenArrayException if the array is frozen
     * @throws org.arenas.error.LentArrayException if the array is lent
     */
    public final RangeScope<A> shareRanges() {
        return new RangeScope<>(self());
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(" + grant.handle + ", " + count + " elements)";
    }
}
