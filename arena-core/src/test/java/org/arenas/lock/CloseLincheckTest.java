package org.arenas.lock;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An arena is closed, by several threads perhaps, while others borrow it and schedule behaviours on it. */
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

    @Operation
    public int whenBoth() {
        return behaviourOnBoth();
    }

    @Operation
    public boolean closeLow() {
        return low.close(() -> {});
    }

    @Test
    @DisplayName("R9: every use is refused from the close on, and nobody hangs, on real threads")
    void shouldRefuseAfterCloseUnderStress() {
        LincheckRun.stress(CloseLincheckTest.class, ArenaModel.class);
    }

    @Test
    @DisplayName("R9: every use is refused from the close on, and nobody hangs, in every interleaving tried")
    void shouldRefuseAfterCloseInTheModelChecker() {
        LincheckRun.modelCheck(CloseLincheckTest.class, ArenaModel.class);
    }
}
