package org.arenas.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A long that many threads write, on cache lines of its own. The order of an access stands in its name. */
final class Cursor {
    /*
     * The number stands in the middle of an array, because no JVM reorders one: 128 bytes on either side, as processors
     * fetch lines in pairs.
     */
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int AT = 16;

    private final long[] cells = new long[2 * AT];

    long getVolatile() {
        return (long) CELL.getVolatile(cells, AT);
    }

    long getAcquire() {
        return (long) CELL.getAcquire(cells, AT);
    }

    void setRelease(long value) {
        CELL.setRelease(cells, AT, value);
    }

    /** Before anybody else sees the cursor. */
    void setPlain(long value) {
        cells[AT] = value;
    }

    boolean cas(long expected, long next) {
        return CELL.compareAndSet(cells, AT, expected, next);
    }

    long getAndAdd(long delta) {
        return (long) CELL.getAndAdd(cells, AT, delta);
    }

    long getAndBitwiseOr(long bits) {
        return (long) CELL.getAndBitwiseOr(cells, AT, bits);
    }
}
