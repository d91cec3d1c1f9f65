package org.arenas.channel;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A ring for many senders and one receiver, full and empty all the time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class MpscRingLincheckTest extends LincheckedBuffer {
    public MpscRingLincheckTest() {
        super(new MpscRing(BufferModel.CAPACITY, () -> new IllegalStateException("two at a time")));
    }

    @Operation
    public String offer(int item) {
        return offerTo(item);
    }

    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer poll() {
        return pollFrom();
    }
}
