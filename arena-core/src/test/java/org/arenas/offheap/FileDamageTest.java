package org.arenas.offheap;

import static org.arenas.offheap.ForgedFile.OTHER_BOOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaFileException;
import org.arenas.error.ArenaPoisonedException;
import org.arenas.error.ArenaUncleanException;
import org.arenas.error.ByteOrderException;
import org.arenas.error.FileChecksumException;
import org.arenas.error.NewerVersionException;
import org.arenas.error.NotAnArenaFileException;
import org.arenas.error.TruncatedFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is opened is what was written, or an exception that says what is wrong; each bit, each page, each value. */
@Timeout(60)
class FileDamageTest {
    private static final int META_USED = MetaPage.usedBytes(3);

    @TempDir
    Path folder;

    private ForgedFile forged;

    @BeforeEach
    void make() throws IOException {
        forged = ForgedFile.clean(folder.resolve("prices.data"));
    }

    @AfterEach
    void close() throws IOException {
        forged.close();
    }

    private void assertRefused(Class<? extends ArenaFileException> type) throws IOException {
        assertThat(forged.open(BootId.current())).isExactlyInstanceOf(type);
    }

    // ---------------------------------------------------------------- bits

    @Test
    void shouldNoticeEachBitOfTheHeader() throws IOException {
        forged.assertIntact();
        for (int at = 0; at < FileLayout.PAGE; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                forged.flip(at, bit);
                forged.write(at, at + 1);
                ArenaFileException thrown = forged.open(BootId.current());
                boolean magic = at < FileLayout.HEADER_VERSION;
                boolean version = at == FileLayout.HEADER_VERSION && bit == 0;
                assertThat(thrown)
                        .as("bit %s of byte %s", bit, at)
                        .isExactlyInstanceOf(
                                magic || version ? NotAnArenaFileException.class : FileChecksumException.class);
                forged.restore(at, at + 1);
            }
        }
        forged.assertIntact();
    }

    @Test
    void shouldUseTheOtherPageIfABitOfOneIsWrong() throws IOException {
        assertThat(newest().state()).isEqualTo(FileState.CLEAN);
        for (int page = 0; page < FileLayout.META_PAGES; page++) {
            boolean counts = page == placeOfNewest();
            for (int at = FileLayout.metaPage(page); at < FileLayout.metaPage(page) + META_USED; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    forged.flip(at, bit);
                    forged.write(at, at + 1);
                    forged.assertIntact();
                    // The other one says that the arena was open, and nothing of what came later.
                    ArenaFileException afterAnotherStart = forged.open(OTHER_BOOT);
                    if (counts) {
                        assertThat(afterAnotherStart).isExactlyInstanceOf(ArenaUncleanException.class);
                    } else {
                        assertThat(afterAnotherStart).isNull();
                    }
                    forged.restore(at, at + 1);
                }
            }
        }
    }

    @Test
    void shouldNotForgetThatAnArenaIsPoisonedForABit() throws IOException {
        ArenaFile file = ArenaFile.open(forged.path, false);
        file.poison();
        file.close(true);
        try (ForgedFile poisoned = new ForgedFile(forged.path)) {
            for (int page = 0; page < FileLayout.META_PAGES; page++) {
                for (int at = FileLayout.metaPage(page); at < FileLayout.metaPage(page) + META_USED; at++) {
                    for (int bit = 0; bit < Byte.SIZE; bit++) {
                        poisoned.flip(at, bit);
                        poisoned.write(at, at + 1);
                        assertRefused(ArenaPoisonedException.class);
                        poisoned.restore(at, at + 1);
                    }
                }
            }
        }
    }

    /** All of both meta pages, in memory, through what {@link ArenaFile} reads them with. */
    @Test
    void shouldReadTheSameWhateverBitBehindTheExtentsIsWrong() {
        MetaPages pages = new MetaPages(
                "in memory",
                FileHeader.decode("in memory", forged.head.duplicate().order(forged.head.order())),
                new UnsafeBuffer(forged.head.array()));
        MetaPage whole = pages.newest();
        int changed = 0;
        for (int at = FileLayout.PAGE; at < FileLayout.HEAD_BYTES; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                forged.flip(at, bit);
                if (!pages.newest().equals(whole)) {
                    changed++;
                    assertThat(pages.newest().extents()).isEqualTo(whole.extents());
                    assertThat(pages.newest().number()).isEqualTo(whole.number() - 1);
                }
                forged.flip(at, bit);
            }
        }
        assertThat(changed).isEqualTo(META_USED * Byte.SIZE);
    }

    // ---------------------------------------------------------------- length

    @Test
    void shouldNoticeThatTheEndIsMissing() throws IOException {
        int whole = forged.original.length;
        for (int page = whole / FileLayout.PAGE; page >= 0; page--) {
            for (int length = page * FileLayout.PAGE + 1; length >= page * FileLayout.PAGE - 1; length--) {
                if (length >= 0 && length < whole) {
                    forged.resize(length);
                    assertRefused(
                            length < FileLayout.PAGE ? NotAnArenaFileException.class : TruncatedFileException.class);
                }
            }
        }
        forged.restoreAll();
        forged.resize(whole + 5_000);
        forged.assertIntact();
    }

    @Test
    void shouldNotTakeAnythingElseForAFile() throws IOException {
        Path other = folder.resolve("other");
        Files.createDirectory(other);
        assertNotAnArena(other, "it is a directory");
        assertNotAnArena(Path.of("/dev/zero"), "it is no regular file");
        Files.write(folder.resolve("empty"), new byte[0]);
        assertNotAnArena(folder.resolve("empty"), "its 0 bytes are no header");
        Files.write(folder.resolve("zeros"), new byte[1 << 18]);
        assertNotAnArena(folder.resolve("zeros"), "it does not begin with the magic word");
    }

    private static void assertNotAnArena(Path path, String why) throws IOException {
        assertThat(ForgedFile.open(path, BootId.current()))
                .isExactlyInstanceOf(NotAnArenaFileException.class)
                .hasMessageContaining(why);
    }

    // ---------------------------------------------------------------- values, with their checksums

    @Test
    void shouldRefuseHeadersThatMakeNoSense() throws IOException {
        assertHeaderRefused(NotAnArenaFileException.class, () -> forged.head.putInt(FileLayout.HEADER_VERSION, 0));
        for (int version : new int[] {2, 1 << 24, -1, Integer.MIN_VALUE}) {
            assertHeaderRefused(
                    NewerVersionException.class, () -> forged.head.putInt(FileLayout.HEADER_VERSION, version));
        }
        int reversed = Integer.reverseBytes(FileLayout.MARK);
        assertHeaderRefused(ByteOrderException.class, () -> forged.head.putInt(FileLayout.HEADER_MARK, reversed));
        assertHeaderRefused(FileChecksumException.class, () -> forged.head.putInt(FileLayout.HEADER_MARK, 0));
        for (int value : new int[] {0, 2, -1, 4_096}) {
            assertHeaderRefused(
                    FileChecksumException.class, () -> forged.head.putInt(FileLayout.HEADER_META_BYTES, value));
        }
        assertHeaderRefused(FileChecksumException.class, () -> forged.head.putInt(FileLayout.HEADER_FLAGS, 3));
        // The flag and the extents do not go together.
        assertHeaderRefused(FileChecksumException.class, () -> forged.head.putInt(FileLayout.HEADER_FLAGS, 0));
        for (long value : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 4_096, 8_193, (1L << 42) + 4_096}) {
            assertHeaderRefused(
                    FileChecksumException.class, () -> forged.head.putLong(FileLayout.HEADER_FIRST_EXTENT, value));
            assertHeaderRefused(FileChecksumException.class, () -> forged.head.putLong(FileLayout.HEADER_BYTES, value));
            assertHeaderRefused(
                    FileChecksumException.class, () -> forged.head.putLong(FileLayout.HEADER_MAXIMUM, value));
        }
        forged.assertIntact();
    }

    private void assertHeaderRefused(Class<? extends ArenaFileException> type, Runnable change) throws IOException {
        change.run();
        forged.sealHeader();
        forged.write(0, FileLayout.PAGE);
        assertRefused(type);
        forged.restore(0, FileLayout.PAGE);
    }

    @Test
    void shouldNotUseMetaPagesThatMakeNoSense() throws IOException {
        int first = FileLayout.META_EXTENTS;
        ByteBuffer head = forged.head;
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, 0));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, -1));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, Integer.MAX_VALUE));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, FileLayout.MOST_EXTENTS));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, FileLayout.MOST_EXTENTS + 1));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_COUNT, 1));
        assertMetaUnused(at -> head.putLong(at + FileLayout.META_NUMBER, 0));
        assertMetaUnused(at -> head.putLong(at + FileLayout.META_NUMBER, Long.MIN_VALUE));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_STATE, 3));
        assertMetaUnused(at -> head.putInt(at + FileLayout.META_STATE, -1));
        // Extents: without a kind, of an unknown one, without a page, of more than 1 GiB, no segment, no journal.
        for (int extent : new int[] {0, 1, 3 << 24 | 1, -1, 1 << 24, 1 << 24 | 0x40001, 1 << 24 | 0xFFFFFF}) {
            assertMetaUnused(at -> head.putInt(at + first + 4, extent));
        }
        assertMetaUnused(at -> head.putInt(at + first + 4, 1 << 24 | 1));
        assertMetaUnused(at -> head.putInt(at + first + 4, 1 << 24 | 256));
        assertMetaUnused(at -> head.putInt(at + first, 1 << 24 | 16));
        assertMetaUnused(at -> head.putInt(at + first + 4, 2 << 24 | 1).putInt(at + first + 8, 2 << 24 | 1));
    }

    private void assertMetaUnused(IntConsumer change) throws IOException {
        int one = FileLayout.metaPage(0);
        int other = FileLayout.metaPage(1);
        change.accept(one);
        forged.sealMeta(0);
        forged.write(one, other);
        forged.assertIntact();

        change.accept(other);
        forged.sealMeta(1);
        forged.write(other, FileLayout.HEAD_BYTES);
        assertRefused(FileChecksumException.class);
        forged.restore(one, FileLayout.HEAD_BYTES);
    }

    @Test
    void shouldNeverMapMoreThanThereIs() throws IOException {
        for (int page = 0; page < FileLayout.META_PAGES; page++) {
            int at = FileLayout.metaPage(page);
            for (int i = 0; i < FileLayout.MOST_EXTENTS; i++) {
                forged.head.putInt(at + FileLayout.META_EXTENTS + i * Integer.BYTES, (i == 0 ? 1 : 2) << 24 | 1 << 18);
            }
            forged.head.putInt(at + FileLayout.META_COUNT, FileLayout.MOST_EXTENTS);
            forged.sealMeta(page);
        }
        forged.head.putLong(FileLayout.HEADER_MAXIMUM, 1L << 42);
        forged.sealHeader();
        forged.write(0, FileLayout.HEAD_BYTES);

        assertThat(forged.open(BootId.current()))
                .isExactlyInstanceOf(TruncatedFileException.class)
                .hasMessageContaining("needed=" + (FileLayout.HEAD_BYTES + ((long) FileLayout.MOST_EXTENTS << 30)));
    }

    private MetaPage newest() throws IOException {
        ArenaFile file = ArenaFile.load(forged.path, MapMode.READ_ONLY, BootId.current());
        MetaPage newest = file.meta();
        file.close(true);
        return newest;
    }

    private int placeOfNewest() throws IOException {
        long number = newest().number();
        return forged.head.getLong(FileLayout.metaPage(0) + FileLayout.META_NUMBER) == number ? 0 : 1;
    }
}
