package org.arenas.offheap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A block's bytes as a buffer to read from and to write to. See {@link GuardedReader}. */
final class GuardedBuffer extends GuardedReader implements MutableDirectBuffer {
    GuardedBuffer(MemoryWriter writer, Handle<?> handle, int type, int skipped, int capacity) {
        super(writer, handle, type, skipped, capacity);
    }

    /** As {@link #at}, and the memory knows that it changes. */
    UnsafeBuffer writable(int index, int length) {
        UnsafeBuffer bytes = at(index, length);
        reader().memory.change();
        reader().memory.segments().beforeChange(start() + index, length);
        return bytes;
    }

    @Override
    public boolean isExpandable() {
        return false;
    }

    @Override
    public void setMemory(int index, int length, byte value) {
        writable(index, length).setMemory(index, length, value);
    }

    @Override
    public void putLong(int index, long value) {
        writable(index, Long.BYTES).putLong(index, value);
    }

    @Override
    public void putLong(int index, long value, ByteOrder order) {
        writable(index, Long.BYTES).putLong(index, value, order);
    }

    @Override
    public void putInt(int index, int value) {
        writable(index, Integer.BYTES).putInt(index, value);
    }

    @Override
    public void putInt(int index, int value, ByteOrder order) {
        writable(index, Integer.BYTES).putInt(index, value, order);
    }

    @Override
    public void putDouble(int index, double value) {
        writable(index, Double.BYTES).putDouble(index, value);
    }

    @Override
    public void putDouble(int index, double value, ByteOrder order) {
        writable(index, Double.BYTES).putDouble(index, value, order);
    }

    @Override
    public void putFloat(int index, float value) {
        writable(index, Float.BYTES).putFloat(index, value);
    }

    @Override
    public void putFloat(int index, float value, ByteOrder order) {
        writable(index, Float.BYTES).putFloat(index, value, order);
    }

    @Override
    public void putShort(int index, short value) {
        writable(index, Short.BYTES).putShort(index, value);
    }

    @Override
    public void putShort(int index, short value, ByteOrder order) {
        writable(index, Short.BYTES).putShort(index, value, order);
    }

    @Override
    public void putChar(int index, char value) {
        writable(index, Character.BYTES).putChar(index, value);
    }

    @Override
    public void putChar(int index, char value, ByteOrder order) {
        writable(index, Character.BYTES).putChar(index, value, order);
    }

    @Override
    public void putByte(int index, byte value) {
        writable(index, Byte.BYTES).putByte(index, value);
    }

    @Override
    public void putBytes(int index, byte[] from) {
        putBytes(index, from, 0, from.length);
    }

    @Override
    public void putBytes(int index, byte[] from, int offset, int length) {
        checkAlive();
        Objects.checkFromIndexSize(offset, length, from.length);
        writable(index, length).putBytes(index, from, offset, length);
    }

    @Override
    public void putBytes(int index, ByteBuffer from, int length) {
        putBytes(index, from, from.position(), length);
        from.position(from.position() + length);
    }

    @Override
    public void putBytes(int index, ByteBuffer from, int offset, int length) {
        checkAlive();
        Objects.checkFromIndexSize(offset, length, from.limit());
        writable(index, length).putBytes(index, from, offset, length);
    }

    @Override
    public void putBytes(int index, DirectBuffer from, int fromIndex, int length) {
        UnsafeBuffer to = writable(index, length);
        if (from instanceof GuardedReader guarded) {
            to.putBytes(index, guarded.at(fromIndex, length), fromIndex, length);
        } else {
            from.boundsCheck(fromIndex, length);
            to.putBytes(index, from, fromIndex, length);
        }
    }

    @Override
    public int putIntAscii(int index, int value) {
        return putAscii(index, Integer.toString(value));
    }

    @Override
    public int putLongAscii(int index, long value) {
        return putAscii(index, Long.toString(value));
    }

    @Override
    public int putNaturalIntAscii(int index, int value) {
        checkAlive();
        return putAscii(index, Integer.toString(natural(value)));
    }

    @Override
    public int putNaturalLongAscii(int index, long value) {
        checkAlive();
        natural(value);
        return putAscii(index, Long.toString(value));
    }

    @Override
    public void putNaturalPaddedIntAscii(int index, int length, int value) {
        checkAlive();
        String digits = natural(value) == 0 ? "" : Integer.toString(value);
        if (digits.length() > length) {
            throw new NumberFormatException("number is too long: value=" + value + ", digits=" + length);
        }
        putAscii(index, "0".repeat(length - digits.length()) + digits);
    }

    @Override
    public int putNaturalIntAsciiFromEnd(int value, int endExclusive) {
        checkAlive();
        String digits = Integer.toString(natural(value));
        int index = endExclusive - digits.length();
        putAscii(index, digits);
        return index;
    }

    private static int natural(int value) {
        natural((long) value);
        return value;
    }

    private static void natural(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("number is negative: value=" + value);
        }
    }

    private int putAscii(int index, String digits) {
        putBytes(index, digits.getBytes(StandardCharsets.US_ASCII));
        return digits.length();
    }

    @Override
    public int putStringAscii(int index, @Nullable String value) {
        return putStringAscii(index, (CharSequence) value);
    }

    @Override
    public int putStringAscii(int index, @Nullable CharSequence value) {
        return putStringAscii(index, value, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int putStringAscii(int index, @Nullable String value, ByteOrder order) {
        return putStringAscii(index, (CharSequence) value, order);
    }

    @Override
    public int putStringAscii(int index, @Nullable CharSequence value, ByteOrder order) {
        int length = value == null ? 0 : value.length();
        writable(index, STR_HEADER_LEN);
        writable(index + STR_HEADER_LEN, length);
        putInt(index, length, order);
        return STR_HEADER_LEN + putStringWithoutLengthAscii(index + STR_HEADER_LEN, value);
    }

    @Override
    public int putStringWithoutLengthAscii(int index, @Nullable String value) {
        return putStringWithoutLengthAscii(index, (CharSequence) value);
    }

    @Override
    public int putStringWithoutLengthAscii(int index, @Nullable CharSequence value) {
        return putStringWithoutLengthAscii(index, value, 0, value == null ? 0 : value.length());
    }

    @Override
    public int putStringWithoutLengthAscii(int index, @Nullable String value, int offset, int length) {
        return putStringWithoutLengthAscii(index, (CharSequence) value, offset, length);
    }

    /** Other characters than those of ASCII become question marks, as in Agrona. */
    @Override
    public int putStringWithoutLengthAscii(int index, @Nullable CharSequence value, int offset, int length) {
        checkAlive();
        if (value == null) {
            return 0;
        }
        int end = (int) Math.min((long) offset + length, value.length());
        Objects.checkFromToIndex(offset, end, value.length());
        UnsafeBuffer bytes = writable(index, end - offset);
        for (int i = offset; i < end; i++) {
            char c = value.charAt(i);
            bytes.putByte(index + i - offset, (byte) (c < 128 ? c : '?'));
        }
        return end - offset;
    }

    @Override
    public int putStringUtf8(int index, @Nullable String value) {
        return putStringUtf8(index, value, ByteOrder.LITTLE_ENDIAN, Integer.MAX_VALUE);
    }

    @Override
    public int putStringUtf8(int index, @Nullable String value, ByteOrder order) {
        return putStringUtf8(index, value, order, Integer.MAX_VALUE);
    }

    @Override
    public int putStringUtf8(int index, @Nullable String value, int maximum) {
        return putStringUtf8(index, value, ByteOrder.LITTLE_ENDIAN, maximum);
    }

    @Override
    public int putStringUtf8(int index, @Nullable String value, ByteOrder order, int maximum) {
        checkAlive();
        byte[] text = utf8(value);
        if (text.length > maximum) {
            throw new IllegalArgumentException("string is too long: bytes=" + text.length + ", maximum=" + maximum);
        }
        writable(index, STR_HEADER_LEN);
        writable(index + STR_HEADER_LEN, text.length);
        putInt(index, text.length, order);
        putBytes(index + STR_HEADER_LEN, text);
        return STR_HEADER_LEN + text.length;
    }

    @Override
    public int putStringWithoutLengthUtf8(int index, @Nullable String value) {
        byte[] text = utf8(value);
        putBytes(index, text);
        return text.length;
    }

    /** A null string is written as "null", as in Agrona. */
    private static byte[] utf8(@Nullable String value) {
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }
}
