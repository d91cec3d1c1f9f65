package org.arenas.offheap;

import java.lang.reflect.Array;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Copies arrays of a fixed length out of memory and into it. The length comes first: it is bound to the handles of these
 * methods.
 */
final class PrimitiveArrays {
    private PrimitiveArrays() {}

    static void check(String path, int length, @Nullable Object array) {
        if (array == null) {
            throw Violations.notStorable(path, "is null");
        }
        if (Array.getLength(array) != length) {
            throw Violations.notStorable(path, "has " + Array.getLength(array) + " elements, and not " + length);
        }
    }

    static boolean[] getBooleans(int length, UnsafeBuffer buffer, int index) {
        boolean[] values = new boolean[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getBoolean(buffer, index + i);
        }
        return values;
    }

    static byte[] getBytes(int length, UnsafeBuffer buffer, int index) {
        byte[] values = new byte[length];
        buffer.getBytes(index, values);
        return values;
    }

    static short[] getShorts(int length, UnsafeBuffer buffer, int index) {
        short[] values = new short[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getShort(buffer, index + i * Short.BYTES);
        }
        return values;
    }

    static char[] getChars(int length, UnsafeBuffer buffer, int index) {
        char[] values = new char[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getChar(buffer, index + i * Character.BYTES);
        }
        return values;
    }

    static int[] getInts(int length, UnsafeBuffer buffer, int index) {
        int[] values = new int[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getInt(buffer, index + i * Integer.BYTES);
        }
        return values;
    }

    static long[] getLongs(int length, UnsafeBuffer buffer, int index) {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getLong(buffer, index + i * Long.BYTES);
        }
        return values;
    }

    static float[] getFloats(int length, UnsafeBuffer buffer, int index) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getFloat(buffer, index + i * Float.BYTES);
        }
        return values;
    }

    static double[] getDoubles(int length, UnsafeBuffer buffer, int index) {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = Primitives.getDouble(buffer, index + i * Double.BYTES);
        }
        return values;
    }

    static void putBooleans(int length, UnsafeBuffer buffer, int index, boolean[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putBoolean(buffer, index + i, values[i]);
        }
    }

    static void putBytes(int length, UnsafeBuffer buffer, int index, byte[] values) {
        buffer.putBytes(index, values, 0, length);
    }

    static void putShorts(int length, UnsafeBuffer buffer, int index, short[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putShort(buffer, index + i * Short.BYTES, values[i]);
        }
    }

    static void putChars(int length, UnsafeBuffer buffer, int index, char[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putChar(buffer, index + i * Character.BYTES, values[i]);
        }
    }

    static void putInts(int length, UnsafeBuffer buffer, int index, int[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putInt(buffer, index + i * Integer.BYTES, values[i]);
        }
    }

    static void putLongs(int length, UnsafeBuffer buffer, int index, long[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putLong(buffer, index + i * Long.BYTES, values[i]);
        }
    }

    static void putFloats(int length, UnsafeBuffer buffer, int index, float[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putFloat(buffer, index + i * Float.BYTES, values[i]);
        }
    }

    static void putDoubles(int length, UnsafeBuffer buffer, int index, double[] values) {
        for (int i = 0; i < length; i++) {
            Primitives.putDouble(buffer, index + i * Double.BYTES, values[i]);
        }
    }
}
