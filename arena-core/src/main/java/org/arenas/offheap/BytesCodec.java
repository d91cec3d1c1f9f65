package org.arenas.offheap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;

/**
 * How values become bytes, and bytes values, for {@link BytesMap#asMap}.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     BytesMap cells = m.bytesMap(m.allocateBytesMap(100));
 *     Map<String, String> names = cells.asMap(BytesCodec.utf8(), BytesCodec.utf8());
 *     names.merge("colour", "red", (before, more) -> before + ", " + more);
 * }
 * }</pre>
 *
 * <p>Two keys are the same for a map if their bytes are: so values that are equal must have the same bytes, and values that
 * differ must not.
 *
 * <p><b>Thread-safety.</b> As of the functions that it was made of; that of {@link #utf8} may be used by any thread.
 *
 * @param <T> the type of the values
 */
public interface BytesCodec<T> {
    /**
     * {@return a value in bytes}
     *
     * @param value not null
     * @throws IllegalArgumentException if there are no bytes for it
     */
    byte[] encode(T value);

    /**
     * {@return the value that some bytes stand for}
     *
     * @param bytes a copy, which may be kept
     * @throws IllegalArgumentException if they stand for none
     */
    T decode(byte[] bytes);

    /**
     * {@return a codec of two functions}
     *
     * @param encode see {@link #encode}
     * @param decode see {@link #decode}
     * @param <T> the type of the values
     */
    static <T> BytesCodec<T> of(Function<? super T, byte[]> encode, Function<? super byte[], ? extends T> decode) {
        Objects.requireNonNull(encode, "encode");
        Objects.requireNonNull(decode, "decode");
        return new BytesCodec<>() {
            @Override
            public byte[] encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }

    /** {@return the codec of text in UTF-8, which takes any string without unpaired surrogates} */
    static BytesCodec<String> utf8() {
        return of(Utf8::encode, bytes -> {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException(
                        "bytes are no UTF-8: length=" + bytes.length + "; use the codec that they were written with",
                        e);
            }
        });
    }
}
