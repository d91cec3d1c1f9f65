package org.arenas.lock;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behaviours over one and two arenas, and borrows between them: the queue, its two-phase enqueue, and the hand-off. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class BehaviourLincheckTest extends GuardedArenas {
    public BehaviourLincheckTest() {
        low.makeStrong();
        high.makeStrong();
    }

    @Operation
    public int whenLow() {
        return behaviourOnLow();
    }

    @Operation
    public int whenBoth() {
        return behaviourOnBoth();
    }

    @Operation
    public int whenCopy() {
        return behaviourThatCopies();
    }

    @Operation
    public int addHigh() {
        return exclusively(high);
    }

    @Operation
    public int readLow() {
        return sharedLow();
    }

    @Test
    @DisplayName("R5, R6, R7: behaviours and borrows are linearizable, on real threads")
    void shouldRunOneAfterTheOtherUnderStress() {
        LincheckRun.stress(BehaviourLincheckTest.class, ArenaModel.class);
    }

    @Test
    @DisplayName("R5, R6, R7: behaviours and borrows are linearizable, in every interleaving tried")
    void shouldRunOneAfterTheOtherInTheModelChecker() {
        LincheckRun.modelCheck(BehaviourLincheckTest.class, ArenaModel.class);
    }
}
