package org.arenas.offheap;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which shared holds of an arena's lock hold the lock between processes, too. Each entry is changed by its hold alone. */
final class EnteredCells {
    private static final int BLOCK = 64;
    private static final int MOST_BLOCKS = 4096;

    private final AtomicReferenceArray<@Nullable AtomicIntegerArray> blocks = new AtomicReferenceArray<>(MOST_BLOCKS);

    boolean isSet(int cell) {
        AtomicIntegerArray block = blocks.get(cell / BLOCK);
        return block != null && block.get(cell % BLOCK) != 0;
    }

    void set(int cell) {
        AtomicIntegerArray block = blocks.get(cell / BLOCK);
        if (block == null) {
            AtomicIntegerArray fresh = new AtomicIntegerArray(BLOCK);
            AtomicIntegerArray present = blocks.compareAndExchange(cell / BLOCK, null, fresh);
            block = present == null ? fresh : present;
        }
        block.set(cell % BLOCK, 1);
    }

    /** {@return whether it was set} */
    boolean clear(int cell) {
        if (!isSet(cell)) {
            return false;
        }
        AtomicIntegerArray block = blocks.get(cell / BLOCK);
        return block != null && block.getAndSet(cell % BLOCK, 0) != 0;
    }
}
