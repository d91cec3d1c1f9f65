package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaDamagedException;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final UnsafeBuffer segment = new UnsafeBuffer(ByteBuffer.allocateDirect(8192));
    private final UnsafeBuffer extent = new UnsafeBuffer(ByteBuffer.allocateDirect(4096));
    private final Journal journal = new Journal(List.of(extent), bytes -> {
        throw new IOException("the disk is full");
    });
    private final Segments memory = new Segments("tested", List.of(segment), journal);

    @Test
    void shouldKeepBytesOnceInAHoldAndAgainInTheNext() {
        for (long hold = 1; hold <= 2; hold++) {
            journal.begin();
            memory.putLong(640, hold);
            memory.putLong(640, hold + 10);
            journal.putBack(memory);
            assertThat(segment.getLong(640)).isEqualTo(hold - 1);
            segment.putLong(640, hold);
            journal.end();
        }
    }

    @Test
    void shouldKeepThemAgainAfterAHoldThatDidNotEnd() {
        journal.begin();
        memory.putLong(640, 1);
        journal.begin();
        memory.putLong(640, 2);
        journal.putBack(memory);
        assertThat(segment.getLong(640)).isOne();
    }

    @Test
    void shouldUndoAHoldForWhichThereIsNoRoom() {
        journal.begin();
        memory.putLong(0, 7);
        assertThatThrownBy(() -> memory.changing(64, 8000)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> memory.putLong(8128, 1)).isInstanceOf(UncheckedIOException.class);
        assertThat(journal.hasFailed()).isTrue();
        journal.putBack(memory);
        journal.end();
        assertThat(segment.getLong(0)).isZero();
        assertThat(journal.hasFailed()).isFalse();
    }

    @Test
    void shouldPutNothingBackOfADamagedJournal() {
        journal.begin();
        memory.putLong(0, 7);
        memory.putLong(640, 8);
        extent.putInt(Journal.FIRST_ENTRY + Journal.BYTES + Journal.CHUNK + Journal.LENGTH, 1 << 20);
        assertThatThrownBy(() -> journal.putBack(memory)).isInstanceOf(ArenaDamagedException.class);
        assertThat(segment.getLong(0)).isEqualTo(7);
    }
}
