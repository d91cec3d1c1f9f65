package org.arenas.offheap;

import static org.arenas.Provoked.assertViolation;

import org.arenas.Provoked;
import org.arenas.error.ArenaDamagedException;
import org.arenas.error.ArenaFullException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.HandleTypeException;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link org.arenas.ViolationMessagesTest}: what concerns shared arenas. */
public class OffHeapViolationMessagesTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 14);
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    @Provoked.By(ArenaFullException.class)
    void shouldSayHowMuchIsFree() {
        try (MemoryWriter m = board.borrow()) {
            MemoryStatistics now = m.statistics();
            assertViolation(
                    ArenaFullException.class,
                    () -> m.allocate(new byte[1 << 14]),
                    "arena is full: arena=%s, asked=16388, free=12272, largest=%s, mayGrow=0;"
                            + " free something, or create the arena larger",
                    board,
                    now.largestFree());
        }
    }

    @Test
    @Provoked.By(StaleReferenceException.class)
    void shouldSayThatAHandleIsStale() {
        try (MemoryWriter m = board.borrow()) {
            Handle<String> handle = m.allocate("x");
            m.free(handle);
            assertViolation(
                    StaleReferenceException.class,
                    () -> m.string(handle),
                    "handle is stale: handle=%s, arena=%s, caller=%s;"
                            + " get a new one from a root, or from who allocated again",
                    handle,
                    board,
                    me);
        }
    }

    @Test
    @Provoked.By(ForeignReferenceException.class)
    void shouldSayThatAHandleIsForeign() {
        try (MemoryWriter m = board.borrow()) {
            assertViolation(
                    ForeignReferenceException.class,
                    () -> m.string(new Handle<>(4096, 17)),
                    "handle belongs to another arena: handle=1000@11, arena=%s, caller=%s;"
                            + " use it with the arena that made it",
                    board,
                    me);
        }
    }

    @Test
    @Provoked.By(HandleTypeException.class)
    void shouldSayWhatAHandleLeadsTo() {
        try (MemoryWriter m = board.borrow()) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            Handle<String> mistyped = (Handle) m.allocate(new byte[1]);
            assertViolation(
                    HandleTypeException.class,
                    () -> m.string(mistyped),
                    "handle is of another type: handle=%s, arena=%s, asked=String, found=byte[], caller=%s;"
                            + " ask for the type it was allocated with",
                    mistyped,
                    board,
                    me);
        }
    }

    @Test
    @Provoked.By(ArenaDamagedException.class)
    void shouldSayWhatIsDamaged() {
        try (MemoryWriter m = board.borrow()) {
            Handle<byte[]> handle = m.allocate(new byte[1]);
            long at = handle.offset() + BlockDescriptor.PAYLOAD;
            board.memory().segments().putInt(at, -1);
            assertViolation(
                    ArenaDamagedException.class,
                    () -> m.bytes(handle),
                    "arena is damaged: arena=%s, what=the block of handle %s: its length is impossible: bytes=-1;"
                            + " use what verify() finds intact, and discard it",
                    board,
                    handle);
        }
    }
}
