package org.arenas.channel;

import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
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

    @Override
    Class<? extends BufferModel> model() {
        return BufferModel.Unbounded.class;
    }
}
