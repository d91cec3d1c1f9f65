package org.arenas.offheap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.arenas.error.FileViolations;
import org.jspecify.annotations.Nullable;

/**
 * Who is alive, by locks on the bytes of NAME.live, which the operating system takes back when a process ends.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class LiveFile implements Liveness, AutoCloseable {
    /*
     * POSIX locks belong to a process and a file, not to a channel, and the first close of any channel of the file drops
     * them all. Hence one channel for all arenas of this JVM on one file, closed with the last of them, and nothing else
     * opens the file. Another class loader of the same JVM has channels of its own: it finds the mark that this one set
     * among the system properties, and is refused.
     *
     * Only tryLock: it does not wait, and an interrupt does not close the channel, as it would one that waits. Within the
     * JVM the JDK itself refuses a byte that is locked already, whoever locked it.
     */
    private static final String MARK = "org.arenas.live:";
    private static final String LOADER = UUID.randomUUID().toString();
    private static final Map<String, Shared> CHANNELS = new ConcurrentHashMap<>();

    /** A channel, and how many use it. */
    private record Shared(FileChannel channel, int users) {}

    private final String key;
    private final FileChannel channel;

    private LiveFile(String key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Opens the file, and makes it if there is none.
     *
     * @throws org.arenas.error.ArenaLockedOutException if another class loader of this JVM has it open
     */
    static LiveFile open(Path path) throws IOException {
        try {
            Disk.create(path);
        } catch (FileAlreadyExistsException e) {
            // Made by another arena before.
        }
        String key = key(path);
        try {
            Shared shared = CHANNELS.compute(
                    key,
                    (k, present) -> present == null
                            ? new Shared(first(path, k), 1)
                            : new Shared(present.channel, present.users + 1));
            return new LiveFile(key, shared.channel);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Names the file itself, whatever path leads to it, without opening it. */
    private static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath().toString() : key.toString();
    }

    /** Whether a path still leads to this file: it may have been discarded, and made anew. */
    boolean isAt(Path path) throws IOException {
        return Files.exists(path) && key(path).equals(key);
    }

    private static FileChannel first(Path path, String key) {
        Object other = System.getProperties().putIfAbsent(MARK + key, LOADER);
        if (other != null) {
            throw FileViolations.otherLoader(path.toString());
        }
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            System.getProperties().remove(MARK + key);
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable Claim tryClaim(int slot) {
        try {
            FileLock lock = channel.tryLock(slot - JOIN, 1, false);
            return lock == null ? null : () -> release(lock);
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("the operating system does not lock bytes of this file", e);
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No claim may be left. */
    @Override
    public void close() {
        CHANNELS.compute(key, (k, present) -> {
            if (present == null || present.users > 1) {
                return present == null ? null : new Shared(present.channel, present.users - 1);
            }
            try {
                present.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                System.getProperties().remove(MARK + k);
            }
            return null;
        });
    }
}
