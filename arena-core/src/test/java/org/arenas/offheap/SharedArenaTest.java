package org.arenas.offheap;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Shareable;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.ArenaFullException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.HandleTypeException;
import org.arenas.error.StaleReferenceException;
import org.arenas.error.UpgradeException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedArenaTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void shouldKeepStringsAndBytes() {
        Handle<String> text;
        Handle<byte[]> bytes;
        try (MemoryWriter m = board.borrow()) {
            text = m.allocate("grüße, 世界 😀");
            bytes = m.allocate(new byte[] {1, 2, 3});
            assertThat(m.string(text)).isEqualTo("grüße, 世界 😀");
        }
        try (MemoryReader m = board.borrowShared()) {
            assertThat(m.string(text)).isEqualTo("grüße, 世界 😀");
            assertThat(m.bytes(bytes)).containsExactly(1, 2, 3);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldRejectTextThatUtf8CannotSay() {
        try (MemoryWriter m = board.borrow()) {
            assertThatThrownBy(() -> m.allocate("half \ud83d of it")).isInstanceOf(IllegalArgumentException.class);
            assertThat(m.statistics().usedBlocks()).isZero();
        }
    }

    @Test
    void shouldRejectEveryUseAfterTheBorrow() {
        MemoryWriter writer = board.borrow();
        Handle<String> handle = writer.allocate("x");
        writer.close();
        writer.close();
        MemoryReader reader = board.borrowShared();
        reader.close();

        assertThatThrownBy(() -> writer.string(handle)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> writer.allocate("y")).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> writer.free(handle)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> writer.setRoot("x", handle)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> reader.string(handle)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(reader::roots).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(reader::statistics).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(reader::verify).isInstanceOf(BorrowClosedException.class);
    }

    @Test
    void shouldReleaseOnceAndSaySo() {
        MemoryWriter writer = board.borrow();
        assertThat(writer).hasToString("MemoryWriter(" + board + ")");
        writer.close();
        assertThat(writer).hasToString("MemoryWriter(" + board + ", closed)");
        try (MemoryReader reader = board.borrowShared()) {
            // Releases nothing of the others.
            writer.close();
            assertThat(board.arena().isHeldByCurrentThread()).isTrue();
            assertThat(reader).hasToString("MemoryReader(" + board + ")");
        }
        assertThat(board.arena().isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldRejectOtherThreads() {
        try (MemoryWriter m = board.borrow();
                Threads threads = new Threads()) {
            Handle<String> handle = m.allocate("x");
            threads.start("other", () -> {
                assertThatThrownBy(() -> m.string(handle)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> m.allocate("y")).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(m::close).isInstanceOf(BorrowThreadException.class);
            });
            threads.joinAll();
        }
    }

    @Test
    void shouldDetectStaleHandlesWhateverLiesThereByThen() {
        try (MemoryWriter m = board.borrow()) {
            List<Handle<byte[]>> stale = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Handle<byte[]> handle = m.allocate(new byte[i]);
                m.free(handle);
                stale.add(handle);
            }
            m.allocate(new byte[30_000]);
            for (Handle<byte[]> handle : stale) {
                assertThat(m.isLive(handle)).isFalse();
                assertThatThrownBy(() -> m.bytes(handle)).isInstanceOf(StaleReferenceException.class);
                assertThatThrownBy(() -> m.free(handle)).isInstanceOf(StaleReferenceException.class);
                assertThatThrownBy(() -> m.setRoot("x", handle)).isInstanceOf(StaleReferenceException.class);
            }
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldRejectHandlesOfOtherArenasAndTypes() {
        try (SharedArena other = SharedArena.inMemory("other", 1 << 20);
                MemoryWriter m = board.borrow();
                MemoryWriter there = other.borrow()) {
            there.allocate(new byte[200_000]);
            Handle<String> far = there.allocate("far");
            Handle<String> here = m.allocate("here");

            assertThatThrownBy(() -> m.string(far)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> there.string(here)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> m.string(new Handle<>(Long.MAX_VALUE, 1)))
                    .isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> m.string(new Handle<>(-8, 1))).isInstanceOf(ForeignReferenceException.class);
            @SuppressWarnings({"unchecked", "rawtypes"})
            Handle<byte[]> mistyped = (Handle) here;
            assertThatThrownBy(() -> m.bytes(mistyped)).isInstanceOf(HandleTypeException.class);
        }
    }

    @Test
    void shouldFindRootsByName() {
        Handle<String> motto;
        try (MemoryWriter m = board.borrow()) {
            motto = m.allocate("festina lente");
            m.setRoot("motto", motto);
            m.setRoot("again", motto);
            m.setRoot("motto", motto);
            assertThatThrownBy(() -> m.root("other"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("[again, motto]");
        }
        try (MemoryWriter m = board.borrow()) {
            assertThat(m.<String>root("motto")).isEqualTo(motto).hasSameHashCodeAs(motto);
            assertThat(m.roots())
                    .containsExactly(new Root("again", "String", motto), new Root("motto", "String", motto));
            assertThat(m.removeRoot("again")).isTrue();
            assertThat(m.removeRoot("again")).isFalse();
            m.free(motto);
            assertThat(m.roots()).extracting(Root::type).containsExactly("freed");
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldBeBorrowedTogetherWithOthers() {
        try (Arena orders = Arena.create("orders")) {
            Handle<String> handle;
            MemoryWriter kept;
            try (Borrow b = Arenas.borrow(write(orders), write(board.arena()))) {
                kept = board.writer(b);
                handle = kept.allocate("together");
                assertThat(board.reader(b).string(handle)).isEqualTo("together");
                kept.close();
                assertThat(kept.string(handle)).isEqualTo("together");
            }
            assertThatThrownBy(() -> kept.string(handle)).isInstanceOf(BorrowClosedException.class);
            try (Borrow b = Arenas.borrow(write(orders), read(board.arena()))) {
                assertThat(board.reader(b).string(handle)).isEqualTo("together");
                assertThatThrownBy(() -> board.writer(b)).isInstanceOf(AccessModeException.class);
            }
            try (Borrow b = orders.borrow()) {
                assertThatThrownBy(() -> board.reader(b)).isInstanceOf(ForeignReferenceException.class);
                assertThatThrownBy(() -> board.writer(b)).isInstanceOf(ForeignReferenceException.class);
            }
        }
    }

    @Test
    void shouldBeUsedByBehavioursInOrder() {
        Handle<byte[]> first;
        try (MemoryWriter m = board.borrow()) {
            first = m.allocate(new byte[] {0});
            m.setRoot("counter", first);
        }
        for (int i = 0; i < 100; i++) {
            Arenas.when(write(board.arena())).run(b -> {
                MemoryWriter m = board.writer(b);
                Handle<byte[]> old = m.root("counter");
                byte count = m.bytes(old)[0];
                m.free(old);
                m.setRoot("counter", m.allocate(new byte[] {(byte) (count + 1)}));
            });
        }
        Handle<byte[]> last = Arenas.join(
                Arenas.when(read(board.arena())).call(b -> board.reader(b).<byte[]>root("counter")));
        try (MemoryReader m = board.borrowShared()) {
            assertThat(m.bytes(last)).containsExactly(100);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldOfferEveryWayToBorrow() throws InterruptedException {
        try (MemoryWriter m = board.borrowInterruptibly()) {
            assertThat(board.arena().isHeldByCurrentThread()).isTrue();
            assertThat(m.arena()).isSameAs(board);
        }
        try (MemoryReader m = board.borrowSharedInterruptibly()) {
            assertThatThrownBy(board::borrow).isInstanceOf(UpgradeException.class);
            assertThat(m.roots()).isEmpty();
        }
        try (MemoryWriter m = board.tryBorrow();
                Threads threads = new Threads()) {
            assertThat(m).isNotNull();
            threads.start("other", () -> {
                assertThat(board.tryBorrow()).isNull();
                assertThat(board.tryBorrowShared()).isNull();
                assertThat(board.tryBorrow(Duration.ofMillis(1))).isNull();
                assertThat(board.tryBorrowShared(Duration.ofMillis(1))).isNull();
            });
            threads.joinAll();
        }
        try (MemoryWriter m = board.tryBorrow(Duration.ofSeconds(1))) {
            assertThat(m).isNotNull();
        }
        try (MemoryReader m = board.tryBorrowShared()) {
            assertThat(m).isNotNull();
        }
        try (MemoryReader m = board.tryBorrowShared(Duration.ofSeconds(1))) {
            assertThat(m).isNotNull();
        }
        assertThat(board.arena().counters().acquisitions()).isPositive();
    }

    @Test
    void shouldBeFullOnlyWhenItMayNotGrow() {
        try (SharedArena growing = SharedArena.inMemory("growing", 1 << 14, 1 << 20);
                MemoryWriter m = growing.borrow()) {
            List<Handle<byte[]>> handles = new ArrayList<>();
            assertThatThrownBy(() -> {
                        while (true) {
                            byte[] bytes =
                                    ("number " + handles.size()).repeat(100).getBytes(StandardCharsets.UTF_8);
                            handles.add(m.allocate(bytes));
                        }
                    })
                    .isInstanceOf(ArenaFullException.class)
                    .hasMessageContaining("mayGrow=0");
            for (int i = 0; i < handles.size(); i++) {
                assertThat(new String(m.bytes(handles.get(i)), StandardCharsets.UTF_8))
                        .startsWith("number " + i);
            }
            assertThat(m.statistics().bytes()).isEqualTo(1 << 20);
            assertThat(m.statistics().fragmentation()).isBetween(0.0, 1.0);
            assertThat(m.verify()).isEmpty();
            handles.forEach(m::free);
            assertThat(m.verify()).isEmpty();
            assertThat(m.statistics().usedBlocks()).isZero();
        }
    }

    @Test
    void shouldRejectImpossibleSizes() {
        assertThatThrownBy(() -> SharedArena.inMemory("x", 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedArena.inMemory("x", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedArena.inMemory("x", 1 << 20, 1 << 19))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedArena.inMemory("x", 1 << 20, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLetTheLastHolderGoOnWhenItIsClosed() {
        Handle<String> handle;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocate("still here");
            board.close();
            board.close();
            assertThat(m.string(handle)).isEqualTo("still here");
        }
        assertThat(board.isClosed()).isTrue();
        assertThatThrownBy(board::borrow).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(board::borrowShared).isInstanceOf(ArenaClosedException.class);
    }

    @Test
    void shouldLetHandlesCross() {
        assertThat(Shareable.isShareable(new Handle<>(1, 2))).isTrue();
    }

    /** Odd only while a hold changes something; a hold that only reads leaves it as it is. */
    @Test
    void shouldNumberChanges() {
        long before = board.memory().sequence();
        try (MemoryWriter m = board.borrow()) {
            assertThat(m.roots()).isEmpty();
        }
        assertThat(board.memory().sequence()).isEqualTo(before).isEven();
        try (MemoryWriter m = board.borrow()) {
            m.allocate("x");
            try (MemoryWriter nested = board.borrow()) {
                nested.allocate("y");
            }
            assertThat(board.memory().sequence()).isEqualTo(before + 1);
        }
        assertThat(board.memory().sequence()).isEqualTo(before + 2);
        Arenas.join(Arenas.when(write(board.arena())).run(b -> board.writer(b).allocate("z")));
        assertThat(board.memory().sequence()).isEqualTo(before + 4);
    }
}
