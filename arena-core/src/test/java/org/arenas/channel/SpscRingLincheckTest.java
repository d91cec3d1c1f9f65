package org.arenas.channel;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A ring for one sender and one receiver, full and empty all the time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class SpscRingLincheckTest extends LincheckedBuffer {
    public SpscRingLincheckTest() {
        super(new SpscRing(
                BufferModel.CAPACITY,
                () -> new IllegalStateException("two at a time"),
                () -> new IllegalStateException("two at a time")));
    }

    @Operation(nonParallelGroup = "sender")
    public String offer(int item) {
        return offerTo(item);
    }

    @Operation(nonParallelGroup = "receiver")
    public @Nullable Integer poll() {
        return pollFrom();
    }
}
