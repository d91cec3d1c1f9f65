package org.arenas.offheap;

import org.jspecify.annotations.Nullable;

/** What the meta page says of the arena in a file. */
enum FileState {
    /** In use since the boot that stands beside it, or not closed in good order. */
    OPEN(0),
    /** All that was committed up to the sequence that stands beside it is on the disk. */
    CLEAN(1),
    /** A process died half-way through a change, and there is nothing to undo it with. */
    POISONED(2);

    private final int number;

    FileState(int number) {
        this.number = number;
    }

    /** {@return how it is written; part of the format} */
    int number() {
        return number;
    }

    /** {@return the state of a number, or null if there is none} */
    static @Nullable FileState of(int number) {
        return switch (number) {
            case 0 -> OPEN;
            case 1 -> CLEAN;
            case 2 -> POISONED;
            default -> null;
        };
    }
}
