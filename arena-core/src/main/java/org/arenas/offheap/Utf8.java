package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Text to UTF-8 and back, without an array between on the way in, and strictly: nothing is replaced by a question mark. */
final class Utf8 {
    /** There is no UTF-8 of a text with half of a surrogate pair. */
    static final int NONE = -1;

    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** {@return the bytes that a text takes, or {@link #NONE}} */
    static int length(String text) {
        int length = text.length();
        int bytes = length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ONE_BYTE) {
                bytes++;
                if (c >= TWO_BYTES) {
                    bytes++;
                    if (Character.isSurrogate(c)) {
                        if (Character.isLowSurrogate(c) || ++i == length || !Character.isLowSurrogate(text.charAt(i))) {
                            return NONE;
                        }
                        // Three for the first half, one for the second: four in all.
                    }
                }
            }
        }
        return bytes;
    }

    /**
     * Writes a text that has UTF-8.
     *
     * @param end where the room for it ends
     * @return where the text ends, or {@link #NONE} if there was not enough room
     */
    static int put(UnsafeBuffer buffer, int index, int end, String text) {
        int at = index;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ONE_BYTE) {
                if (at == end) {
                    return NONE;
                }
                buffer.putByte(at++, (byte) c);
                continue;
            }
            int codePoint = text.codePointAt(i);
            int width = width(codePoint);
            if (end - at < width) {
                return NONE;
            }
            putCodePoint(buffer, at, codePoint, width);
            at += width;
            i += Character.charCount(codePoint) - 1;
        }
        return at;
    }

    private static int width(int codePoint) {
        if (codePoint < TWO_BYTES) {
            return 2;
        }
        return Character.isBmpCodePoint(codePoint) ? 3 : 4;
    }

    private static void putCodePoint(UnsafeBuffer buffer, int index, int codePoint, int width) {
        int rest = codePoint;
        for (int i = width - 1; i > 0; i--) {
            buffer.putByte(index + i, (byte) (0x80 | (rest & 0x3F)));
            rest >>>= 6;
        }
        buffer.putByte(index, (byte) (((0xF00 >>> width) & 0xFF) | rest));
    }

    /** {@return the text, or null if the bytes are no UTF-8} */
    static @Nullable String get(UnsafeBuffer buffer, int index, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        String text = new String(bytes, UTF_8);
        // What is no UTF-8 was replaced. So only then there is a need to look again, as the character may have been
        // meant.
        return text.indexOf(REPLACEMENT) < 0 || isStrict(bytes) ? text : null;
    }

    private static boolean isStrict(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * {@return the bytes of a text}
     *
     * @throws IllegalArgumentException if it has half of a surrogate pair
     */
    static byte[] encode(String text) {
        if (length(text) == NONE) {
            throw new IllegalArgumentException(
                    "string is not Unicode text: it has half of a surrogate pair; store such data as bytes");
        }
        return text.getBytes(UTF_8);
    }
}
