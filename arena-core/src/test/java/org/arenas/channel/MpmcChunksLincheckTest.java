package org.arenas.channel;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chunks of two items, used up all the time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class MpmcChunksLincheckTest extends LincheckedBuffer {
    public MpmcChunksLincheckTest() {
        super(new MpmcChunks(2));
    }

    @Operation
    public String offer(int item) {
        return offerTo(item);
    }

    @Operation
    public @Nullable Integer poll() {
        return pollFrom();
    }

    @Operation
    public boolean close() {
        return closeIt();
    }

    @Operation
    public boolean isDrained() {
        return isItDrained();
    }

    @Test
    @DisplayName("The buffer is linearizable, on real threads")
    void shouldBeLinearizableUnderStress() {
        stress(MpmcChunksLincheckTest.class, BufferModel.Unbounded.class);
    }

    @Test
    @DisplayName("The buffer is linearizable, in every interleaving tried")
    void shouldBeLinearizableInTheModelChecker() {
        modelCheck(MpmcChunksLincheckTest.class, BufferModel.Unbounded.class);
    }
}
