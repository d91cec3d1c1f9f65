package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Against the JDK's own. */
class Utf8Test {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(16));

    @Test
    void shouldWriteEveryCodePointAsTheJdkDoes() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint == Character.MIN_SURROGATE) {
                codePoint = Character.MAX_SURROGATE + 1;
            }
            String text = Character.toString(codePoint);
            byte[] expected = text.getBytes(UTF_8);

            int end = Utf8.put(buffer, 2, 16, text);

            byte[] written = new byte[end - 2];
            buffer.getBytes(2, written);
            if (!Arrays.equals(written, expected)
                    || Utf8.length(text) != expected.length
                    || Utf8.put(buffer, 2, 1 + expected.length, text) != Utf8.NONE
                    || !text.equals(Utf8.get(buffer, 2, expected.length))) {
                assertThat(written).as("code point %x", codePoint).isEqualTo(expected);
                throw new AssertionError("code point " + codePoint);
            }
        }
    }

    @Test
    void shouldHaveNoFormForHalfAPair() {
        for (String text : new String[] {
            "\uD800", "\uDBFF", "\uDC00", "\uDFFF", "a\uD800b", "\uD800\uD800", "\uDC00\uD800", "\uDC00\uDC00"
        }) {
            assertThat(Utf8.length(text)).isEqualTo(Utf8.NONE);
        }
    }

    @Test
    void shouldReadNothingThatIsNoUtf8() {
        byte[][] malformed = {
            {(byte) 0x80},
            {(byte) 0xC3},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xFF}
        };
        for (byte[] bytes : malformed) {
            buffer.putBytes(0, bytes);
            assertThat(Utf8.get(buffer, 0, bytes.length)).isNull();
        }
        buffer.putBytes(0, "\uFFFD".getBytes(UTF_8));
        assertThat(Utf8.get(buffer, 0, 3)).isEqualTo("\uFFFD");
    }
}
