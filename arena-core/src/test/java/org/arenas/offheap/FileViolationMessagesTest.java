package org.arenas.offheap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.arenas.Provoked;
import org.arenas.error.ArenaBusyException;
import org.arenas.error.ArenaFileException;
import org.arenas.error.ArenaInRecoveryException;
import org.arenas.error.ArenaLockedOutException;
import org.arenas.error.ArenaPoisonedException;
import org.arenas.error.ArenaUncleanException;
import org.arenas.error.ByteOrderException;
import org.arenas.error.FileChecksumException;
import org.arenas.error.FileViolations;
import org.arenas.error.NewerVersionException;
import org.arenas.error.NotAnArenaFileException;
import org.arenas.error.TruncatedFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link org.arenas.ViolationMessagesTest}: what concerns arenas in files. */
public class FileViolationMessagesTest {
    private static final String FILE = "prices.data";

    @TempDir
    Path folder;

    private ForgedFile forged;

    @BeforeEach
    void make() throws IOException {
        forged = ForgedFile.clean(folder.resolve(FILE));
    }

    @AfterEach
    void close() throws IOException {
        forged.close();
    }

    /** Asserts the text of what opening the file throws; %s of it is the path, which comes first. */
    private void assertRefused(
            Path path, BootId boot, Class<? extends ArenaFileException> type, String text, Object... values)
            throws IOException {
        Object[] all = Stream.concat(Stream.of(path), Stream.of(values)).toArray();
        ArenaFileException thrown = ForgedFile.open(path, boot);
        assertThat(thrown).isExactlyInstanceOf(type).hasMessage(text, all);
        assertThat(requireNonNull(thrown).path()).isEqualTo(path);
    }

    private void assertRefused(Class<? extends ArenaFileException> type, String text) throws IOException {
        forged.write(0, FileLayout.HEAD_BYTES);
        assertRefused(forged.path, BootId.current(), type, text);
    }

    private static void assertText(
            ArenaFileException made, Class<? extends ArenaFileException> type, String text, Object... values) {
        assertThat(made).isExactlyInstanceOf(type).hasMessage(text, values);
        assertThat(made.path()).isEqualTo(Path.of(FILE));
    }

    @Test
    @Provoked.By(NotAnArenaFileException.class)
    void shouldSayThatAFileHoldsNoArena() throws IOException {
        assertRefused(
                folder,
                BootId.current(),
                NotAnArenaFileException.class,
                "file holds no arena: path=%s, why=it is a directory;"
                        + " give the path of a file that an arena was created in");
        forged.head.putInt(FileLayout.HEADER_VERSION, 0);
        assertRefused(
                NotAnArenaFileException.class,
                "file of an arena was never finished: path=%s;"
                        + " wait if it is being created just now, else delete it and create it anew");
    }

    @Test
    @Provoked.By(ByteOrderException.class)
    void shouldSayThatAFileHasTheOtherByteOrder() throws IOException {
        forged.head.putInt(FileLayout.HEADER_MARK, 0x0D0C0B0A);
        assertRefused(
                ByteOrderException.class,
                "file has the other byte order: path=%s, mark=d0c0b0a;"
                        + " create it anew: files of arenas are little-endian on every machine");
    }

    @Test
    @Provoked.By(NewerVersionException.class)
    void shouldSayThatAFileIsTooNew() throws IOException {
        forged.head.putInt(FileLayout.HEADER_VERSION, 2);
        forged.sealHeader();
        assertRefused(
                NewerVersionException.class,
                "file has a newer version: path=%s, version=2, known=1;"
                        + " open it with the version of the library that made it, or a later one");
    }

    @Test
    @Provoked.By(TruncatedFileException.class)
    void shouldSayThatAFileIsCutOff() throws IOException {
        forged.resize(100_000);
        assertRefused(
                TruncatedFileException.class,
                "file is cut off: path=%s, bytes=100000, needed=147456; restore it from a copy, or discard it");
    }

    @Test
    @Provoked.By(FileChecksumException.class)
    void shouldSayWhatIsDamaged() throws IOException {
        forged.flip(FileLayout.HEADER_UUID, 0);
        assertRefused(
                FileChecksumException.class,
                "file is damaged: path=%s, part=header, why=its checksum does not fit;"
                        + " restore it from a copy, or discard it");
        forged.reset();
        forged.flip(FileLayout.metaPage(0), 0);
        forged.flip(FileLayout.metaPage(1), 0);
        assertRefused(
                FileChecksumException.class,
                "file is damaged: path=%s, part=meta pages, why=neither of the two is what was written;"
                        + " restore it from a copy, or discard it");
    }

    @Test
    @Provoked.By(ArenaUncleanException.class)
    void shouldSayThatTheMachineStopped() throws IOException {
        ArenaFile file = ArenaFile.open(forged.path, false);
        file.markOpen();
        file.close(true);
        assertRefused(
                forged.path,
                ForgedFile.OTHER_BOOT,
                ArenaUncleanException.class,
                "arena is unclean, the machine stopped while it was in use: path=%s, why=it was open in boot %s;"
                        + " repair it, or discard it",
                BootId.current());
    }

    @Test
    @Provoked.By(ArenaPoisonedException.class)
    void shouldSayThatAnArenaIsPoisoned() throws IOException {
        ArenaFile file = ArenaFile.open(forged.path, false);
        file.poison();
        file.close(true);
        assertRefused(
                forged.path,
                BootId.current(),
                ArenaPoisonedException.class,
                "arena is poisoned, a process died while it changed it without a journal: path=%s;"
                        + " repair it, or discard it");
    }

    @Test
    @Provoked.By(ArenaInRecoveryException.class)
    void shouldSayWhoRecovers() {
        assertText(
                FileViolations.inRecovery(FILE, 17, "30.0 s"),
                ArenaInRecoveryException.class,
                "arena is in recovery: path=prices.data, pid=17, waited=30.0 s; try again later, or have more patience");
    }

    @Test
    @Provoked.By(ArenaLockedOutException.class)
    void shouldSayWhyNobodyIsLetIn() {
        assertText(
                FileViolations.noPlace(FILE, 64),
                ArenaLockedOutException.class,
                "too many processes have the arena open: path=prices.data, places=64; close it in one of them");
        assertText(
                FileViolations.openElsewhere(FILE, "repair", List.of(17L, 18L)),
                ArenaLockedOutException.class,
                "arena is open in other processes: path=prices.data, operation=repair, pids=[17, 18];"
                        + " close it in all of them first");
        assertText(
                FileViolations.closedForTool(FILE, "repair"),
                ArenaLockedOutException.class,
                "nobody may open the arena now: path=prices.data, operation=repair; wait until that is done");
    }

    @Test
    @Provoked.By(ArenaBusyException.class)
    void shouldSayWhichProcessHoldsTheArena() {
        assertText(
                FileViolations.busy(FILE, 17, "main", "Feed.run(Feed.java:10)", "31.2 s", "30.0 s", "reader"),
                ArenaBusyException.class,
                "arena is held by another process: path=prices.data, pid=17, holder=main, at=Feed.run(Feed.java:10),"
                        + " held=31.2 s, waited=30.0 s, caller=reader;"
                        + " have more patience, or let that process hold it for a shorter time");
    }
}
