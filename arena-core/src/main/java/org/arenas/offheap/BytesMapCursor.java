package org.arenas.offheap;

import java.util.ConcurrentModificationException;

/** A walk over the entries of a {@link BytesMap}, which may remove the one where it stands. */
final class BytesMapCursor {
    /*
     * A value of another length moves an entry to another block, in the same place of its chain. So the place of an entry is
     * its chain and its number there. The link of its block is followed only if that is still the same allocation; otherwise
     * the chain is walked again from its beginning.
     */
    private final BytesMap map;
    private final Heap heap;
    private final int chains;
    private int changes;
    private long left;
    private int chain = -1;
    private int number;
    private long entry;
    private long stamp;

    /** The entry after the one that was removed has its number, and is not yet visited. */
    private boolean removed;

    BytesMapCursor(BytesMap map) {
        this.map = map;
        this.heap = map.memory.heap();
        this.chains = map.chains();
        this.changes = map.changes();
        this.left = map.size();
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
        long next = chain < 0 ? 0 : following();
        while (next == 0) {
            if (++chain >= chains) {
                throw map.damaged("there are fewer entries than its size says: size=" + map.size());
            }
            number = 0;
            next = map.first(chain);
        }
        entry = next;
        stamp = heap.stamp(next);
        return true;
    }

    private long following() {
        if (removed) {
            removed = false;
            return numbered(number);
        }
        number++;
        return heap.isLive(entry, stamp) ? map.next(entry) : numbered(number);
    }

    private long numbered(int wanted) {
        long found = map.first(chain);
        for (int i = 0; i < wanted && found != 0; i++) {
            found = map.next(found);
        }
        return found;
    }

    byte[] key() {
        return map.key(entry);
    }

    byte[] value() {
        return map.value(entry);
    }

    /** Removes the entry where it stands. */
    void remove() {
        checkUnchanged();
        if (!heap.isLive(entry, stamp)) {
            entry = numbered(number);
        }
        map.remove(map.key(entry));
        changes = map.changes();
        removed = true;
    }

    private void checkUnchanged() {
        if (map.changes() != changes) {
            throw new ConcurrentModificationException(
                    "map was changed while it was walked: map=" + map + "; collect the keys first");
        }
    }
}
