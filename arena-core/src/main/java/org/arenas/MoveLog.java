package org.arenas;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last moves out of one arena, by generation. Guarded as its {@link ObjectStore}. */
final class MoveLog {
    /** A move is some 150 bytes. Of an object that was moved before that many others its Ref says less. */
    static final int CAPACITY = 1_024;

    private final Map<Long, Move> moves = new LinkedHashMap<>();
    private boolean full;

    void add(long generation, Move move) {
        if (moves.size() == CAPACITY) {
            moves.remove(moves.keySet().iterator().next());
            full = true;
        }
        moves.put(generation, move);
    }

    @Nullable
    Move of(long generation) {
        return moves.get(generation);
    }

    /** True if moves have been forgotten. */
    boolean hasForgotten() {
        return full;
    }
}
