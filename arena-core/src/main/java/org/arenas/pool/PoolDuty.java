package org.arenas.pool;

import org.jspecify.annotations.Nullable;

/**
 * For which pools a thread works at the moment: for its own if it is a worker, and for those whose tasks or maps it helps
 * with. Such a thread must not wait for the end of the pool, which would be to wait for itself.
 *
 * <p><b>Thread-safety.</b> Each belongs to the thread that began it.
 */
final class PoolDuty {
    private static final ThreadLocal<@Nullable PoolDuty> CURRENT = new ThreadLocal<>();

    private final PoolCore pool;
    private final @Nullable PoolDuty below;

    private PoolDuty(PoolCore pool, @Nullable PoolDuty below) {
        this.pool = pool;
        this.below = below;
    }

    /** The calling thread works for a pool from here on, on top of what it does already. */
    static PoolDuty begin(PoolCore pool) {
        PoolDuty duty = new PoolDuty(pool, CURRENT.get());
        CURRENT.set(duty);
        return duty;
    }

    void end() {
        if (below == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(below);
        }
    }

    /** {@return whether the calling thread works for a pool} */
    static boolean isFor(PoolCore pool) {
        for (PoolDuty duty = CURRENT.get(); duty != null; duty = duty.below) {
            if (duty.pool == pool) {
                return true;
            }
        }
        return false;
    }
}
