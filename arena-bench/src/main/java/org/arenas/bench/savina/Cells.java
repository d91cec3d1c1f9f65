package org.arenas.bench.savina;

import java.util.Collection;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;

/** Objects with a standalone arena each. */
final class Cells {
    private Cells() {}

    /** The object is the arena's from now on. */
    static <T> Ref<T> own(String name, T object) {
        try (ExclusiveBorrow b = Arena.create(name).borrow()) {
            return b.own(object);
        }
    }

    /** Closes the arenas, too. */
    static void close(Collection<? extends Ref<?>> cells) {
        cells.forEach(cell -> cell.arena().close());
    }
}
