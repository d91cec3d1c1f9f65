package org.arenas.offheap;

import java.util.ConcurrentModificationException;

/** A walk over the entries of a {@link LongLongMap}, which may remove the one where it stands. */
final class LongLongCursor {
    /*
     * It goes down through the table, beginning below an empty slot. Removing an entry closes the gap with entries from above
     * it, up to the next empty slot: these were visited already, since that slot is at or below the one where the walk began.
     * So none is visited twice, and none is missed.
     */
    private final LongLongMap map;
    private final int capacity;
    private long changes;
    private long left;
    private boolean atZero;
    private boolean zeroIsNext;
    private int slot;
    private int steps;

    LongLongCursor(LongLongMap map) {
        this.map = map;
        this.capacity = map.capacity();
        this.changes = map.changes();
        this.left = map.size();
        this.zeroIsNext = map.hasZero();
        this.slot = emptySlot();
    }

    private int emptySlot() {
        for (int i = capacity - 1; i > 0; i--) {
            if (map.keyAt(i) == 0) {
                return i;
            }
        }
        return 0;
    }

    /** {@return false if there is no further entry} */
    boolean hasNext() {
        map.head();
        return left > 0;
    }

    /** Goes to the next entry. {@return false if there is none} */
    boolean advance() {
        checkUnchanged();
        if (left <= 0) {
            return false;
        }
        left--;
        atZero = zeroIsNext;
        if (zeroIsNext) {
            zeroIsNext = false;
            return true;
        }
        do {
            if (steps++ == capacity) {
                throw map.damaged("there are fewer entries than its size says: size=" + map.size());
            }
            slot = (slot - 1) & (capacity - 1);
        } while (map.keyAt(slot) == 0);
        return true;
    }

    long key() {
        return atZero ? 0 : map.keyAt(slot);
    }

    long value() {
        return atZero ? map.get(0, 0) : map.valueAt(slot);
    }

    /** Removes the entry where it stands; another one may stand there then. */
    void remove() {
        checkUnchanged();
        map.remove(key());
        changes = map.changes();
    }

    private void checkUnchanged() {
        if (map.changes() != changes) {
            throw new ConcurrentModificationException(
                    "map was changed while it was walked: map=" + map + "; collect the keys first");
        }
    }
}
