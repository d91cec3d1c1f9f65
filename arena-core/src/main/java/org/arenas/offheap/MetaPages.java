package org.arenas.offheap;

import static org.arenas.offheap.FileLayout.META_COUNT;
import static org.arenas.offheap.FileLayout.META_NUMBER;
import static org.arenas.offheap.FileLayout.META_PAGES;
import static org.arenas.offheap.FileLayout.metaPage;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileViolations;
import org.jspecify.annotations.Nullable;

/**
 * The two meta pages of a file that is mapped.
 *
 * <p><b>Thread-safety.</b> {@link #newest} from any thread of any process; {@link #write} by one at a time.
 */
final class MetaPages {
    /*
     * A page is written into the place of the older one, so that the newest stays whole meanwhile, whatever happens: the
     * death of the process, a power failure after any sector. Who writes the next one has forced this one to the disk before.
     *
     * Reading while another process writes. The number says whether a page is whole:
     *
     *   writer:  number := 0; store fence; the other bytes; number := n (release)
     *   reader:  n := number (acquire); the bytes; load fence; number = n?
     *
     * No number comes twice, so the same one before and after means that the bytes between belong to it. The checksum is for
     * what the fences cannot see: the disk, and the death of a writer.
     *
     * A page that is not whole is being written, or was when its writer died. The newest is then the other one: if that was
     * looked at before, it has to be looked at again, for it may have been written since. Both are never being written at
     * once; so both are bad only if the writer finished one and began the other between two looks, which does not go on for
     * ever, or if the file is damaged.
     */
    private static final int ATTEMPTS = 50;

    private final String path;
    private final FileHeader header;
    private final UnsafeBuffer head;

    MetaPages(String path, FileHeader header, UnsafeBuffer head) {
        this.path = path;
        this.header = header;
        this.head = head;
    }

    /**
     * Reads the pages.
     *
     * @return the valid page with the higher number
     * @throws org.arenas.error.FileChecksumException if neither is valid
     */
    MetaPage newest() {
        for (int i = 0; i < ATTEMPTS; i++) {
            MetaPage newest = look();
            if (newest != null) {
                return newest;
            }
            Thread.onSpinWait();
        }
        throw FileViolations.checksum(path, "meta pages", "neither of the two is what was written");
    }

    private @Nullable MetaPage look() {
        MetaPage first = read(0);
        MetaPage second = read(1);
        if (second == null) {
            return read(0);
        }
        return first == null || first.number() < second.number() ? second : first;
    }

    private @Nullable MetaPage read(int index) {
        int at = metaPage(index);
        long number = head.getLongVolatile(at + META_NUMBER);
        int length = MetaPage.usedBytes(head.getInt(at + META_COUNT));
        if (number == 0 || length == 0) {
            return null;
        }
        ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        head.getBytes(at, copy.array(), 0, length);
        VarHandle.acquireFence();
        return head.getLong(at + META_NUMBER) == number ? MetaPage.decode(copy, header) : null;
    }

    /**
     * Writes a page in the place of the one that does not count.
     *
     * @param page the successor of the {@link #newest}
     * @return where it begins
     */
    int write(MetaPage page) {
        int at = metaPage(isNewest(0, page.number() - 1) ? 1 : 0);
        ByteBuffer bytes = page.encode();
        head.putLong(at + META_NUMBER, 0);
        VarHandle.storeStoreFence();
        head.putInt(at, bytes.getInt(0));
        head.putInt(at + META_COUNT, bytes.getInt(META_COUNT));
        int rest = META_NUMBER + Long.BYTES;
        head.putBytes(at + rest, bytes, rest, bytes.limit() - rest);
        head.putLongRelease(at + META_NUMBER, page.number());
        return at;
    }

    private boolean isNewest(int index, long number) {
        MetaPage page = read(index);
        return page != null && page.number() == number;
    }

    static {
        assert META_PAGES == 2;
    }
}
