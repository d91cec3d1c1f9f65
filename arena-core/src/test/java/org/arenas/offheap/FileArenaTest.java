package org.arenas.offheap;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaBusyException;
import org.arenas.error.ArenaFullException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArenaTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private SharedArena create(long bytes, long maximum) throws IOException {
        return SharedArena.create(
                folder.resolve("words"), FileOptions.of(bytes).maximum(maximum).patience(SHORT));
    }

    private SharedArena open() throws IOException {
        return SharedArena.open(folder.resolve("words"), SHORT);
    }

    @Test
    void shouldKeepWhatItHoldsFromOneOpeningToTheNext() throws IOException {
        try (SharedArena words = create(1 << 16, 1 << 16)) {
            assertThat(words).hasToString("words#" + words.arena().id());
            try (MemoryWriter m = words.borrow()) {
                m.setRoot("motto", m.allocate("festina lente"));
            }
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("words.data", "words.ctl", "words.live");
        for (Path path : List.of(folder.resolve("words"), folder.resolve("words.data"))) {
            try (SharedArena words = SharedArena.open(path);
                    MemoryReader m = words.borrowShared()) {
                assertThat(m.string(m.root("motto"))).isEqualTo("festina lente");
                assertThat(m.recovered()).isFalse();
                assertThat(m.verify()).isEmpty();
            }
        }
    }

    @Test
    void shouldGrowAndKeepWhatItGrewBy() throws IOException {
        long bytes = 0;
        try (SharedArena words = create(1 << 16, 1 << 20)) {
            try (MemoryWriter m = words.borrow()) {
                for (int i = 0; i < 16; i++) {
                    m.setRoot("part" + i, m.allocate(new byte[20_000]));
                    bytes += 20_000;
                }
                assertThat(m.verify()).isEmpty();
            }
            try (MemoryWriter m = words.borrow()) {
                assertThatThrownBy(() -> m.allocate(new byte[1 << 20])).isInstanceOf(ArenaFullException.class);
            }
        }
        try (SharedArena words = open();
                MemoryReader m = words.borrowShared()) {
            assertThat(m.roots()).hasSize(16);
            assertThat(m.statistics().usedBytes()).isGreaterThan(bytes);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldRefuseToMakeWhatIsThereAndToOpenWhatIsNot() throws IOException {
        assertThatThrownBy(this::open).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.toFile().list()).isEmpty();
        create(8192, 8192).close();
        assertThatThrownBy(() -> create(8192, 8192)).isInstanceOf(FileAlreadyExistsException.class);
        open().close();
    }

    @Test
    void shouldBeTwoParticipantsIfOpenedTwiceInOneProcess() throws IOException {
        try (SharedArena one = create(1 << 16, 1 << 20);
                SharedArena two = open()) {
            try (MemoryWriter m = one.borrow()) {
                m.setRoot("a", m.allocate("a"));
                assertThat(two.tryBorrow()).isNull();
                assertThat(two.tryBorrowShared()).isNull();
                assertThatThrownBy(two::borrow)
                        .isInstanceOf(ArenaBusyException.class)
                        .hasMessageContaining("pid=" + ProcessHandle.current().pid())
                        .hasMessageContaining(Thread.currentThread().getName());
                assertThatThrownBy(two::borrowShared).isInstanceOf(ArenaBusyException.class);
            }
            try (MemoryReader m = one.borrowShared();
                    MemoryReader n = two.borrowShared()) {
                assertThat(n.string(m.root("a"))).isEqualTo("a");
                assertThat(two.arena().isHeldByCurrentThread()).isTrue();
                assertThatThrownBy(this::exclusiveElsewhere).isInstanceOf(ArenaBusyException.class);
            }
            try (MemoryWriter m = two.borrow()) {
                m.setRoot("b", m.allocate(new byte[300_000]));
            }
            try (MemoryReader m = one.borrowShared()) {
                assertThat(m.bytes(m.root("b"))).hasSize(300_000);
                assertThat(m.verify()).isEmpty();
            }
        }
    }

    private void exclusiveElsewhere() throws IOException {
        try (SharedArena three = open();
                MemoryWriter m = three.borrow()) {
            m.setRoot("c", m.allocate("c"));
        }
    }

    @Test
    void shouldHoldGroupsAndBehavioursBetweenProcessesToo() throws Exception {
        try (SharedArena one = create(1 << 16, 1 << 16);
                SharedArena other = SharedArena.inMemory("other", 1 << 16);
                SharedArena two = open()) {
            try (Borrow b = Arenas.borrow(write(one.arena()), write(other.arena()))) {
                one.writer(b).setRoot("a", one.writer(b).allocate("a"));
                assertThat(two.tryBorrowShared()).isNull();
            }
            try (Borrow b = Arenas.borrow(read(one.arena()), write(other.arena()))) {
                MemoryReader m = one.reader(b);
                assertThat(m.string(m.root("a"))).isEqualTo("a");
                assertThat(two.tryBorrow()).isNull();
                try (MemoryReader n = one.borrowShared()) {
                    assertThat(n.string(n.root("a"))).isEqualTo("a");
                }
                assertThat(two.tryBorrow()).as("the outer one goes on").isNull();
            }
            String read = Arenas.when(read(one.arena()))
                    .call(b -> one.reader(b).string(one.reader(b).root("a")))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(read).isEqualTo("a");
            try (MemoryWriter m = two.tryBorrow()) {
                assertThat(m).isNotNull();
            }
        }
    }

    @Test
    void shouldKeepWritersOutWhileOneOfTwoNestedReadersIsThere() throws IOException {
        try (SharedArena one = create(1 << 16, 1 << 16);
                SharedArena two = open()) {
            MemoryReader first = one.borrowShared();
            MemoryReader second = one.borrowShared();
            first.close();
            assertThat(two.tryBorrow()).isNull();
            second.close();
            try (MemoryWriter m = two.tryBorrow()) {
                assertThat(m).isNotNull();
            }
        }
    }

    @Test
    void shouldRefuseChangesIfOpenedForReading() throws IOException {
        try (SharedArena words = create(1 << 16, 1 << 20);
                SharedArena reader = SharedArena.openReadOnly(folder.resolve("words"), SHORT)) {
            try (MemoryWriter m = words.borrow()) {
                m.setRoot("big", m.allocate(new byte[200_000]));
            }
            try (MemoryReader m = reader.borrowShared()) {
                assertThat(m.bytes(m.root("big"))).hasSize(200_000);
                assertThat(words.tryBorrow()).isNull();
            }
            assertThatThrownBy(reader::borrow).isInstanceOf(AccessModeException.class);
            assertThat(reader.arena().isHeldByCurrentThread()).isFalse();
            assertThat(reader.<Integer>readOptimistic(m -> m.bytes(m.root("big")).length))
                    .isEqualTo(200_000);
        }
    }

    @Test
    void shouldSyncOnlyWhatIsCommitted() throws IOException {
        try (SharedArena words = create(1 << 16, 1 << 16)) {
            try (MemoryWriter m = words.borrow()) {
                words.sync();
                m.setRoot("a", m.allocate("a"));
                assertThatThrownBy(words::sync).isInstanceOf(IllegalStateException.class);
            }
            words.sync();
        }
        SharedArena.inMemory("other", 1 << 16).sync();
    }

    @Test
    void shouldSeeWhatOthersCommitOptimistically() throws Exception {
        try (Threads threads = new Threads();
                SharedArena one = create(1 << 16, 1 << 22);
                SharedArena two = open()) {
            try (MemoryWriter m = one.borrow()) {
                FileWorker.counts(m);
            }
            Thread writer = threads.start("writer", () -> {
                for (int i = 1; i <= 2_000; i++) {
                    try (MemoryWriter m = one.borrow()) {
                        LongLongMap counts = m.longLongMap(m.root("counts"));
                        counts.put(2L * i, i);
                        counts.put(2L * i + 1, i);
                    }
                }
            });
            while (writer.isAlive()) {
                long size =
                        two.readOptimistic(m -> m.longLongMap(m.root("counts")).size());
                assertThat(size % 2).isZero();
            }
            threads.joinAll();
            assertThat(two.<Long>readOptimistic(
                            m -> m.longLongMap(m.root("counts")).size()))
                    .isEqualTo(4_000);
        }
    }

    @Test
    void shouldLeaveNothingBehindThatKeepsOthersOut() throws IOException {
        create(8192, 8192).close();
        for (int i = 0; i < 300; i++) {
            try (SharedArena words = open();
                    MemoryWriter m = words.borrow()) {
                m.free(m.allocate("x"));
            }
        }
        Files.delete(folder.resolve("words.ctl"));
        open().close();
    }
}
