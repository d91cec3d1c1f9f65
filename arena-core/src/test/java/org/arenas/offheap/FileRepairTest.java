package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaLockedOutException;
import org.arenas.error.ArenaPoisonedException;
import org.arenas.error.ArenaUncleanException;
import org.arenas.error.FileChecksumException;
import org.arenas.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be made of a file that is refused, and what cannot. */
@Timeout(60)
class FileRepairTest {
    private static final String USABLE = "the arena may be used again";

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("words");
    }

    private Path data() {
        return folder.resolve("words.data");
    }

    /** An arena with an array, and blocks that are free between others. */
    private void make(boolean journal) throws IOException {
        try (SharedArena words = SharedArena.create(
                path(), FileOptions.of(1 << 16).maximum(1 << 22).journal(journal))) {
            try (MemoryWriter m = words.borrow()) {
                Handle<LongArray> numbers = m.allocateLongArray(100);
                m.longArray(numbers).fill(7);
                m.setRoot("numbers", numbers);
                m.setRoot("motto", m.allocate("festina lente"));
                for (int i = 0; i < 20; i++) {
                    Handle<byte[]> block = m.allocate(new byte[i * 10]);
                    if (i % 2 == 0) {
                        m.free(block);
                    }
                }
            }
        }
    }

    /** Writes where no library would. */
    private void forge(Consumer<ArenaFile> change) throws IOException {
        ArenaFile file = ArenaFile.load(data(), MapMode.READ_WRITE, BootId.current());
        change.accept(file);
        file.close(true);
    }

    private static void poison(ArenaFile file) {
        try {
            file.poison();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertIntact() throws IOException {
        try (SharedArena words = SharedArena.open(path());
                MemoryWriter m = words.borrow()) {
            assertThat(m.verify()).isEmpty();
            assertThat(m.string(m.root("motto"))).isEqualTo("festina lente");
            assertThat(m.longArray(m.root("numbers")).sum()).isEqualTo(700);
            m.longArray(m.root("numbers")).set(0, 7);
            m.free(m.allocate(new byte[5_000]));
            assertThat(m.verify()).isEmpty();
        }
        assertThat(SharedArena.inspect(path()).refusal()).isNull();
    }

    @Test
    void shouldDoNothingIfNothingIsWrong() throws IOException {
        make(true);
        byte[] before = Files.readAllBytes(data());

        assertThat(SharedArena.repair(path())).isEqualTo(new RepairReport(List.of(), List.of(), true));

        assertThat(Files.readAllBytes(data())).isEqualTo(before);
        assertIntact();
    }

    @Test
    void shouldTakeAPoisonedArenaAsItIs() throws IOException {
        make(false);
        forge(file -> {
            file.segment(0).putLong(HeapDescriptor.SEQUENCE, 5);
            file.segment(0).putLong(HeapDescriptor.USED_BYTES, 5);
            poison(file);
        });
        assertThatThrownBy(() -> SharedArena.open(path())).isInstanceOf(ArenaPoisonedException.class);

        RepairReport report = SharedArena.repair(path());

        assertThat(report.usable()).isTrue();
        assertThat(report.problems()).hasSize(3);
        assertThat(report.problems().get(0)).startsWith("arena is poisoned");
        assertThat(report.problems().get(1)).isEqualTo("a process died while it changed the arena");
        assertThat(report.problems().get(2)).contains("used bytes");
        assertThat(report.repairs())
                .containsExactly(
                        "free lists, counters and links were made anew from the headers of the blocks",
                        "what the dead process had changed was kept as it is",
                        USABLE);
        assertIntact();
        assertThat(SharedArena.repair(path()).problems()).isEmpty();
    }

    @Test
    void shouldUndoWhatAKilledProcessHadHalfDone() throws IOException {
        make(true);
        try (ChildJvm child = ChildJvm.start(FileWorker.class, path().toString())) {
            assertThat(child.ask("open 1000")).isEqualTo("ok");
            assertThat(child.ask("write")).isEqualTo("ok");
            for (int i = 0; i < 100; i++) {
                assertThat(child.ask("put " + i + " 1")).isEqualTo("ok");
            }
        }
        assertThat(SharedArena.inspect(path()).sequence()).isOdd();

        RepairReport report = SharedArena.repair(path());

        assertThat(report.problems()).containsExactly("a process died while it changed the arena");
        assertThat(report.repairs()).containsExactly("what the dead process had changed was undone");
        assertIntact();
        try (SharedArena words = SharedArena.open(path());
                MemoryReader m = words.borrowShared()) {
            assertThat(m.findRoot("counts")).isNull();
        }
    }

    @Test
    void shouldDoWithoutAJournalThatIsDamaged() throws IOException {
        make(true);
        forge(file -> {
            file.segment(0).putLong(HeapDescriptor.SEQUENCE, 5);
            file.journal(0).putLong(Journal.TAIL, 1_000);
            poison(file);
        });

        RepairReport report = SharedArena.repair(path());

        assertThat(report.usable()).isTrue();
        assertThat(report.problems()).contains("the undo journal is not what was written");
        assertThat(report.repairs()).contains("what the dead process had changed was kept as it is");
        assertIntact();
    }

    @Test
    void shouldDoWithoutAJournalThatMakesItWorse() throws IOException {
        make(true);
        forge(file -> {
            UnsafeBuffer journal = file.journal(0);
            int at = Journal.FIRST_ENTRY;
            // Zeros, to be put back where the first block begins.
            journal.putLong(at + Journal.OFFSET, HeapDescriptor.BLOCKS);
            journal.putInt(at + Journal.LENGTH, Journal.CHUNK);
            journal.putInt(at + Journal.CHECK, Journal.check(HeapDescriptor.BLOCKS, Journal.CHUNK));
            journal.setMemory(at + Journal.BYTES, Journal.CHUNK, (byte) 0);
            journal.putLong(Journal.TAIL, at + Journal.BYTES + Journal.CHUNK);
            file.segment(0).putLong(HeapDescriptor.SEQUENCE, 5);
        });

        RepairReport report = SharedArena.repair(path());

        assertThat(report.usable()).isTrue();
        assertThat(report.problems()).contains("what the undo journal kept makes no whole memory");
        assertIntact();
    }

    @Test
    void shouldUseAgainWhatIsUnclean() throws IOException {
        make(true);
        ArenaFile file = ArenaFile.load(data(), MapMode.READ_WRITE, ForgedFile.OTHER_BOOT);
        file.markOpen();
        file.close(true);
        assertThatThrownBy(() -> SharedArena.open(path())).isInstanceOf(ArenaUncleanException.class);
        assertThat(SharedArena.inspect(path()).refusal()).startsWith("arena is unclean");

        RepairReport report = SharedArena.repair(data());

        assertThat(report.usable()).isTrue();
        assertThat(report.repairs()).containsExactly(USABLE);
        assertIntact();
    }

    @Test
    void shouldTakeBackArraysThatTheDeadHadLent() throws IOException {
        make(true);
        Handle<?> numbers = root("numbers");
        forge(file -> {
            int flags = (int) numbers.offset() + SharedArray.FLAGS;
            file.segment(0).putInt(flags, file.segment(0).getInt(flags) | SharedArray.LENT);
        });

        RepairReport report = SharedArena.repair(path());

        assertThat(report.problems()).containsExactly("arrays are lent to workers that are dead: 1");
        assertThat(report.repairs()).containsExactly("arrays were taken back: 1");
        assertIntact();
    }

    private Handle<?> root(String name) throws IOException {
        try (SharedArena words = SharedArena.open(path());
                MemoryReader m = words.borrowShared()) {
            return m.root(name);
        }
    }

    @Test
    void shouldFindTheRootsAgain() throws IOException {
        make(true);
        forge(file -> file.segment(0).putLong(HeapDescriptor.ROOTS, 12_345));

        assertThat(SharedArena.repair(path()).repairs()).containsExactly("the directory of roots was found");

        assertIntact();
    }

    @Test
    void shouldNotGiveANumberTwice() throws IOException {
        make(true);
        long[] last = new long[1];
        forge(file -> {
            last[0] = file.segment(0).getLong(HeapDescriptor.GENERATION);
            file.segment(0).putLong(HeapDescriptor.GENERATION, 3);
        });

        assertThat(SharedArena.repair(path()).repairs())
                .containsExactly("numbers of allocations go on behind " + last[0]);

        forge(file ->
                assertThat(file.segment(0).getLong(HeapDescriptor.GENERATION)).isEqualTo(last[0]));
        assertIntact();
    }

    @Test
    void shouldMakeFreeListsAndLinksAnew() throws IOException {
        make(true);
        Handle<?> numbers = root("numbers");
        forge(file -> {
            UnsafeBuffer first = file.segment(0);
            first.setMemory(HeapDescriptor.FIRST_BITMAP, HeapDescriptor.BLOCKS - HeapDescriptor.FIRST_BITMAP, (byte) 9);
            // A link back that is wrong, in a header that is right otherwise.
            int block = (int) numbers.offset();
            int size = first.getInt(block + BlockDescriptor.SIZE);
            int type = first.getInt(block + BlockDescriptor.TYPE);
            first.putInt(block + BlockDescriptor.BEFORE, 77);
            first.putInt(
                    block + BlockDescriptor.CHECK,
                    BlockDescriptor.check(block, size, 77, type, first.getLong(HeapDescriptor.SALT)));
        });

        RepairReport report = SharedArena.repair(path());

        assertThat(report.usable()).isTrue();
        assertThat(report.problems()).anyMatch(problem -> problem.contains("the header says 77"));
        assertIntact();
    }

    @Test
    void shouldCountTheSegmentsAnew() throws IOException {
        make(true);
        for (long count : new long[] {0, -1, 2, Long.MAX_VALUE}) {
            forge(file -> file.segment(0).putLong(HeapDescriptor.SEGMENTS, count));

            assertThat(SharedArena.repair(path()).problems()).contains("it has 1 segments and says " + count);

            assertIntact();
        }
    }

    @Test
    void shouldChangeNothingIfABlockIsUnknown() throws IOException {
        make(true);
        Handle<?> numbers = root("numbers");
        forge(file -> {
            file.segment(0).putInt((int) numbers.offset() + BlockDescriptor.SIZE, 12);
            poison(file);
        });
        byte[] before = Files.readAllBytes(data());

        RepairReport report = SharedArena.repair(path());

        assertThat(report.usable()).isFalse();
        assertThat(report.repairs()).isEmpty();
        assertThat(report.problems()).anyMatch(problem -> problem.contains("the header is not what was written"));
        assertThat(Files.readAllBytes(data())).isEqualTo(before);
        assertThatThrownBy(() -> SharedArena.open(path())).isInstanceOf(ArenaPoisonedException.class);
    }

    @Test
    void shouldNotTouchAFileWhoseHeadIsDamaged() throws IOException {
        make(true);
        try (ForgedFile forged = new ForgedFile(data())) {
            forged.flip(FileLayout.HEADER_UUID, 0);
            forged.write(0, FileLayout.PAGE);
        }
        assertThatThrownBy(() -> SharedArena.repair(path())).isInstanceOf(FileChecksumException.class);
    }

    @Test
    void shouldLeaveWhatSomebodyHasOpen() throws IOException {
        make(true);
        try (SharedArena words = SharedArena.open(path())) {
            assertThatThrownBy(() -> SharedArena.repair(path())).isInstanceOf(ArenaLockedOutException.class);
            assertThatThrownBy(() -> SharedArena.discard(path())).isInstanceOf(ArenaLockedOutException.class);
            assertThat(words.arena().isClosed()).isFalse();
        }
        assertIntact();
    }

    @Test
    void shouldLeaveNothingOfWhatIsDiscarded() throws IOException {
        make(true);

        SharedArena.discard(path());

        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> SharedArena.discard(path())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SharedArena.repair(path())).isInstanceOf(NoSuchFileException.class);
        assertThat(folder).isEmptyDirectory();
        make(true);
        assertIntact();
    }

    @Test
    void shouldSayWhatTheHeadOfAFileSays() throws IOException {
        make(true);

        FileInfo info = SharedArena.inspect(path());

        assertThat(info.path()).isEqualTo(data());
        assertThat(info.version()).isOne();
        assertThat(info.bytes()).isEqualTo(1 << 16);
        assertThat(info.maximumBytes()).isEqualTo(1 << 22);
        assertThat(info.segments()).isOne();
        assertThat(info.journalBytes()).isEqualTo(1 << 16);
        assertThat(info.fileBytes()).isEqualTo(Files.size(data()));
        assertThat(info.state()).isEqualTo("clean");
        assertThat(info.refusal()).isNull();
        assertThat(Objects.toString(info.uuid())).hasSize(36);
    }
}
