package org.arenas.offheap;

import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one arena: segments of memory behind one 64-bit offset.
 *
 * <p><b>Thread-safety.</b> Reads from any thread; {@link #add} under the arena's exclusive borrow.
 */
final class Segments {
    /*
     *   63              30 29                0
     *  +------------------+------------------+
     *  | segment          | byte within it   |      an offset
     *  +------------------+------------------+
     *
     * A segment may be shorter than 1 GiB, so not every offset exists. An offset that was read from memory is checked before
     * it is used, here and not by Agrona, whose checks can be switched off. `table` is replaced as a whole when a segment is
     * added; who reads an older one finds every offset that it can know of.
     */
    private static final int SEGMENT_BITS = 30;

    static final int LARGEST_SEGMENT = 1 << SEGMENT_BITS;
    static final int MOST_SEGMENTS = 1 << 12;

    private final String label;
    /** Null if what a hold changes need never be undone. */
    private final @Nullable Journal journal;

    /** Of the table: found without a volatile read, and most often all there is. */
    private final UnsafeBuffer first;

    private volatile UnsafeBuffer[] table;

    Segments(String label, List<UnsafeBuffer> segments, @Nullable Journal journal) {
        this.label = label;
        this.journal = journal;
        segments.forEach(Segments::checkDirect);
        this.first = segments.get(0);
        this.table = segments.toArray(UnsafeBuffer[]::new);
    }

    static long offset(int segment, int index) {
        return (long) segment << SEGMENT_BITS | index;
    }

    static int index(long offset) {
        return (int) offset & (LARGEST_SEGMENT - 1);
    }

    static int segmentOf(long offset) {
        return (int) (offset >>> SEGMENT_BITS);
    }

    int count() {
        return table.length;
    }

    UnsafeBuffer segment(int number) {
        return table[number];
    }

    /** The segment of some bytes, or null if not all of them exist. */
    @Nullable
    UnsafeBuffer find(long offset, long length) {
        UnsafeBuffer segment = offset >>> SEGMENT_BITS == 0 ? first : further(offset);
        return segment != null && length >= 0 && length <= segment.capacity() - (long) index(offset) ? segment : null;
    }

    private @Nullable UnsafeBuffer further(long offset) {
        UnsafeBuffer[] segments = table;
        long number = offset >>> SEGMENT_BITS;
        return number < segments.length ? segments[(int) number] : null;
    }

    /** The segment of some bytes that exist as a whole. */
    UnsafeBuffer at(long offset, long length) {
        UnsafeBuffer segment = find(offset, length);
        if (segment == null) {
            throw Violations.damaged(label, "bytes " + offset + " to " + (offset + length) + " do not exist");
        }
        return segment;
    }

    long getLong(long offset) {
        return Primitives.getLong(at(offset, Long.BYTES), index(offset));
    }

    void putLong(long offset, long value) {
        changing(offset, Long.BYTES).putLong(index(offset), value);
    }

    int getInt(long offset) {
        return Primitives.getInt(at(offset, Integer.BYTES), index(offset));
    }

    void putInt(long offset, int value) {
        changing(offset, Integer.BYTES).putInt(index(offset), value);
    }

    /** The segment of some bytes that exist as a whole and are about to be changed. Every change comes by here. */
    UnsafeBuffer changing(long offset, long length) {
        UnsafeBuffer segment = at(offset, length);
        if (journal != null) {
            journal.before(segment, offset, (int) length);
        }
        return segment;
    }

    /** Some bytes hold nothing that is worth keeping; they are about to be changed. */
    void fresh(long offset, long length) {
        if (journal != null) {
            journal.fresh(offset, length);
        }
    }

    /** Some bytes hold nothing any more but were worth keeping until now. */
    void freed() {
        if (journal != null) {
            journal.freed();
        }
    }

    /** As {@link #changing}, for who has the segment already. */
    void beforeChange(long offset, int length) {
        if (journal != null) {
            changing(offset, length);
        }
    }

    /** What is read and written by its bare address must not be moved by the collector. */
    private static void checkDirect(UnsafeBuffer segment) {
        if (segment.byteArray() != null) {
            throw new IllegalArgumentException(
                    "segment lies on the heap: bytes=" + segment.capacity() + "; use a direct or mapped buffer");
        }
    }

    /** {@return the offset where the new segment begins} */
    long add(UnsafeBuffer segment) {
        checkDirect(segment);
        UnsafeBuffer[] old = table;
        UnsafeBuffer[] next = new UnsafeBuffer[old.length + 1];
        System.arraycopy(old, 0, next, 0, old.length);
        next[old.length] = segment;
        table = next;
        return offset(old.length, 0);
    }

    /** Forgets the last segments. Under the arena's exclusive borrow. */
    void truncate(int count) {
        UnsafeBuffer[] old = table;
        if (count < old.length && count > 0) {
            table = Arrays.copyOf(old, count);
        }
    }

    List<UnsafeBuffer> all() {
        return List.of(table);
    }

    long bytes() {
        long bytes = 0;
        for (UnsafeBuffer segment : table) {
            bytes += segment.capacity();
        }
        return bytes;
    }

    /** {@return more than there can be blocks: where a walk along links ends that believes nothing} */
    long mostBlocks() {
        UnsafeBuffer[] segments = table;
        long bytes = ((long) (segments.length - 1) << SEGMENT_BITS) + segments[0].capacity();
        return bytes / (BlockDescriptor.LEAST_GRANULES * BlockDescriptor.GRANULE);
    }

    String label() {
        return label;
    }
}
