package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.NotStorableException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Text of a limited number of bytes.
 *
 * @param path as messages name it
 * @param limit bytes of UTF-8
 */
record StringCodec(String path, int limit) {
    private static final int PREFIX = FieldType.OfString.PREFIX;

    String read(UnsafeBuffer buffer, int index) {
        int length = Primitives.getChar(buffer, index);
        if (length > limit) {
            throw Violations.corruptRecord(path, length + " bytes", "0 to " + limit + " bytes");
        }
        String text = Utf8.get(buffer, index + PREFIX, length);
        if (text == null) {
            throw Violations.corruptRecord(path, length + " bytes that are no UTF-8", "UTF-8");
        }
        return text;
    }

    void write(UnsafeBuffer buffer, int index, String value) {
        int start = index + PREFIX;
        int end = start + limit;
        int at = Utf8.put(buffer, start, end, value);
        if (at == Utf8.NONE) {
            // Only a class whose accessor returns another text each time comes here.
            throw tooLong(value);
        }
        Primitives.putChar(buffer, index, (char) (at - start));
        // So that the bytes follow from the value, and nothing of a longer text before it is left.
        buffer.setMemory(at, end - at, (byte) 0);
    }

    void check(@Nullable String value) {
        if (value == null) {
            throw Violations.notStorable(path, "is null");
        }
        int length = Utf8.length(value);
        if (length == Utf8.NONE) {
            throw Violations.notStorable(path, "has half of a surrogate pair");
        }
        if (length > limit) {
            throw tooLong(value);
        }
    }

    private NotStorableException tooLong(String value) {
        return Violations.tooLong(path, Utf8.length(value), limit);
    }
}
