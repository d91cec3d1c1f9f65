package org.arenas.lock;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An arena is closed while others borrow it. Without behaviours: while a close is under way, one of them may be refused and a
 * borrow that begins later let in, which is no harm, but not linearizable.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class CloseLincheckTest extends GuardedArenas {
    public CloseLincheckTest() {
        low.makeStrong();
        high.makeStrong();
    }

    @Operation
    public int addLow() {
        return exclusively(low);
    }

    @Operation
    public int readLow() {
        return sharedLow();
    }

    @Operation
    public int addBoth() {
        return bothExclusively();
    }

    /** Once in a scenario: a second close returns without waiting for what the first one has still to do. */
    @Operation(runOnce = true)
    public boolean closeLow() {
        return low.close(() -> {});
    }

    @Test
    @DisplayName("R9: every use is refused from the close on, and nobody hangs, in every interleaving tried")
    void shouldRefuseAfterCloseInTheModelChecker() {
        LincheckRun.modelCheck(CloseLincheckTest.class, ArenaModel.class);
    }
}
