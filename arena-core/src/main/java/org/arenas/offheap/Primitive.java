package org.arenas.offheap;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The primitive types, in an order that descriptions of layouts rely on: constants are only added at the end. */
enum Primitive {
    BOOLEAN(boolean.class, Byte.BYTES),
    BYTE(byte.class, Byte.BYTES),
    SHORT(short.class, Short.BYTES),
    CHAR(char.class, Character.BYTES),
    INT(int.class, Integer.BYTES),
    LONG(long.class, Long.BYTES),
    FLOAT(float.class, Float.BYTES),
    DOUBLE(double.class, Double.BYTES);

    final Class<?> type;
    final int size;

    Primitive(Class<?> type, int size) {
        this.type = type;
        this.size = size;
    }

    /** The value of a field that nobody has set, as an object. */
    Object zero() {
        return Array.get(Array.newInstance(type, 1), 0);
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
