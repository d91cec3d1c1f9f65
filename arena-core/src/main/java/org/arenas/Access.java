package org.arenas;

import java.util.Objects;
import java.util.StringJoiner;

/**
 * One arena and what one wants to do with it: the argument of {@link Arenas#borrow} and {@link Arenas#when}. The two
 * factories are made to be imported statically.
 */
public final class Access {
    private final Arena arena;
    private final boolean write;

    private Access(Arena arena, boolean write) {
        this.arena = Objects.requireNonNull(arena, "arena");
        this.write = write;
    }

    /**
     * {@return exclusive access}
     *
     * @param arena the arena to change
     */
    public static Access write(Arena arena) {
        return new Access(arena, true);
    }

    /**
     * {@return shared access}
     *
     * @param arena the arena to read
     */
    public static Access read(Arena arena) {
        return new Access(arena, false);
    }

    /** {@return the arena} */
    public Arena arena() {
        return arena;
    }

    /** {@return true for exclusive access} */
    public boolean isWrite() {
        return write;
    }

    static String names(Access[] accesses) {
        StringJoiner names = new StringJoiner(", ");
        for (Access access : accesses) {
            names.add(access.toString());
        }
        return names.toString();
    }

    @Override
    public String toString() {
        return (isWrite() ? "write(" : "read(") + arena + ")";
    }
}
