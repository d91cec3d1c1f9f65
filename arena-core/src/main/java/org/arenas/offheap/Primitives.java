package org.arenas.offheap;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/** How primitive values lie in memory: little-endian, a boolean as 0 or 1. */
final class Primitives {
    /*
     * Nothing is checked here: whoever calls has found that the bytes exist, and one check is enough for all components of a
     * record, or all elements of a range. Segments takes no buffer that lies on the heap, and Agrona.check() has made sure
     * that the processor is little-endian. For C2 an access to a bare address is no more than that, while after one
     * through a buffer, which may as well be an array on the heap, everything that is known of fields is read again.
     */
    private Primitives() {}

    private static long address(UnsafeBuffer direct, int index) {
        assert direct.byteArray() == null : "buffer lies on the heap: " + direct;
        return direct.addressOffset() + index;
    }

    static boolean getBoolean(UnsafeBuffer direct, int index) {
        return getByte(direct, index) != 0;
    }

    static byte getByte(UnsafeBuffer direct, int index) {
        return UnsafeApi.getByte(address(direct, index));
    }

    static short getShort(UnsafeBuffer direct, int index) {
        return UnsafeApi.getShort(address(direct, index));
    }

    static char getChar(UnsafeBuffer direct, int index) {
        return UnsafeApi.getChar(address(direct, index));
    }

    static int getInt(UnsafeBuffer direct, int index) {
        return UnsafeApi.getInt(address(direct, index));
    }

    static long getLong(UnsafeBuffer direct, int index) {
        return UnsafeApi.getLong(address(direct, index));
    }

    static float getFloat(UnsafeBuffer direct, int index) {
        return UnsafeApi.getFloat(address(direct, index));
    }

    static double getDouble(UnsafeBuffer direct, int index) {
        return UnsafeApi.getDouble(address(direct, index));
    }

    static void putBoolean(UnsafeBuffer direct, int index, boolean value) {
        putByte(direct, index, (byte) (value ? 1 : 0));
    }

    static void putByte(UnsafeBuffer direct, int index, byte value) {
        UnsafeApi.putByte(address(direct, index), value);
    }

    static void putShort(UnsafeBuffer direct, int index, short value) {
        UnsafeApi.putShort(address(direct, index), value);
    }

    static void putChar(UnsafeBuffer direct, int index, char value) {
        UnsafeApi.putChar(address(direct, index), value);
    }

    static void putInt(UnsafeBuffer direct, int index, int value) {
        UnsafeApi.putInt(address(direct, index), value);
    }

    static void putLong(UnsafeBuffer direct, int index, long value) {
        UnsafeApi.putLong(address(direct, index), value);
    }

    static void putFloat(UnsafeBuffer direct, int index, float value) {
        UnsafeApi.putFloat(address(direct, index), value);
    }

    static void putDouble(UnsafeBuffer direct, int index, double value) {
        UnsafeApi.putDouble(address(direct, index), value);
    }

    /**
     * Copies to an array of primitive values.
     *
     * @param at from the beginning of the array object
     */
    static void copyOut(UnsafeBuffer direct, int index, Object array, long at, long bytes) {
        UnsafeApi.copyMemory(null, address(direct, index), array, at, bytes);
    }

    /**
     * Copies from an array of primitive values.
     *
     * @param at from the beginning of the array object
     */
    static void copyIn(UnsafeBuffer direct, int index, Object array, long at, long bytes) {
        UnsafeApi.copyMemory(array, at, null, address(direct, index), bytes);
    }
}
