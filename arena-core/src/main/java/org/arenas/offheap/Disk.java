package org.arenas.offheap;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.arenas.error.FileViolations;
import org.jspecify.annotations.Nullable;

/**
 * The file under an arena: what is done to it as a whole.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class Disk {
    /*
     * An interrupt closes the channel that a thread is using, in the middle of what it does. So whatever may take long is done
     * without one; for the rest, each attempt has a channel of its own, and the interrupt is kept for whoever waits for it.
     * No file stays open: opening it again by name might find another one, if somebody has renamed the first, so its key is
     * compared each time.
     */
    private static final int ZEROS = 64 * 1024;

    /** There, forcing what is mapped leaves it in the drive's own memory. */
    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");

    private final Path path;
    private final @Nullable Object key;

    private Disk(Path path, @Nullable Object key) {
        this.path = path;
        this.key = key;
    }

    /** Makes a file that only its owner may read and write. */
    static Disk create(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        Files.createFile(path, isPosix(path) ? ownerOnly() : new FileAttribute<?>[0]);
        return new Disk(path, attributes(path).fileKey());
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] ownerOnly() {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /**
     * Finds a file.
     *
     * @throws org.arenas.error.NotAnArenaFileException if it is a directory, a device or the like
     */
    static Disk open(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        BasicFileAttributes attributes = attributes(path);
        if (!attributes.isRegularFile()) {
            String what = attributes.isDirectory() ? "it is a directory" : "it is no regular file";
            throw FileViolations.notAnArena(path.toString(), what);
        }
        return new Disk(path, attributes.fileKey());
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** {@return the path, for messages} */
    String label() {
        return path.toString();
    }

    // ---------------------------------------------------------------- bytes

    long size() throws IOException {
        return attributes().size();
    }

    /** {@return the first bytes of the file, or as many as there are; little-endian} */
    ByteBuffer first(int bytes) throws IOException {
        try (RandomAccessFile file = file("r")) {
            byte[] read = new byte[(int) Math.min(bytes, file.length())];
            file.readFully(read);
            return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    void write(long offset, byte[] bytes) throws IOException {
        try (RandomAccessFile file = file("rw")) {
            file.seek(offset);
            file.write(bytes);
        }
    }

    /** Writes zeros, and has them reach the disk; behind its end, the file grows by them. */
    void zero(long offset, long length) throws IOException {
        byte[] zeros = new byte[ZEROS];
        try (RandomAccessFile file = file("rw")) {
            file.seek(offset);
            for (long rest = length; rest > 0; rest -= ZEROS) {
                file.write(zeros, 0, (int) Math.min(ZEROS, rest));
            }
            file.getFD().sync();
        }
    }

    /** Takes the end off. */
    void truncate(long length) throws IOException {
        try (RandomAccessFile file = file("rw")) {
            file.setLength(length);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private RandomAccessFile file(String mode) throws IOException {
        attributes();
        return new RandomAccessFile(path.toFile(), mode);
    }

    /** Of the file that this was made for. */
    private BasicFileAttributes attributes() throws IOException {
        BasicFileAttributes attributes = attributes(path);
        if (!Objects.equals(attributes.fileKey(), key)) {
            throw new IOException("file was replaced: path=" + path + "; close the arena, and open it again");
        }
        return attributes;
    }

    // ---------------------------------------------------------------- memory

    /** Maps a part of the file, which is there. */
    MappedByteBuffer map(MapMode mode, long offset, int length) throws IOException {
        attributes();
        Set<OpenOption> options = mode == MapMode.READ_ONLY ? Set.of(READ) : Set.of(READ, WRITE);
        return uninterrupted(path, options, channel -> channel.map(mode, offset, length));
    }

    /** Has what was changed in a mapped part reach the disk. */
    void force(MappedByteBuffer mapped, int from, int length) throws IOException {
        try {
            mapped.force(from, length);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (MAC) {
            try (RandomAccessFile file = file("rw")) {
                file.getFD().sync();
            }
        }
    }

    /** Has the name of the file reach the disk, where a directory can be opened for that. */
    void forceDirectory() throws IOException {
        Path directory = Objects.requireNonNull(path.getParent(), "a file has a directory");
        if (isPosix(path)) {
            uninterrupted(directory, Set.of(READ), channel -> {
                channel.force(true);
                return directory;
            });
        }
    }

    /** What is done with a channel; may be done more than once. */
    private interface Work<T> {
        T on(FileChannel channel) throws IOException;
    }

    private static <T> T uninterrupted(Path path, Set<OpenOption> options, Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(path, options)) {
                    return work.on(channel);
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
