package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.arenas.error.ArenaPoisonedException;
import org.arenas.error.ArenaUncleanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file is like, how it grows, and which states it goes through. */
@Timeout(60)
class ArenaFileTest {
    private static final FileOptions SMALL = FileOptions.of(8_192).maximum(1 << 20);
    private static final BootId OTHER_BOOT = new BootId(1, 2);

    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("prices.data");
    }

    // ---------------------------------------------------------------- making

    @Test
    void shouldMakeAFileOfZeros() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);

        assertThat(file.header().bytes()).isEqualTo(8_192);
        assertThat(file.header().maximum()).isEqualTo(1 << 20);
        assertThat(file.header().journal()).isTrue();
        assertThat(file.meta().state()).isEqualTo(FileState.OPEN);
        assertThat(file.meta().boot()).isEqualTo(BootId.current());
        assertThat(file.segments()).isEqualTo(1);
        assertThat(file.segment(0).capacity()).isEqualTo(8_192);
        assertThat(file.journals()).isEqualTo(1);
        assertThat(file.journal(0).capacity()).isEqualTo(1 << 16);
        assertThat(Files.size(data())).isEqualTo(FileLayout.HEAD_BYTES + (1 << 16) + 8_192);
        byte[] extents = Files.readAllBytes(data());
        assertThat(Arrays.copyOfRange(extents, FileLayout.HEAD_BYTES, extents.length))
                .containsOnly(0);
        file.close(true);
    }

    @Test
    void shouldMakeExtentsOfTheSizesThatWereAskedFor() {
        assertThat(Extent.first(FileOptions.of(9_000).journal(false)))
                .containsExactly(new Extent(Extent.Kind.SEGMENT, 3));
        assertThat(Extent.first(FileOptions.of(1 << 20)))
                .containsExactly(new Extent(Extent.Kind.JOURNAL, 32), new Extent(Extent.Kind.SEGMENT, 256));
        assertThat(Extent.first(FileOptions.of((2L << 30) + 1)))
                .containsExactly(
                        new Extent(Extent.Kind.JOURNAL, 4_096),
                        new Extent(Extent.Kind.SEGMENT, 1 << 18),
                        new Extent(Extent.Kind.SEGMENT, 1 << 18),
                        new Extent(Extent.Kind.SEGMENT, 1));
    }

    @Test
    void shouldMakeAFileForItsOwnerOnly() throws IOException {
        ArenaFile.create(data(), SMALL).close(true);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldLeaveAFileThatIsThere() throws IOException {
        Files.writeString(data(), "precious");

        assertThatThrownBy(() -> ArenaFile.create(data(), SMALL)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(data()).hasContent("precious");
    }

    @Test
    void shouldLeaveNothingBehindIfTheContentFails() {
        assertThatThrownBy(() -> ArenaFile.create(data(), SMALL, file -> {
                    throw new IllegalArgumentException("no content");
                }))
                .hasMessage("no content");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldNotBeOpenedBeforeItsContentIsThere() throws IOException {
        ArenaFile made = ArenaFile.create(data(), SMALL, file -> {
            assertThatThrownBy(() -> ArenaFile.open(data(), false)).hasMessageContaining("was never finished");
            file.segment(0).putLong(HeapDescriptor.SALT, 42);
        });
        made.close(true);

        ArenaFile opened = ArenaFile.open(data(), true);
        assertThat(opened.segment(0).getLong(HeapDescriptor.SALT)).isEqualTo(42);
        opened.close(true);
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        assertThatThrownBy(() -> ArenaFile.open(data(), false)).isInstanceOf(NoSuchFileException.class);
    }

    // ---------------------------------------------------------------- opening

    @Test
    void shouldShowEachOtherWhatIsWritten() throws IOException {
        ArenaFile one = ArenaFile.create(data(), SMALL);
        ArenaFile other = ArenaFile.open(data(), false);
        ArenaFile reader = ArenaFile.open(data(), true);

        one.segment(0).putLong(4_096, 42);
        other.journal(0).putLong(8, 43);

        assertThat(reader.segment(0).getLong(4_096)).isEqualTo(42);
        assertThat(one.journal(0).getLong(8)).isEqualTo(43);
        assertThat(other.header()).isEqualTo(one.header());
        for (ArenaFile file : List.of(one, other, reader)) {
            file.close(true);
        }
    }

    @Test
    void shouldKeepNobodyWaitingAfterClose() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        file.close(true);
        file.close(true);

        assertThatIllegalStateException().isThrownBy(file::meta);
        assertThatIllegalStateException().isThrownBy(file::refresh);
        assertThatIllegalStateException().isThrownBy(file::markOpen);
        assertThatThrownBy(() -> file.segment(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(file.segments()).isZero();
    }

    @Test
    void shouldLeaveTheMemoryToTheCollectorIfToldTo() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        var segment = file.segment(0);
        file.close(false);

        assertThat(segment.getLong(0)).isZero();
    }

    @Test
    void shouldNotWriteWhatWasOpenedForReading() throws IOException {
        ArenaFile.create(data(), SMALL).close(true);
        ArenaFile reader = ArenaFile.open(data(), true);

        assertThatIllegalStateException().isThrownBy(reader::markOpen);
        assertThatIllegalStateException().isThrownBy(() -> reader.markClean(0));
        assertThatIllegalStateException().isThrownBy(reader::poison);
        assertThatIllegalStateException().isThrownBy(reader::clearPoison);
        assertThatIllegalStateException().isThrownBy(() -> reader.addSegment(4_096));
        reader.close(true);
    }

    @Test
    void shouldOpenAFileThatMayOnlyBeRead() throws IOException {
        ArenaFile.create(data(), SMALL).close(true);
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("r--------"));

        ArenaFile reader = ArenaFile.open(data(), true);

        assertThat(reader.segments()).isEqualTo(1);
        reader.close(true);
    }

    // ---------------------------------------------------------------- growth

    @Test
    void shouldShowEachOtherWhatIsAdded() throws IOException {
        ArenaFile one = ArenaFile.create(data(), SMALL);
        ArenaFile other = ArenaFile.open(data(), false);
        ArenaFile reader = ArenaFile.open(data(), true);

        assertThat(one.addSegment(5_000)).isEqualTo(1);
        assertThat(one.addJournal(1 << 16)).isEqualTo(1);
        one.segment(1).putLong(0, 42);

        assertThat(other.segments()).isEqualTo(1);
        // Grows on from what it had not seen yet.
        assertThat(other.addSegment(12_288)).isEqualTo(2);
        other.segment(2).putLong(0, 43);

        for (ArenaFile file : List.of(one, reader)) {
            assertThat(file.refresh()).isTrue();
            assertThat(file.refresh()).isFalse();
            assertThat(file.segments()).isEqualTo(3);
            assertThat(file.journals()).isEqualTo(2);
            assertThat(file.segment(1).capacity()).isEqualTo(8_192);
            assertThat(file.segment(1).getLong(0)).isEqualTo(42);
            assertThat(file.segment(2).getLong(0)).isEqualTo(43);
        }
        assertThat(Files.size(data())).isEqualTo(one.meta().fileBytes());
        for (ArenaFile file : List.of(one, other, reader)) {
            file.close(true);
        }
    }

    @Test
    void shouldAddZerosWhereADeadProcessHadBegunToGrow() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        Files.write(data(), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        file.addSegment(4_096);

        assertThat(file.segment(1).getLong(0)).isZero();
        file.close(true);
        ArenaFile.open(data(), false).close(true);
    }

    @Test
    void shouldNotGrowBeyondItsMaximum() throws IOException {
        ArenaFile file =
                ArenaFile.create(data(), FileOptions.of(8_192).maximum(16_384).journal(false));
        file.addSegment(8_192);
        long bytes = Files.size(data());

        assertThatIllegalArgumentException().isThrownBy(() -> file.addSegment(4_096));
        assertThatIllegalArgumentException().isThrownBy(() -> file.addJournal(4_096));
        assertThatIllegalArgumentException().isThrownBy(() -> file.addSegment(0));
        assertThatIllegalArgumentException().isThrownBy(() -> file.addSegment((1L << 30) + 1));

        assertThat(Files.size(data())).isEqualTo(bytes);
        assertThat(file.segments()).isEqualTo(2);
        file.close(true);
    }

    @Test
    void shouldNotTouchAnotherFileOfItsName() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        Files.move(data(), folder.resolve("old.data"));
        Files.writeString(data(), "another");

        assertThatThrownBy(() -> file.addSegment(4_096)).hasMessageContaining("file was replaced");

        assertThat(data()).hasContent("another");
        assertThat(file.segments()).isEqualTo(1);
        file.close(true);
    }

    // ---------------------------------------------------------------- state

    @Test
    void shouldGoThroughItsStates() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        long number = file.meta().number();

        file.markOpen();
        assertThat(file.meta().number()).isEqualTo(number);

        file.markClean(4);
        assertThat(file.meta().state()).isEqualTo(FileState.CLEAN);
        assertThat(file.meta().sequence()).isEqualTo(4);
        file.markOpen();
        assertThat(file.meta().state()).isEqualTo(FileState.OPEN);

        file.poison();
        assertThat(file.meta().state()).isEqualTo(FileState.POISONED);
        assertThatThrownBy(file::markOpen).isInstanceOf(ArenaPoisonedException.class);
        assertThatThrownBy(() -> file.markClean(6)).isInstanceOf(ArenaPoisonedException.class);
        assertThatThrownBy(() -> ArenaFile.open(data(), false)).isInstanceOf(ArenaPoisonedException.class);

        file.clearPoison();
        assertThat(file.meta().state()).isEqualTo(FileState.OPEN);
        assertThat(file.meta().number()).isGreaterThan(number);
        file.close(true);
        ArenaFile.open(data(), false).close(true);
    }

    /** A state, the sequence of the arena, whether the machine was started anew: may it be used? */
    @Test
    void shouldRefuseWhatTheMachineMayHaveLost() throws IOException {
        ArenaFile file = ArenaFile.create(data(), SMALL);
        file.checkState();
        try (Opened later = new Opened(OTHER_BOOT)) {
            assertThatThrownBy(later.file::checkState)
                    .isInstanceOf(ArenaUncleanException.class)
                    .hasMessageContaining("it was open in boot " + BootId.current());
        }

        file.segment(0).putLong(HeapDescriptor.SEQUENCE, 6);
        file.markClean(6);
        try (Opened later = new Opened(OTHER_BOOT)) {
            later.file.checkState();
        }

        file.segment(0).putLong(HeapDescriptor.SEQUENCE, 8);
        file.checkState();
        try (Opened later = new Opened(OTHER_BOOT)) {
            assertThatThrownBy(later.file::checkState)
                    .isInstanceOf(ArenaUncleanException.class)
                    .hasMessageContaining("it was clean at sequence 6 and has 8");
            later.file.clearPoison();
            later.file.checkState();
            later.file.markClean(8);
        }
        file.checkState();
        file.close(true);
    }

    private final class Opened implements AutoCloseable {
        final ArenaFile file;

        Opened(BootId boot) throws IOException {
            this.file = ArenaFile.load(data(), MapMode.READ_WRITE, boot);
        }

        @Override
        public void close() {
            file.close(true);
        }
    }

    @Test
    void shouldNameTheBootTheSameEachTime() throws IOException {
        assertThat(BootId.current()).isEqualTo(BootId.current()).isNotEqualTo(OTHER_BOOT);
        Path linux = Path.of("/proc/sys/kernel/random/boot_id");
        if (Files.exists(linux)) {
            assertThat(BootId.current()).hasToString(Files.readString(linux).strip());
        }
    }

    // ---------------------------------------------------------------- interrupts

    @Test
    void shouldNotMindAnInterrupt() throws IOException {
        Thread.currentThread().interrupt();
        ArenaFile file = ArenaFile.create(data(), SMALL);
        file.addSegment(4_096);
        file.addJournal(4_096);
        file.markClean(0);
        file.markOpen();
        file.poison();
        file.clearPoison();
        ArenaFile other = ArenaFile.open(data(), false);
        ArenaFile reader = ArenaFile.open(data(), true);
        other.addSegment(4_096);
        assertThat(file.refresh()).isTrue();
        assertThat(reader.refresh()).isTrue();
        for (ArenaFile each : List.of(file, other, reader)) {
            each.close(true);
        }

        assertThat(Thread.interrupted()).isTrue();
    }
}
