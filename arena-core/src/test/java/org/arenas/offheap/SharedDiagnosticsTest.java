package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.arenas.error.BorrowClosedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs with {@code -Darenas.diagnostics=full}: readers and writers know where they were acquired and released, too. */
@Tag("full-diagnostics")
class SharedDiagnosticsTest {
    private static MemoryWriter borrowHere(SharedArena arena) {
        return arena.borrow();
    }

    private static MemoryReader borrowSharedHere(SharedArena arena) {
        return arena.borrowShared();
    }

    private static void releaseHere(MemoryReader reader) {
        reader.close();
    }

    @Test
    void shouldSayWhereAClosedBorrowWasAcquiredAndReleased() {
        try (SharedArena board = SharedArena.inMemory("board", 1 << 16)) {
            MemoryWriter writer = borrowHere(board);
            releaseHere(writer);
            assertSites(writer, board + " acquired by ", "borrowHere");

            MemoryReader reader = borrowSharedHere(board);
            releaseHere(reader);
            assertSites(reader, board + " acquired shared by ", "borrowSharedHere");
        }
    }

    private static void assertSites(MemoryReader closed, String acquired, String where) {
        Throwable[] sites =
                catchThrowableOfType(BorrowClosedException.class, closed::roots).getSuppressed();
        assertThat(sites).hasSize(2);
        assertThat(sites[0])
                .hasMessageStartingWith(acquired)
                .hasStackTraceContaining("SharedDiagnosticsTest." + where + "(");
        assertThat(sites[1])
                .hasMessageContaining(" released by ")
                .hasStackTraceContaining("SharedDiagnosticsTest.releaseHere(");
    }
}
