package org.arenas.channel;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A ring for many, full and empty all the time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class MpmcRingLincheckTest extends LincheckedBuffer {
    public MpmcRingLincheckTest() {
        super(new MpmcRing(BufferModel.CAPACITY));
    }

    @Operation
    public String offer(int item) {
        return offerTo(item);
    }

    @Operation
    public @Nullable Integer poll() {
        return pollFrom();
    }
}
