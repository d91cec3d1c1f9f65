package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Longs that many threads write, each on cache lines of its own. The order of an access stands in its name. */
final class Cursors {
    /*
     * They stand in an array, because no JVM reorders one: 128 bytes on either side of each, as processors fetch lines in
     * pairs. The array is a buffer's own field, and no object between the two holds it: a read-modify-write is followed by
     * loads that depend on each other, and each step between the buffer and the number takes as long as a fifth of it.
     */
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int APART = 16;

    private Cursors() {}

    /** So many, all 0; the others are told apart by their numbers, from 0. */
    static long[] create(int count) {
        return new long[(count + 1) * APART];
    }

    static long getVolatile(long[] cursors, int which) {
        return (long) CELL.getVolatile(cursors, (which + 1) * APART);
    }

    static long getAcquire(long[] cursors, int which) {
        return (long) CELL.getAcquire(cursors, (which + 1) * APART);
    }

    static void setRelease(long[] cursors, int which, long value) {
        CELL.setRelease(cursors, (which + 1) * APART, value);
    }

    static boolean cas(long[] cursors, int which, long expected, long next) {
        return CELL.compareAndSet(cursors, (which + 1) * APART, expected, next);
    }

    static long getAndAdd(long[] cursors, int which, long delta) {
        return (long) CELL.getAndAdd(cursors, (which + 1) * APART, delta);
    }

    static long getAndBitwiseOr(long[] cursors, int which, long bits) {
        return (long) CELL.getAndBitwiseOr(cursors, (which + 1) * APART, bits);
    }
}
