package org.arenas.offheap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes were before an exclusive hold changed them, so that the hold can be undone by whoever comes after its
 * death: an undo log, as the rollback journal of SQLite or the before-images of Gray and Reuter's "Transaction Processing"
 * (1992), for the crash of a process. It lies in memory that outlives the process, beside what it describes.
 *
 * <p><b>Thread-safety.</b> Under the arena's exclusive borrow.
 */
final class Journal {
    /*
     * Chunks of 64 bytes. The first time that a hold changes one, its bytes are copied here; `marks` says which are.
     *
     *   the first extent:   tail (8 bytes), 56 reserved, entries …     each further extent:   entries …
     *   an entry:           offset (8), length (4), check (4), bytes (length, a multiple of 64)
     *   tail                extent << 32 | byte within it: where the next entry will be written
     *
     * An extent that has no room for an entry of one chunk is full; a longer run of chunks is written as several entries.
     *
     * The order of stores, each of which a death may be the last:
     *
     *   begin      tail := first entry;         | fence | sequence := odd        | fence
     *   before     bytes, check, length, offset | fence | tail := behind it      | fence | the change itself
     *   commit     sequence := even (release)   | fence | tail := first entry
     *   roll back  every entry's bytes := back  | fence | sequence := next even  | fence | tail := first entry
     *
     * So: sequence even, all of the last hold is there, or it never began; whatever the tail says does not count. Sequence
     * odd, every byte that was changed is in an entry before the tail, and putting back all of them gives the state before.
     * No chunk is there twice, so their order is of no importance, and putting back some of them again (a second death, in
     * the middle of rolling back) changes nothing. A fence orders stores: that is all it takes, since the stores of a dead
     * process reach the memory that it shared in the order in which they left its core. It does not take a power failure:
     * see ArenaFile for that.
     *
     * Not worth keeping: the inside of a block that was free when the hold began. Only if the hold has freed nothing is it
     * certain that what is allocated was free then; from the first free on, everything is kept.
     */
    static final int CHUNK_BITS = 6;
    static final int CHUNK = 1 << CHUNK_BITS;

    static final int TAIL = 0;
    static final int FIRST_ENTRY = CHUNK;

    static final int OFFSET = 0;
    static final int LENGTH = 8;
    static final int CHECK = 12;
    static final int BYTES = 16;

    private static final int LEAST_ENTRY = BYTES + CHUNK;
    /** What a word of marks stands for. */
    private static final int WORD_BYTES = Long.SIZE * CHUNK;

    private static final int RUN = 3;
    private static final int LEAST_RUNS = 16;
    /** Room for more than these is given up at the end of the hold. */
    private static final int MOST_RUNS = 1 << 14;

    /** Where more space comes from. */
    interface Space {
        /** A further extent of at least so many bytes. */
        UnsafeBuffer more(long bytes) throws IOException;
    }

    private final UnsafeBuffer first;
    private final List<UnsafeBuffer> extents;
    private final Space space;

    /** For each segment, a bit for each chunk: it is kept, or not worth it. */
    private long[][] marks = new long[1][];

    /** What this hold has marked: the segment, the first chunk, the one behind the last, and so on. */
    private int[] runs = new int[RUN * LEAST_RUNS];

    private int runsEnd;
    private boolean reuses;
    private int extent;
    private int at;
    private boolean failed;
    private boolean begun;

    /**
     * A journal in some memory.
     *
     * @param extents at least one
     * @param space gives more of them
     */
    Journal(List<UnsafeBuffer> extents, Space space) {
        this.first = extents.get(0);
        this.extents = new ArrayList<>(extents);
        this.space = space;
        rewind();
    }

    private void rewind() {
        extent = 0;
        at = FIRST_ENTRY;
    }

    private void writeTail() {
        first.putLong(TAIL, (long) extent << Integer.SIZE | at);
    }

    /** Before the sequence becomes odd. */
    void begin() {
        if (begun) {
            // The last hold here has not come to its end, and somebody else has undone it: what is marked, nobody
            // knows.
            marks = new long[1][];
            forget();
        }
        begun = true;
        rewind();
        writeTail();
        VarHandle.storeStoreFence();
    }

    /** After the sequence has become even. */
    void end() {
        unmark();
        forget();
        empty();
        begun = false;
    }

    /** Forgets what it kept, for whoever has put it back. */
    void empty() {
        VarHandle.storeStoreFence();
        rewind();
        writeTail();
    }

    /** The extents, if others may have added some. Before a hold begins to change anything. */
    void extents(List<UnsafeBuffer> now) {
        for (int i = extents.size(); i < now.size(); i++) {
            extents.add(now.get(i));
        }
    }

    /** True if something could not be kept: what the hold has changed is to be undone at its end. */
    boolean hasFailed() {
        return failed;
    }

    // ---------------------------------------------------------------- keeping

    /** Keeps some bytes that are about to be changed, all of which exist. */
    void before(UnsafeBuffer segment, long offset, int length) {
        int first = Segments.index(offset) >>> CHUNK_BITS;
        int last = (Segments.index(offset) + length - 1) >>> CHUNK_BITS;
        int number = Segments.segmentOf(offset);
        if (first == last && number < marks.length) {
            long[] bits = marks[number];
            if (bits != null && isMarked(bits, first)) {
                return;
            }
        }
        if (length > 0) {
            keep(segment, number, first, last);
        }
    }

    private void keep(UnsafeBuffer segment, int number, int first, int last) {
        if (failed) {
            throw givenUp(null);
        }
        long[] bits = marksOf(number, segment.capacity());
        int chunk = first;
        while (chunk <= last) {
            if (isMarked(bits, chunk)) {
                chunk++;
            } else {
                int end = chunk + 1;
                while (end <= last && !isMarked(bits, end)) {
                    end++;
                }
                chunk = keepSome(segment, number, chunk, end);
                VarHandle.storeStoreFence();
            }
        }
    }

    /** {@return the first chunk behind what was kept: not always all that was asked for} */
    private int keepSome(UnsafeBuffer segment, int number, int from, int to) {
        UnsafeBuffer target = room(to - from);
        int index = from << CHUNK_BITS;
        int length = Math.min(to - from, (target.capacity() - at - BYTES) >>> CHUNK_BITS) << CHUNK_BITS;
        long offset = Segments.offset(number, index);
        copy(segment, index, target, at + BYTES, length);
        target.putInt(at + LENGTH, length);
        target.putInt(at + CHECK, check(offset, length));
        target.putLong(at + OFFSET, offset);
        VarHandle.storeStoreFence();
        at += BYTES + length;
        writeTail();
        int end = from + (length >>> CHUNK_BITS);
        markRun(number, from, end);
        return end;
    }

    /** Most often it is one chunk, for which a call of the system's copying costs more than the copy. */
    private static void copy(UnsafeBuffer source, int from, UnsafeBuffer target, int to, int length) {
        if (length == CHUNK) {
            for (int i = 0; i < CHUNK; i += Long.BYTES) {
                target.putLong(to + i, Primitives.getLong(source, from + i));
            }
        } else {
            target.putBytes(to, source, from, length);
        }
    }

    /** The extent that has room for a chunk. */
    private UnsafeBuffer room(int chunks) {
        while (isFull(extents.get(extent), at)) {
            if (extent + 1 == extents.size()) {
                extents.add(more(BYTES + ((long) chunks << CHUNK_BITS)));
            }
            extent++;
            at = 0;
        }
        return extents.get(extent);
    }

    private UnsafeBuffer more(long bytes) {
        try {
            return space.more(Math.min(bytes, Segments.LARGEST_SEGMENT));
        } catch (IOException e) {
            failed = true;
            throw givenUp(e);
        }
    }

    private static UncheckedIOException givenUp(@Nullable IOException cause) {
        return new UncheckedIOException(
                "no space for the undo journal: everything that this borrow has changed is undone when it ends",
                cause == null ? new IOException("no space for the undo journal") : cause);
    }

    private static boolean isFull(UnsafeBuffer extent, int at) {
        return extent.capacity() - at < LEAST_ENTRY;
    }

    static int check(long offset, int length) {
        return (int) (BlockDescriptor.scramble(offset, length) >>> Integer.SIZE);
    }

    // ---------------------------------------------------------------- not keeping

    /** Some bytes of a free block are about to become a used one. */
    void fresh(long offset, long length) {
        if (!reuses) {
            int number = Segments.segmentOf(offset);
            int first = (Segments.index(offset) + CHUNK - 1) >>> CHUNK_BITS;
            int end = (int) ((Segments.index(offset) + length) >>> CHUNK_BITS);
            if (first < end) {
                markFresh(number, first, end);
            }
        }
    }

    private void markFresh(int number, int first, int end) {
        marksOf(number, (long) end << CHUNK_BITS);
        markRun(number, first, end);
    }

    /** A block was freed: what is allocated from now on may have been in use when the hold began. */
    void freed() {
        reuses = true;
    }

    // ---------------------------------------------------------------- marks

    private long[] marksOf(int number, long bytes) {
        if (number >= marks.length) {
            marks = Arrays.copyOf(marks, Math.max(number + 1, 2 * marks.length));
        }
        long[] bits = marks[number];
        int words = (int) ((bytes + WORD_BYTES - 1) / WORD_BYTES);
        if (bits == null || bits.length < words) {
            bits = bits == null ? new long[words] : Arrays.copyOf(bits, words);
            marks[number] = bits;
        }
        return bits;
    }

    private static boolean isMarked(long[] bits, int chunk) {
        int word = chunk / Long.SIZE;
        return word < bits.length && (bits[word] & 1L << chunk) != 0;
    }

    private static void mark(long[] bits, int from, int to, boolean on) {
        for (int chunk = from; chunk < to; ) {
            int word = chunk / Long.SIZE;
            int end = Math.min(to, (word + 1) * Long.SIZE);
            long mask = (-1L << chunk) & (-1L >>> -end);
            bits[word] = on ? bits[word] | mask : bits[word] & ~mask;
            chunk = end;
        }
    }

    private void markRun(int number, int first, int end) {
        mark(marks[number], first, end, true);
        if (runsEnd == runs.length) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        runs[runsEnd] = number;
        runs[runsEnd + 1] = first;
        runs[runsEnd + 2] = end;
        runsEnd += RUN;
    }

    private void unmark() {
        while (runsEnd > 0) {
            runsEnd -= RUN;
            mark(marks[runs[runsEnd]], runs[runsEnd + 1], runs[runsEnd + 2], false);
        }
    }

    private void forget() {
        runsEnd = 0;
        if (runs.length > RUN * MOST_RUNS) {
            runs = new int[RUN * LEAST_RUNS];
        }
        reuses = false;
        failed = false;
    }

    // ---------------------------------------------------------------- undoing

    /** What looks at entries. */
    private interface Visitor {
        void entry(long offset, int length, UnsafeBuffer source, int from);
    }

    /** Calls the visitor for each entry before the tail; whatever the memory contains, it ends, and reads within it. */
    private boolean walk(Visitor visitor) {
        long tail = first.getLong(TAIL);
        int number = 0;
        int position = FIRST_ENTRY;
        while (((long) number << Integer.SIZE | position) != tail) {
            UnsafeBuffer source = extents.get(number);
            if (isFull(source, position)) {
                number++;
                position = 0;
                if (number == extents.size()) {
                    return false;
                }
            } else {
                long offset = source.getLong(position + OFFSET);
                int length = source.getInt(position + LENGTH);
                if (length <= 0
                        || length % CHUNK != 0
                        || length > source.capacity() - position - BYTES
                        || offset % CHUNK != 0
                        || source.getInt(position + CHECK) != check(offset, length)) {
                    return false;
                }
                visitor.entry(offset, length, source, position + BYTES);
                position += BYTES + length;
            }
        }
        return true;
    }

    /**
     * Puts back everything that was kept since the sequence became odd. The sequence stays odd.
     *
     * @throws org.arenas.error.ArenaDamagedException if an entry is none, or leads outside the memory; nothing was changed
     */
    void putBack(Segments memory) {
        boolean[] inside = {true};
        boolean whole = walk((offset, length, source, from) -> inside[0] &= memory.find(offset, length) != null);
        if (!whole || !inside[0]) {
            throw Violations.damaged(memory.label(), "the undo journal is not what was written");
        }
        walk((offset, length, source, from) ->
                memory.at(offset, length).putBytes(Segments.index(offset), source, from, length));
    }
}
