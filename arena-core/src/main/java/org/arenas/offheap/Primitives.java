package org.arenas.offheap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/** How primitive values lie in memory: little-endian on every machine, a boolean as 0 or 1. */
final class Primitives {
    private Primitives() {}

    static boolean getBoolean(UnsafeBuffer buffer, int index) {
        return buffer.getByte(index) != 0;
    }

    static byte getByte(UnsafeBuffer buffer, int index) {
        return buffer.getByte(index);
    }

    static short getShort(UnsafeBuffer buffer, int index) {
        return buffer.getShort(index, LITTLE_ENDIAN);
    }

    static char getChar(UnsafeBuffer buffer, int index) {
        return buffer.getChar(index, LITTLE_ENDIAN);
    }

    static int getInt(UnsafeBuffer buffer, int index) {
        return buffer.getInt(index, LITTLE_ENDIAN);
    }

    static long getLong(UnsafeBuffer buffer, int index) {
        return buffer.getLong(index, LITTLE_ENDIAN);
    }

    static float getFloat(UnsafeBuffer buffer, int index) {
        return buffer.getFloat(index, LITTLE_ENDIAN);
    }

    static double getDouble(UnsafeBuffer buffer, int index) {
        return buffer.getDouble(index, LITTLE_ENDIAN);
    }

    static void putBoolean(UnsafeBuffer buffer, int index, boolean value) {
        buffer.putByte(index, (byte) (value ? 1 : 0));
    }

    static void putByte(UnsafeBuffer buffer, int index, byte value) {
        buffer.putByte(index, value);
    }

    static void putShort(UnsafeBuffer buffer, int index, short value) {
        buffer.putShort(index, value, LITTLE_ENDIAN);
    }

    static void putChar(UnsafeBuffer buffer, int index, char value) {
        buffer.putChar(index, value, LITTLE_ENDIAN);
    }

    static void putInt(UnsafeBuffer buffer, int index, int value) {
        buffer.putInt(index, value, LITTLE_ENDIAN);
    }

    static void putLong(UnsafeBuffer buffer, int index, long value) {
        buffer.putLong(index, value, LITTLE_ENDIAN);
    }

    static void putFloat(UnsafeBuffer buffer, int index, float value) {
        buffer.putFloat(index, value, LITTLE_ENDIAN);
    }

    static void putDouble(UnsafeBuffer buffer, int index, double value) {
        buffer.putDouble(index, value, LITTLE_ENDIAN);
    }
}
