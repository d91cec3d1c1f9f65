package org.arenas.offheap;

import static org.arenas.offheap.FileLayout.META_BOOT;
import static org.arenas.offheap.FileLayout.META_BYTES;
import static org.arenas.offheap.FileLayout.META_CHECKSUM;
import static org.arenas.offheap.FileLayout.META_COUNT;
import static org.arenas.offheap.FileLayout.META_EXTENTS;
import static org.arenas.offheap.FileLayout.META_NUMBER;
import static org.arenas.offheap.FileLayout.META_SEQUENCE;
import static org.arenas.offheap.FileLayout.META_STATE;
import static org.arenas.offheap.FileLayout.MOST_EXTENTS;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.arenas.offheap.Extent.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the head of a file.
 *
 * @param number grows by one with each page that is written
 * @param state what the arena is like
 * @param boot when it got this state
 * @param sequence the arena's, when it last became clean
 * @param extents what the file consists of, in the order of their offsets
 */
record MetaPage(long number, FileState state, BootId boot, long sequence, List<Extent> extents) {
    MetaPage {
        extents = List.copyOf(extents);
    }

    /** {@return the next one, in another state} */
    MetaPage with(FileState next, BootId now, long nextSequence) {
        return new MetaPage(number + 1, next, now, nextSequence, extents);
    }

    /** {@return the next one, with one more extent} */
    MetaPage with(Extent added) {
        List<Extent> more = new ArrayList<>(extents);
        more.add(added);
        return new MetaPage(number + 1, state, boot, sequence, more);
    }

    /** {@return the same, with the next number} */
    MetaPage again() {
        return new MetaPage(number + 1, state, boot, sequence, extents);
    }

    /** {@return how long the file is, at least} */
    long fileBytes() {
        return FileLayout.HEAD_BYTES + bytes(extents);
    }

    long segmentBytes() {
        return bytes(of(Kind.SEGMENT));
    }

    private List<Extent> of(Kind kind) {
        return extents.stream().filter(extent -> extent.kind() == kind).toList();
    }

    private static long bytes(List<Extent> extents) {
        return extents.stream().mapToLong(Extent::bytes).sum();
    }

    /** {@return whether a file with such a header can have this page} */
    boolean suits(FileHeader header) {
        List<Extent> segments = of(Kind.SEGMENT);
        return extents.size() <= MOST_EXTENTS
                && !segments.isEmpty()
                && segments.size() <= Segments.MOST_SEGMENTS
                && segments.get(0).bytes() > HeapDescriptor.BLOCKS
                && segmentBytes() <= header.maximum()
                && header.journal() == (segments.size() < extents.size());
    }

    /** {@return the bytes of the page, up to the last that says something} */
    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocate(usedBytes(extents.size())).order(ByteOrder.LITTLE_ENDIAN);
        page.putInt(META_COUNT, extents.size());
        page.putLong(META_NUMBER, number);
        page.putInt(META_STATE, state.number());
        boot.put(page, META_BOOT);
        page.putLong(META_SEQUENCE, sequence);
        for (int i = 0; i < extents.size(); i++) {
            page.putInt(META_EXTENTS + i * Integer.BYTES, extents.get(i).encode());
        }
        page.putInt(META_CHECKSUM, checksum(page));
        return page;
    }

    /** {@return how many bytes a page with so many extents takes, or 0 if there cannot be so many} */
    static int usedBytes(int count) {
        return count > 0 && count <= MOST_EXTENTS ? META_EXTENTS + count * Integer.BYTES : 0;
    }

    /**
     * Reads a page.
     *
     * @param page the bytes of it that are used, little-endian
     * @return null if they are not what was written
     */
    static @Nullable MetaPage decode(ByteBuffer page, FileHeader header) {
        int count = page.getInt(META_COUNT);
        if (page.limit() != usedBytes(count) || page.getInt(META_CHECKSUM) != checksum(page)) {
            return null;
        }
        long number = page.getLong(META_NUMBER);
        FileState state = FileState.of(page.getInt(META_STATE));
        if (number <= 0 || state == null) {
            return null;
        }
        List<Extent> extents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Extent extent = Extent.decode(page.getInt(META_EXTENTS + i * Integer.BYTES));
            if (extent == null) {
                return null;
            }
            extents.add(extent);
        }
        MetaPage read = new MetaPage(number, state, BootId.get(page, META_BOOT), page.getLong(META_SEQUENCE), extents);
        return read.suits(header) ? read : null;
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().position(META_COUNT).limit(page.limit()));
        return (int) crc.getValue();
    }

    static {
        assert usedBytes(MOST_EXTENTS) <= META_BYTES;
    }
}
