package org.arenas.offheap;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** That the tests run with what Agrona needs. */
class AgronaTest {
    @Test
    void shouldReachMemoryOffTheHeap() {
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(16));

        buffer.putLong(8, 0x0102_0304_0506_0708L, LITTLE_ENDIAN);

        assertThat(buffer.getByte(8)).isEqualTo((byte) 8);
        assertThat(buffer.getLong(8, LITTLE_ENDIAN)).isEqualTo(0x0102_0304_0506_0708L);
    }
}
