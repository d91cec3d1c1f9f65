package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaFileException;
import org.jspecify.annotations.Nullable;

/** The file of a small arena, with bytes that no library wrote. What is changed is what differs from the original. */
final class ForgedFile implements AutoCloseable {
    static final BootId OTHER_BOOT = new BootId(1, 2);

    final Path path;
    final byte[] original;

    /** The head as it is to be written. */
    final ByteBuffer head;

    private final FileChannel channel;
    private List<int[]> changed = List.of();

    /** Of what is in a file now, with two segments and a journal. */
    ForgedFile(Path path) throws IOException {
        this.path = path;
        this.original = Files.readAllBytes(path);
        this.head = ByteBuffer.allocate(FileLayout.HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        reset();
    }

    /** Makes an arena that was closed in good order, at sequence 6. */
    static ForgedFile clean(Path path) throws IOException {
        ArenaFile file = ArenaFile.create(path, FileOptions.of(8_192).maximum(1 << 20));
        file.addSegment(4_096);
        for (int i = 0; i < file.segments(); i++) {
            file.segment(i).setMemory(0, file.segment(i).capacity(), (byte) 7);
        }
        file.segment(0).putLong(HeapDescriptor.SEQUENCE, 6);
        file.markClean(6);
        file.close(true);
        return new ForgedFile(path);
    }

    // ---------------------------------------------------------------- forging

    /** Makes {@link #head} what the original has. */
    void reset() {
        head.put(0, original, 0, FileLayout.HEAD_BYTES);
    }

    void flip(int at, int bit) {
        head.put(at, (byte) (head.get(at) ^ 1 << bit));
    }

    /** Computes the checksum of the header anew. */
    void sealHeader() {
        head.putInt(FileLayout.HEADER_CHECKSUM, crc(0, FileLayout.HEADER_CHECKSUM));
    }

    /** Computes the checksum of a meta page anew, if the number of its extents allows that. */
    void sealMeta(int index) {
        int at = FileLayout.metaPage(index);
        int bytes = MetaPage.usedBytes(head.getInt(at + FileLayout.META_COUNT));
        if (bytes > 0) {
            head.putInt(at, crc(at + FileLayout.META_COUNT, bytes - FileLayout.META_COUNT));
        }
    }

    private int crc(int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(head.array(), at, length);
        return (int) crc.getValue();
    }

    /** Writes the bytes of the head that are about to be, from one up to another. */
    void write(int from, int to) throws IOException {
        write(head.array(), from, to);
    }

    /** Writes back what was there. */
    void restore(int from, int to) throws IOException {
        reset();
        write(original, from, to);
    }

    /** Writes what of the head differs from the original. */
    void writeChanges() throws IOException {
        changed = differences();
        for (int[] range : changed) {
            write(range[0], range[1]);
        }
    }

    /** Undoes {@link #writeChanges}. */
    void restoreChanges() throws IOException {
        reset();
        for (int[] range : changed) {
            write(original, range[0], range[1]);
        }
    }

    /** Ranges of bytes, few as they are: what lies between two of a cluster is written, too. */
    private List<int[]> differences() {
        List<int[]> ranges = new ArrayList<>();
        byte[] now = head.array();
        int at = Arrays.mismatch(now, 0, now.length, original, 0, now.length);
        while (at >= 0) {
            int end = Math.min(at + 128, now.length);
            ranges.add(new int[] {at, end});
            int next = Arrays.mismatch(now, end, now.length, original, end, now.length);
            at = next < 0 ? next : end + next;
        }
        return ranges;
    }

    private void write(byte[] bytes, int from, int to) throws IOException {
        ByteBuffer part = ByteBuffer.wrap(bytes, from, to - from);
        while (part.hasRemaining()) {
            channel.write(part, part.position());
        }
    }

    /** Cuts the end off, or appends zeros. */
    void resize(int length) throws IOException {
        channel.truncate(length);
        if (length > channel.size()) {
            int from = (int) channel.size();
            ByteBuffer zeros = ByteBuffer.allocate(length - from);
            channel.write(zeros, from);
        }
    }

    void restoreAll() throws IOException {
        reset();
        channel.truncate(original.length);
        write(original, 0, original.length);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    // ---------------------------------------------------------------- looking

    /** Opens the file; looks at both ends of all there is. What is thrown, or null. */
    @Nullable
    ArenaFileException open(BootId boot) throws IOException {
        return open(path, boot);
    }

    static @Nullable ArenaFileException open(Path path, BootId boot) throws IOException {
        ArenaFile file = null;
        try {
            file = ArenaFile.load(path, MapMode.READ_ONLY, boot);
            for (int i = 0; i < file.segments(); i++) {
                look(file.segment(i));
            }
            for (int i = 0; i < file.journals(); i++) {
                look(file.journal(i));
            }
            assertThat(Files.size(path)).isGreaterThanOrEqualTo(file.meta().fileBytes());
            file.checkState();
            return null;
        } catch (ArenaFileException e) {
            return e;
        } finally {
            if (file != null) {
                file.close(true);
            }
        }
    }

    private static void look(UnsafeBuffer bytes) {
        assertThat(bytes.capacity()).isGreaterThanOrEqualTo(FileLayout.PAGE);
        assertThat(bytes.getByte(0) + bytes.getByte(bytes.capacity() - 1)).isLessThanOrEqualTo(2 * Byte.MAX_VALUE);
    }

    /** Asserts that the arena is what it was. */
    void assertIntact() throws IOException {
        ArenaFile file = ArenaFile.load(path, MapMode.READ_ONLY, BootId.current());
        try {
            file.checkState();
            assertThat(file.segments()).isEqualTo(2);
            assertThat(file.journals()).isEqualTo(1);
            assertThat(file.segment(0).capacity()).isEqualTo(8_192);
            assertThat(file.segment(1).capacity()).isEqualTo(4_096);
            assertThat(file.segment(0).getLong(HeapDescriptor.SEQUENCE)).isEqualTo(6);
            assertThat(file.segment(1).getByte(4_095)).isEqualTo((byte) 7);
        } finally {
            file.close(true);
        }
    }
}
