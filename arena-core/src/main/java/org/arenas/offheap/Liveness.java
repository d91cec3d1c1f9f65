package org.arenas.offheap;

import org.jspecify.annotations.Nullable;

/** Who is alive: each slot can be claimed by one process at a time, and a claim ends with the process, however that ends. */
interface Liveness {
    /** The slot of nobody, claimed for a moment by whoever joins or leaves. */
    int JOIN = -1;

    /**
     * Claims a slot if nobody has it.
     *
     * @param slot its number, or {@link #JOIN}
     * @return null if somebody has it, who is alive then
     */
    @Nullable
    Claim tryClaim(int slot);

    /** A slot that is claimed. */
    interface Claim extends AutoCloseable {
        /** Gives it up. */
        @Override
        void close();
    }
}
