package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
import org.junit.jupiter.api.Test;

/** As {@link org.arenas.ViolationMessagesTest}: what concerns arenas in files. */
public class FileViolationMessagesTest {
    private static final String FILE = "prices.data";

    private static void assertText(
            ArenaFileException made, Class<? extends ArenaFileException> type, String text, Object... values) {
        assertThat(made).isExactlyInstanceOf(type).hasMessage(text, values);
        assertThat(made.path()).isEqualTo(Path.of(FILE));
    }

    @Test
    @Provoked.By(NotAnArenaFileException.class)
    void shouldSayThatAFileHoldsNoArena() {
        assertText(
                FileViolations.notAnArena(FILE, "it is a directory"),
                NotAnArenaFileException.class,
                "file holds no arena: path=prices.data, why=it is a directory;"
                        + " give the path of a file that an arena was created in");
        assertText(
                FileViolations.neverFinished(FILE),
                NotAnArenaFileException.class,
                "file of an arena was never finished: path=prices.data;"
                        + " wait if it is being created just now, else delete it and create it anew");
    }

    @Test
    @Provoked.By(ByteOrderException.class)
    void shouldSayThatAFileHasTheOtherByteOrder() {
        assertText(
                FileViolations.byteOrder(FILE, "4030201"),
                ByteOrderException.class,
                "file has the other byte order: path=prices.data, mark=4030201;"
                        + " create it anew: files of arenas are little-endian on every machine");
    }

    @Test
    @Provoked.By(NewerVersionException.class)
    void shouldSayThatAFileIsTooNew() {
        assertText(
                FileViolations.newerVersion(FILE, 2, 1),
                NewerVersionException.class,
                "file has a newer version: path=prices.data, version=2, known=1;"
                        + " open it with the version of the library that made it, or a later one");
    }

    @Test
    @Provoked.By(TruncatedFileException.class)
    void shouldSayThatAFileIsCutOff() {
        assertText(
                FileViolations.truncated(FILE, 4_096, 73_728),
                TruncatedFileException.class,
                "file is cut off: path=prices.data, bytes=4096, needed=73728;"
                        + " restore it from a copy, or discard it");
    }

    @Test
    @Provoked.By(FileChecksumException.class)
    void shouldSayWhatIsDamaged() {
        assertText(
                FileViolations.checksum(FILE, "header", "its checksum does not fit"),
                FileChecksumException.class,
                "file is damaged: path=prices.data, part=header, why=its checksum does not fit;"
                        + " restore it from a copy, or discard it");
    }

    @Test
    @Provoked.By(ArenaUncleanException.class)
    void shouldSayThatTheMachineStopped() {
        assertText(
                FileViolations.unclean(FILE, "it was open"),
                ArenaUncleanException.class,
                "arena is unclean, the machine stopped while it was in use: path=prices.data, why=it was open;"
                        + " repair it, or discard it");
    }

    @Test
    @Provoked.By(ArenaPoisonedException.class)
    void shouldSayThatAnArenaIsPoisoned() {
        assertText(
                FileViolations.poisoned(FILE),
                ArenaPoisonedException.class,
                "arena is poisoned, a process died while it changed it without a journal: path=prices.data;"
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
