package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.arenas.error.ArenaBusyException;
import org.arenas.error.ArenaPoisonedException;
import org.arenas.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, several processes: what each sees of the others, alive, stopped and dead. */
class ProcessesTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("counts");
    }

    private SharedArena create(boolean journal) throws IOException {
        SharedArena counts = SharedArena.create(
                path(),
                FileOptions.of(1 << 16).maximum(1 << 22).journal(journal).patience(LONG));
        put(counts, 1, 1);
        return counts;
    }

    private static void put(SharedArena arena, long key, long value) {
        try (MemoryWriter m = arena.borrow()) {
            m.longLongMap(FileWorker.counts(m)).put(key, value);
        }
    }

    private static long get(SharedArena arena, long key) {
        try (MemoryReader m = arena.borrowShared()) {
            assertThat(m.verify()).isEmpty();
            return m.longLongMap(m.root("counts")).get(key, -1);
        }
    }

    private ChildJvm child(String open) {
        ChildJvm child = ChildJvm.start(FileWorker.class, path().toString());
        assertThat(child.ask(open)).isEqualTo("ok");
        return child;
    }

    private static void tell(ChildJvm child, String... commands) {
        for (String command : commands) {
            assertThat(child.ask(command)).as(command).isEqualTo("ok");
        }
    }

    @Test
    void shouldSeeWhatAnotherProcessCommits() throws IOException {
        try (SharedArena counts = create(true);
                ChildJvm child = child("open 30000")) {
            tell(child, "write", "put 1 11", "end w");
            assertThat(get(counts, 1)).isEqualTo(11);
            put(counts, 1, 12);
            tell(child, "read");
            assertThat(child.ask("get 1")).isEqualTo("12");
            assertThat(counts.tryBorrow()).isNull();
            try (MemoryReader m = counts.borrowShared()) {
                assertThat(m.recovered()).isFalse();
            }
            tell(child, "end r");
            put(counts, 1, 13);
            assertThat(child.ask("optimistic")).isEqualTo("13");
        }
    }

    @Test
    void shouldUndoWhatAKilledProcessHadHalfDone() throws IOException {
        try (SharedArena counts = create(true);
                ChildJvm child = child("open 30000")) {
            tell(child, "write");
            for (int i = 0; i < 2_000; i++) {
                tell(child, "put " + i + " 99");
            }
            child.kill();
            try (MemoryWriter m = counts.borrow()) {
                assertThat(m.recovered()).isTrue();
                assertThat(m.verify()).isEmpty();
                LongLongMap map = m.longLongMap(m.root("counts"));
                assertThat(map.size()).isOne();
                assertThat(map.get(1, -1)).isOne();
            }
            try (MemoryWriter m = counts.borrow()) {
                assertThat(m.recovered()).isFalse();
            }
        }
    }

    @Test
    void shouldUndoItForAReaderAndForATryAndWhenItIsOpenedNext() throws IOException {
        create(true).close();
        try (ChildJvm reader = child("openReadOnly 30000")) {
            try (ChildJvm dying = child("open 30000")) {
                tell(dying, "write", "put 1 99");
            }
            tell(reader, "read");
            assertThat(reader.ask("recovered")).isEqualTo("true");
            assertThat(reader.ask("get 1")).isEqualTo("1");
            tell(reader, "end r");
        }
        try (ChildJvm dying = child("open 30000")) {
            tell(dying, "write", "put 1 99");
        }
        try (SharedArena counts = SharedArena.open(path())) {
            try (MemoryWriter m = counts.tryBorrow()) {
                assertThat(m).isNotNull();
                assertThat(m.recovered()).isTrue();
            }
            try (ChildJvm dying = child("open 30000")) {
                tell(dying, "write", "put 1 98");
            }
            try (MemoryWriter m = counts.tryBorrow()) {
                assertThat(m).isNotNull();
                assertThat(m.recovered()).isTrue();
            }
            try (ChildJvm dying = child("open 30000")) {
                tell(dying, "write", "put 1 97");
            }
            assertThat(counts.<Long>readOptimistic(
                            m -> m.longLongMap(m.root("counts")).get(1, -1)))
                    .isOne();
        }
    }

    @Test
    void shouldForgetDeadReaders() throws IOException {
        try (SharedArena counts = create(true);
                ChildJvm child = child("open 30000")) {
            tell(child, "read");
            assertThat(counts.tryBorrow()).isNull();
            child.kill();
            put(counts, 1, 2);
            assertThat(get(counts, 1)).isEqualTo(2);
        }
    }

    @Test
    void shouldNotRobAStoppedOwnerAndSayWhoItIs() throws IOException {
        create(true).close();
        try (SharedArena counts = SharedArena.open(path(), SHORT);
                ChildJvm child = child("open 30000")) {
            tell(child, "write", "put 1 2");
            child.signal("STOP");
            assertThatThrownBy(counts::borrow)
                    .isInstanceOf(ArenaBusyException.class)
                    .hasMessageContaining("pid=" + child.pid())
                    .hasMessageContaining("holder=main");
            assertThatThrownBy(counts::borrowShared).isInstanceOf(ArenaBusyException.class);
            child.signal("CONT");
            tell(child, "put 1 3", "end w");
            assertThat(get(counts, 1)).isEqualTo(3);
        }
    }

    @Test
    void shouldOpenWhileSomebodyAliveChangesIt() throws IOException {
        create(true).close();
        try (ChildJvm child = child("open 30000")) {
            tell(child, "write", "put 1 2");
            try (SharedArena one = SharedArena.open(path(), SHORT);
                    SharedArena two = SharedArena.open(path(), SHORT)) {
                assertThatThrownBy(one::borrow).isInstanceOf(ArenaBusyException.class);
                tell(child, "end w");
                assertThat(get(one, 1)).isEqualTo(2);
                put(two, 1, 3);
                assertThat(get(one, 1)).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldSayWhereItWasAcquiredIfThatIsKept() throws IOException {
        create(true).close();
        try (SharedArena counts = SharedArena.open(path(), SHORT);
                ChildJvm child =
                        ChildJvm.start(List.of("-Darenas.diagnostics=full"), FileWorker.class, path().toString())) {
            tell(child, "open 30000", "write");
            assertThatThrownBy(counts::borrow)
                    .isInstanceOf(ArenaBusyException.class)
                    .hasMessageContaining("FileWorker.act(FileWorker.java:");
        }
    }

    @Test
    void shouldPoisonWhatCannotBeUndone() throws IOException {
        try (SharedArena counts = create(false)) {
            try (ChildJvm dying = child("open 30000")) {
                tell(dying, "write");
            }
            put(counts, 1, 2);
            try (ChildJvm dying = child("open 30000")) {
                tell(dying, "write", "put 1 99");
            }
            assertThatThrownBy(counts::borrow).isInstanceOf(ArenaPoisonedException.class);
            assertThatThrownBy(counts::borrowShared).isInstanceOf(ArenaPoisonedException.class);
            assertThatThrownBy(() -> counts.readOptimistic(MemoryReader::roots))
                    .isInstanceOf(ArenaPoisonedException.class);
            assertThat(counts.arena().isHeldByCurrentThread()).isFalse();
            assertThatThrownBy(() -> SharedArena.open(path())).isInstanceOf(ArenaPoisonedException.class);
        }
        assertThatThrownBy(() -> SharedArena.open(path())).isInstanceOf(ArenaPoisonedException.class);
    }

    @Test
    void shouldFollowTheGrowthOfOthers() throws IOException {
        try (SharedArena counts = create(true);
                ChildJvm child = child("open 30000")) {
            tell(child, "write");
            for (int i = 1; i <= 20_000; i++) {
                child.send("put " + i + " " + i);
            }
            for (int i = 1; i <= 20_000; i++) {
                child.expect("> ok");
            }
            tell(child, "end w");
            assertThat(get(counts, 20_000)).isEqualTo(20_000);
            assertThat(counts.<Long>readOptimistic(
                            m -> m.longLongMap(m.root("counts")).size()))
                    .isEqualTo(20_000);
            put(counts, 0, 5);
            tell(child, "read");
            assertThat(child.ask("verify")).isEqualTo("[]");
            assertThat(child.ask("get 0")).isEqualTo("5");
        }
    }
}
