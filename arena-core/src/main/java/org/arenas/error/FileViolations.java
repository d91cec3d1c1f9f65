package org.arenas.error;

import java.util.List;

/** Makes the exceptions that concern arenas in files, as {@link Violations} makes all others. For the library's own use. */
public final class FileViolations {
    private FileViolations() {}

    // ---------------------------------------------------------------- at opening: the bytes

    /**
     * A file of something else.
     *
     * @param path the file
     * @param why how that is seen
     * @return the exception, to be thrown
     */
    public static NotAnArenaFileException notAnArena(String path, String why) {
        return new NotAnArenaFileException(
                "file holds no arena: path=" + path + ", why=" + why
                        + "; give the path of a file that an arena was created in",
                path);
    }

    /**
     * A file whose creator has not come to an end.
     *
     * @param path the file
     * @return the exception, to be thrown
     */
    public static NotAnArenaFileException neverFinished(String path) {
        return new NotAnArenaFileException(
                "file of an arena was never finished: path=" + path
                        + "; wait if it is being created just now, else delete it and create it anew",
                path);
    }

    /**
     * A file of the other byte order.
     *
     * @param path the file
     * @param mark its mark, as it reads here
     * @return the exception, to be thrown
     */
    public static ByteOrderException byteOrder(String path, String mark) {
        return new ByteOrderException(
                "file has the other byte order: path=" + path + ", mark=" + mark
                        + "; create it anew: files of arenas are little-endian on every machine",
                path);
    }

    /**
     * A file of the future.
     *
     * @param path the file
     * @param version its version
     * @param known the latest version that can be read
     * @return the exception, to be thrown
     */
    public static NewerVersionException newerVersion(String path, long version, long known) {
        return new NewerVersionException(
                "file has a newer version: path=" + path + ", version=" + version + ", known=" + known
                        + "; open it with the version of the library that made it, or a later one",
                path);
    }

    /**
     * A file that ends too early.
     *
     * @param path the file
     * @param bytes how long it is
     * @param needed how long it says it is
     * @return the exception, to be thrown
     */
    public static TruncatedFileException truncated(String path, long bytes, long needed) {
        return new TruncatedFileException(
                "file is cut off: path=" + path + ", bytes=" + bytes + ", needed=" + needed
                        + "; restore it from a copy, or discard it",
                path);
    }

    /**
     * A file whose head is damaged.
     *
     * @param path the file
     * @param part which part of the head
     * @param why how that is seen
     * @return the exception, to be thrown
     */
    public static FileChecksumException checksum(String path, String part, String why) {
        return new FileChecksumException(
                "file is damaged: path=" + path + ", part=" + part + ", why=" + why
                        + "; restore it from a copy, or discard it",
                path);
    }

    // ---------------------------------------------------------------- at opening: the state

    /**
     * An arena that was open when the machine stopped.
     *
     * @param path the file
     * @param why how that is seen
     * @return the exception, to be thrown
     */
    public static ArenaUncleanException unclean(String path, String why) {
        return new ArenaUncleanException(
                "arena is unclean, the machine stopped while it was in use: path=" + path + ", why=" + why
                        + "; repair it, or discard it",
                path);
    }

    /**
     * An arena that a dead process left half changed.
     *
     * @param path the file
     * @return the exception, to be thrown
     */
    public static ArenaPoisonedException poisoned(String path) {
        return new ArenaPoisonedException(
                "arena is poisoned, a process died while it changed it without a journal: path=" + path
                        + "; repair it, or discard it",
                path);
    }

    // ---------------------------------------------------------------- other processes

    /**
     * An arena whose recovery by another process takes long.
     *
     * @param path the file
     * @param pid the process that recovers it
     * @param waited for how long
     * @return the exception, to be thrown
     */
    public static ArenaInRecoveryException inRecovery(String path, long pid, String waited) {
        return new ArenaInRecoveryException(
                "arena is in recovery: path=" + path + ", pid=" + pid + ", waited=" + waited
                        + "; try again later, or have more patience",
                path);
    }

    /**
     * A file that as many processes have open as can.
     *
     * @param path the file
     * @param places for how many there is room
     * @return the exception, to be thrown
     */
    public static ArenaLockedOutException noPlace(String path, int places) {
        return new ArenaLockedOutException(
                "too many processes have the arena open: path=" + path + ", places=" + places
                        + "; close it in one of them",
                path);
    }

    /**
     * A file that must be closed for what is asked, and is not.
     *
     * @param path the file
     * @param operation what was asked
     * @param pids the processes that have it open
     * @return the exception, to be thrown
     */
    public static ArenaLockedOutException openElsewhere(String path, String operation, List<?> pids) {
        return new ArenaLockedOutException(
                "arena is open in other processes: path=" + path + ", operation=" + operation + ", pids=" + pids
                        + "; close it in all of them first",
                path);
    }

    /**
     * A file that a tool has for itself.
     *
     * @param path the file
     * @param operation what is being done to it
     * @return the exception, to be thrown
     */
    public static ArenaLockedOutException closedForTool(String path, String operation) {
        return new ArenaLockedOutException(
                "nobody may open the arena now: path=" + path + ", operation=" + operation
                        + "; wait until that is done",
                path);
    }

    /**
     * A file that this process has open already, by other classes.
     *
     * @param path the file that says who is alive
     * @return the exception, to be thrown
     */
    public static ArenaLockedOutException otherLoader(String path) {
        return new ArenaLockedOutException(
                "arena is open through another class loader of this JVM: path=" + path
                        + "; open it with the classes of one loader, for the locks of a file are those of the process",
                path);
    }

    /**
     * An arena that a live process holds for long.
     *
     * @param path the file
     * @param pid the process
     * @param holder which thread of it
     * @param at where that acquired it
     * @param held for how long it has held it
     * @param waited for how long the caller has waited
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ArenaBusyException busy(
            String path, long pid, String holder, String at, String held, String waited, String caller) {
        return new ArenaBusyException(
                "arena is held by another process: path=" + path + ", pid=" + pid + ", holder=" + holder + ", at=" + at
                        + ", held=" + held + ", waited=" + waited + ", caller=" + caller
                        + "; have more patience, or let that process hold it for a shorter time",
                path);
    }

    /**
     * R7: an exclusive borrow of a file that was opened for reading.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static AccessModeException openedReadOnly(String arena, String caller) {
        return new AccessModeException("file was opened read-only: arena=" + arena + ", caller=" + caller
                + "; open it for writing, or borrow it shared");
    }
}
