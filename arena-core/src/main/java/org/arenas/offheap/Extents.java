package org.arenas.offheap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileViolations;
import org.arenas.offheap.Extent.Kind;

/**
 * The extents of a file in memory.
 *
 * <p><b>Thread-safety.</b> Reads from any thread; changes by one at a time.
 */
final class Extents {
    private final Disk disk;
    private final MapMode mode;

    /** Replaced as a whole. */
    private volatile Table table = new Table(List.of(), List.of(), List.of());

    /** An extent in memory. */
    private record Mapping(MappedByteBuffer bytes, UnsafeBuffer buffer) {}

    private record Table(List<Extent> extents, List<Mapping> segments, List<Mapping> journals) {
        Table with(Extent extent, Mapping mapping) {
            return extent.kind() == Kind.SEGMENT
                    ? new Table(with(extents, extent), with(segments, mapping), journals)
                    : new Table(with(extents, extent), segments, with(journals, mapping));
        }

        private static <T> List<T> with(List<T> some, T one) {
            List<T> more = new ArrayList<>(some);
            more.add(one);
            return List.copyOf(more);
        }
    }

    Extents(Disk disk, MapMode mode) {
        this.disk = disk;
        this.mode = mode;
    }

    int segments() {
        return table.segments.size();
    }

    UnsafeBuffer segment(int number) {
        return table.segments.get(number).buffer;
    }

    int journals() {
        return table.journals.size();
    }

    UnsafeBuffer journal(int number) {
        return table.journals.get(number).buffer;
    }

    /**
     * Maps what a meta page names and is not mapped.
     *
     * @return true if there was something
     * @throws org.arenas.error.TruncatedFileException if the file does not have it
     */
    boolean follow(MetaPage meta) throws IOException {
        List<Extent> present = table.extents;
        List<Extent> named = meta.extents();
        int known = present.size();
        if (known > named.size() || !present.equals(named.subList(0, known))) {
            throw FileViolations.checksum(disk.label(), "meta pages", "extents have changed");
        }
        if (known == named.size()) {
            return false;
        }
        long bytes = disk.size();
        if (bytes < meta.fileBytes()) {
            throw FileViolations.truncated(disk.label(), bytes, meta.fileBytes());
        }
        long offset = FileLayout.HEAD_BYTES;
        for (int i = 0; i < named.size(); i++) {
            if (i >= known) {
                map(named.get(i), offset);
            }
            offset += named.get(i).bytes();
        }
        return true;
    }

    /** Maps one more, which the file has. */
    void map(Extent extent, long offset) throws IOException {
        MappedByteBuffer bytes = disk.map(mode, offset, extent.bytes());
        table = table.with(extent, new Mapping(bytes, new UnsafeBuffer(bytes)));
    }

    /** Has all that was changed reach the disk. */
    void force() throws IOException {
        Table present = table;
        for (List<Mapping> mappings : List.of(present.segments, present.journals)) {
            for (Mapping mapping : mappings) {
                disk.force(mapping.bytes, 0, mapping.bytes.capacity());
            }
        }
    }

    /**
     * Forgets all of them.
     *
     * @param unmap false leaves the memory to the collector
     */
    void drop(boolean unmap) {
        Table present = table;
        table = new Table(List.of(), List.of(), List.of());
        if (unmap) {
            present.segments.forEach(mapping -> BufferUtil.free(mapping.bytes));
            present.journals.forEach(mapping -> BufferUtil.free(mapping.bytes));
        }
    }
}
