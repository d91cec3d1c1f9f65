package org.arenas.bench.curve;

import java.util.concurrent.atomic.LongAdder;

/**
 * A run over cells: whatever the threads have changed has to be there in the end.
 *
 * <p><b>Thread-safety.</b> All threads count; one ends it when they have finished.
 */
final class CellRun {
    /** How many looks and changes a thread asks for before it waits. */
    static final int BATCH = 1_000;

    private final Cells cells;
    private final LongAdder asked = new LongAdder();

    CellRun(Cells cells) {
        this.cells = cells;
    }

    Cells.User user() {
        return cells.user(BATCH);
    }

    /** A thread has finished so many changes. */
    void changed(int count) {
        asked.add(count);
    }

    void close() {
        try (cells) {
            long changes = cells.changes();
            if (changes != asked.sum()) {
                throw new IllegalStateException("changes were lost: asked=" + asked + ", is=" + changes);
            }
        }
    }
}
