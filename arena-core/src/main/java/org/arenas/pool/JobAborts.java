package org.arenas.pool;

import java.util.concurrent.CancellationException;
import org.arenas.error.Violations;
import org.arenas.monitor.Durations;

/** Why a map ends without its results. */
final class JobAborts {
    private JobAborts() {}

    static RuntimeException interrupted(PoolCore pool, long done) {
        return new CancellationException(
                "map was interrupted: pool=" + pool + ", done=" + done + "; use a MapControl to keep what is done");
    }

    static RuntimeException stopped(PoolCore pool, long done) {
        return new CancellationException("pool was shut down during a map: pool=" + pool + ", done=" + done
                + "; close() waits for maps, shutdownNow() does not");
    }

    static RuntimeException expired(PoolCore pool, long done, long nanos) {
        return Violations.mapTimeout(pool.toString(), Durations.text(nanos), String.valueOf(done));
    }
}
