package org.arenas.lock;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Borrows of one and two arenas that no behaviour has ever used: cheap releases, barging, readers' cells. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class BorrowLincheckTest extends GuardedArenas {
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
    public int readBoth() {
        return bothShared();
    }

    @Test
    @DisplayName("R5, R7, R12: borrows are linearizable, on real threads")
    void shouldBorrowOneAfterTheOtherUnderStress() {
        LincheckRun.stress(BorrowLincheckTest.class, ArenaModel.class);
    }

    @Test
    @DisplayName("R5, R7, R12: borrows are linearizable, in every interleaving tried")
    void shouldBorrowOneAfterTheOtherInTheModelChecker() {
        LincheckRun.modelCheck(BorrowLincheckTest.class, ArenaModel.class);
    }
}
