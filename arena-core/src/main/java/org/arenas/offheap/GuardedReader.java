package org.arenas.offheap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A block's bytes as a buffer to read from, for codecs that are made for Agrona's.
 *
 * <p><b>Ownership.</b> Valid as long as the borrow it came from, and until the block is freed; every method but {@code
 * capacity} checks that first. It never gives away the address of the memory, so that no other buffer can wrap it.
 */
sealed class GuardedReader implements DirectBuffer permits GuardedBuffer {
    /*
     * Bounds are checked here: Agrona's own checks can be switched off for the whole JVM, these cannot. Lengths that stand
     * in the memory are checked as well, before they are believed.
     */
    private final MemoryReader reader;
    private final Handle<?> handle;
    private final int type;
    private final int skipped;
    private final UnsafeBuffer bytes;
    private final int capacity;

    GuardedReader(MemoryReader reader, Handle<?> handle, int type, int skipped, int capacity) {
        this.reader = reader;
        this.handle = handle;
        this.type = type;
        this.skipped = skipped;
        this.capacity = capacity;
        UnsafeBuffer segment = reader.memory.live(handle, type, skipped + capacity);
        this.bytes = new UnsafeBuffer(
                segment, Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD + skipped, capacity);
    }

    /** The bytes, if the borrow and the block are still there and the range lies within. */
    final UnsafeBuffer at(int index, int length) {
        reader.check();
        reader.memory.live(handle, type, 0);
        if ((index | length) < 0 || length > capacity - index) {
            throw new IndexOutOfBoundsException(
                    "range is not within the block: index=" + index + ", length=" + length + ", capacity=" + capacity);
        }
        return bytes;
    }

    /** Before arguments are looked at: who is dead says so, whatever it is asked. */
    final void checkAlive() {
        at(0, 0);
    }

    final MemoryReader reader() {
        return reader;
    }

    /** Where the first byte lies in the arena. */
    final long start() {
        return handle.offset() + BlockDescriptor.PAYLOAD + skipped;
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException(
                "a borrowed buffer stands for one block: it cannot wrap another; ask the borrow for a buffer of that");
    }

    private static UnsupportedOperationException noAddress() {
        return new UnsupportedOperationException(
                "a borrowed buffer gives no address away, for it would outlive the borrow;"
                        + " copy with its getBytes(...) or putBytes(...), or use it where a DirectBuffer is read call by call");
    }

    @Override
    public final void wrap(byte[] buffer) {
        throw fixed();
    }

    @Override
    public final void wrap(byte[] buffer, int offset, int length) {
        throw fixed();
    }

    @Override
    public final void wrap(ByteBuffer buffer) {
        throw fixed();
    }

    @Override
    public final void wrap(ByteBuffer buffer, int offset, int length) {
        throw fixed();
    }

    @Override
    public final void wrap(DirectBuffer buffer) {
        throw fixed();
    }

    @Override
    public final void wrap(DirectBuffer buffer, int offset, int length) {
        throw fixed();
    }

    @Override
    public final void wrap(long address, int length) {
        throw fixed();
    }

    @Override
    public final long addressOffset() {
        throw noAddress();
    }

    @Override
    public final byte @Nullable [] byteArray() {
        throw noAddress();
    }

    @Override
    public final @Nullable ByteBuffer byteBuffer() {
        throw noAddress();
    }

    @Override
    public final int wrapAdjustment() {
        throw noAddress();
    }

    @Override
    public final int capacity() {
        return capacity;
    }

    @Override
    public final void checkLimit(int limit) {
        at(0, limit);
    }

    @Override
    public final void boundsCheck(int index, int length) {
        at(index, length);
    }

    @Override
    public final long getLong(int index) {
        return at(index, Long.BYTES).getLong(index);
    }

    @Override
    public final long getLong(int index, ByteOrder order) {
        return at(index, Long.BYTES).getLong(index, order);
    }

    @Override
    public final int getInt(int index) {
        return at(index, Integer.BYTES).getInt(index);
    }

    @Override
    public final int getInt(int index, ByteOrder order) {
        return at(index, Integer.BYTES).getInt(index, order);
    }

    @Override
    public final double getDouble(int index) {
        return at(index, Double.BYTES).getDouble(index);
    }

    @Override
    public final double getDouble(int index, ByteOrder order) {
        return at(index, Double.BYTES).getDouble(index, order);
    }

    @Override
    public final float getFloat(int index) {
        return at(index, Float.BYTES).getFloat(index);
    }

    @Override
    public final float getFloat(int index, ByteOrder order) {
        return at(index, Float.BYTES).getFloat(index, order);
    }

    @Override
    public final short getShort(int index) {
        return at(index, Short.BYTES).getShort(index);
    }

    @Override
    public final short getShort(int index, ByteOrder order) {
        return at(index, Short.BYTES).getShort(index, order);
    }

    @Override
    public final char getChar(int index) {
        return at(index, Character.BYTES).getChar(index);
    }

    @Override
    public final char getChar(int index, ByteOrder order) {
        return at(index, Character.BYTES).getChar(index, order);
    }

    @Override
    public final byte getByte(int index) {
        return at(index, Byte.BYTES).getByte(index);
    }

    @Override
    public final void getBytes(int index, byte[] to) {
        getBytes(index, to, 0, to.length);
    }

    @Override
    public final void getBytes(int index, byte[] to, int offset, int length) {
        checkAlive();
        Objects.checkFromIndexSize(offset, length, to.length);
        at(index, length).getBytes(index, to, offset, length);
    }

    @Override
    public final void getBytes(int index, MutableDirectBuffer to, int toIndex, int length) {
        UnsafeBuffer from = at(index, length);
        to.boundsCheck(toIndex, length);
        if (to instanceof GuardedBuffer guarded) {
            guarded.writable(toIndex, length).putBytes(toIndex, from, index, length);
        } else {
            to.putBytes(toIndex, from, index, length);
        }
    }

    @Override
    public final void getBytes(int index, ByteBuffer to, int length) {
        getBytes(index, to, to.position(), length);
        to.position(to.position() + length);
    }

    @Override
    public final void getBytes(int index, ByteBuffer to, int offset, int length) {
        checkAlive();
        Objects.checkFromIndexSize(offset, length, to.limit());
        at(index, length).getBytes(index, to, offset, length);
    }

    @Override
    public final int parseNaturalIntAscii(int index, int length) {
        return at(index, length).parseNaturalIntAscii(index, length);
    }

    @Override
    public final long parseNaturalLongAscii(int index, int length) {
        return at(index, length).parseNaturalLongAscii(index, length);
    }

    @Override
    public final int parseIntAscii(int index, int length) {
        return at(index, length).parseIntAscii(index, length);
    }

    @Override
    public final long parseLongAscii(int index, int length) {
        return at(index, length).parseLongAscii(index, length);
    }

    @Override
    public final String getStringAscii(int index) {
        return getStringAscii(index, getInt(index));
    }

    @Override
    public final String getStringAscii(int index, ByteOrder order) {
        return getStringAscii(index, getInt(index, order));
    }

    @Override
    public final String getStringAscii(int index, int length) {
        return getStringWithoutLengthAscii(afterLength(index), length);
    }

    @Override
    public final int getStringAscii(int index, Appendable to) {
        return getStringAscii(index, getInt(index), to);
    }

    @Override
    public final int getStringAscii(int index, Appendable to, ByteOrder order) {
        return getStringAscii(index, getInt(index, order), to);
    }

    @Override
    public final int getStringAscii(int index, int length, Appendable to) {
        return getStringWithoutLengthAscii(afterLength(index), length, to);
    }

    @Override
    public final String getStringWithoutLengthAscii(int index, int length) {
        return at(index, length).getStringWithoutLengthAscii(index, length);
    }

    @Override
    public final int getStringWithoutLengthAscii(int index, int length, Appendable to) {
        return at(index, length).getStringWithoutLengthAscii(index, length, to);
    }

    @Override
    public final String getStringUtf8(int index) {
        return getStringUtf8(index, getInt(index));
    }

    @Override
    public final String getStringUtf8(int index, ByteOrder order) {
        return getStringUtf8(index, getInt(index, order));
    }

    @Override
    public final String getStringUtf8(int index, int length) {
        return getStringWithoutLengthUtf8(afterLength(index), length);
    }

    @Override
    public final String getStringWithoutLengthUtf8(int index, int length) {
        UnsafeBuffer from = at(index, length);
        byte[] text = new byte[length];
        from.getBytes(index, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Behind the length that stands before a string. */
    private int afterLength(int index) {
        at(index, STR_HEADER_LEN);
        return index + STR_HEADER_LEN;
    }

    @Override
    public final int compareTo(DirectBuffer other) {
        at(0, capacity);
        int common = Math.min(capacity, other.capacity());
        for (int i = 0; i < common; i++) {
            int order = Byte.compare(getByte(i), other.getByte(i));
            if (order != 0) {
                return Integer.signum(order);
            }
        }
        return Integer.compare(capacity, other.capacity());
    }

    /** By content, as Agrona's buffers. */
    @Override
    public final boolean equals(@Nullable Object other) {
        at(0, capacity);
        return other == this
                || (other instanceof DirectBuffer buffer && buffer.capacity() == capacity && compareTo(buffer) == 0);
    }

    @Override
    public final int hashCode() {
        return at(0, capacity).hashCode();
    }

    @Override
    public final String toString() {
        at(0, 0);
        return getClass().getSimpleName() + "(" + handle + ", capacity=" + capacity + ")";
    }
}
