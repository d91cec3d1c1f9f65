package org.arenas.offheap;

import org.jspecify.annotations.Nullable;

/** The primitive types, in an order that descriptions of layouts rely on: constants are only added at the end. */
enum Primitive {
    BOOLEAN(boolean.class, false, Byte.BYTES),
    BYTE(byte.class, (byte) 0, Byte.BYTES),
    SHORT(short.class, (short) 0, Short.BYTES),
    CHAR(char.class, '\0', Character.BYTES),
    INT(int.class, 0, Integer.BYTES),
    LONG(long.class, 0L, Long.BYTES),
    FLOAT(float.class, 0f, Float.BYTES),
    DOUBLE(double.class, 0d, Double.BYTES);

    final Class<?> type;
    final Object zero;
    final int size;

    Primitive(Class<?> type, Object zero, int size) {
        this.type = type;
        this.zero = zero;
        this.size = size;
    }

    static @Nullable Primitive of(@Nullable Class<?> type) {
        for (Primitive primitive : values()) {
            if (primitive.type == type) {
                return primitive;
            }
        }
        return null;
    }
}
