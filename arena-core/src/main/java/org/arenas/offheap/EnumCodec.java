package org.arenas.offheap;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * A constant of an enum, as its ordinal.
 *
 * @param path as messages name it
 * @param constants of the class
 * @param known how many of them the layout knows; others were added after it
 * @param width bytes
 */
@SuppressWarnings("EnumOrdinal") // The names are kept beside, so that a change of the order is seen.
record EnumCodec(String path, List<? extends Enum<?>> constants, int known, int width) {
    Enum<?> read(UnsafeBuffer buffer, int index) {
        int ordinal = switch (width) {
            case Byte.BYTES -> Primitives.getByte(buffer, index) & 0xFF;
            case Short.BYTES -> Primitives.getChar(buffer, index);
            default -> Primitives.getInt(buffer, index);
        };
        if (ordinal < 0 || ordinal >= known) {
            throw Violations.corruptRecord(
                    path, "ordinal " + Integer.toUnsignedString(ordinal), "ordinals 0 to " + (known - 1));
        }
        return constants.get(ordinal);
    }

    void write(UnsafeBuffer buffer, int index, Enum<?> value) {
        int ordinal = value.ordinal();
        switch (width) {
            case Byte.BYTES -> Primitives.putByte(buffer, index, (byte) ordinal);
            case Short.BYTES -> Primitives.putChar(buffer, index, (char) ordinal);
            default -> Primitives.putInt(buffer, index, ordinal);
        }
    }

    void check(@Nullable Enum<?> value) {
        if (value == null) {
            throw Violations.notStorable(path, "is null");
        }
        if (value.ordinal() >= known) {
            throw Violations.notStorable(
                    path, "is " + value.name() + ", which was added after the layout of what is stored");
        }
    }
}
