package org.arenas.offheap;

import static org.arenas.offheap.FileLayout.HEADER_BYTES;
import static org.arenas.offheap.FileLayout.HEADER_CHECKSUM;
import static org.arenas.offheap.FileLayout.HEADER_CREATED;
import static org.arenas.offheap.FileLayout.HEADER_FIRST_EXTENT;
import static org.arenas.offheap.FileLayout.HEADER_FLAGS;
import static org.arenas.offheap.FileLayout.HEADER_MAGIC;
import static org.arenas.offheap.FileLayout.HEADER_MARK;
import static org.arenas.offheap.FileLayout.HEADER_MAXIMUM;
import static org.arenas.offheap.FileLayout.HEADER_META_BYTES;
import static org.arenas.offheap.FileLayout.HEADER_UUID;
import static org.arenas.offheap.FileLayout.HEADER_VERSION;
import static org.arenas.offheap.FileLayout.MAGIC;
import static org.arenas.offheap.FileLayout.MARK;
import static org.arenas.offheap.FileLayout.PAGE;
import static org.arenas.offheap.FileLayout.VERSION;
import static org.arenas.offheap.FileLayout.WITH_JOURNAL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.arenas.error.ArenaFileException;
import org.arenas.error.FileViolations;

/**
 * What the first page of a file says, once and for all.
 *
 * @param uuid names the file, and is not copied into another that is made anew
 * @param created when it was made
 * @param bytes of segments, to begin with
 * @param maximum bytes of segments, in the end
 * @param journal whether there is one
 */
record FileHeader(UUID uuid, Instant created, long bytes, long maximum, boolean journal) {
    static FileHeader of(FileOptions options) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return new FileHeader(UUID.randomUUID(), now, options.bytes(), options.maximum(), options.journal());
    }

    /** {@return the page of a file that is not finished: all but the version} */
    byte[] unfinished() {
        return encode().putInt(HEADER_VERSION, 0).array();
    }

    /** {@return the page of a finished file} */
    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(HEADER_MAGIC, MAGIC);
        page.putInt(HEADER_VERSION, VERSION);
        page.putInt(HEADER_MARK, MARK);
        page.putLong(HEADER_UUID, uuid.getMostSignificantBits());
        page.putLong(HEADER_UUID + Long.BYTES, uuid.getLeastSignificantBits());
        page.putLong(HEADER_CREATED, created.toEpochMilli());
        page.putInt(HEADER_META_BYTES, FileLayout.META_BYTES);
        page.putInt(HEADER_FLAGS, journal ? WITH_JOURNAL : 0);
        page.putLong(HEADER_FIRST_EXTENT, FileLayout.HEAD_BYTES);
        page.putLong(HEADER_BYTES, bytes);
        page.putLong(HEADER_MAXIMUM, maximum);
        page.putInt(HEADER_CHECKSUM, checksum(page));
        return page;
    }

    /**
     * Reads the first page of a file.
     *
     * @param path the file, for messages
     * @param page as much of it as there is, little-endian
     * @throws ArenaFileException if it is not the first page of a file that this version of the library can use
     */
    static FileHeader decode(String path, ByteBuffer page) {
        if (page.limit() < PAGE) {
            throw FileViolations.notAnArena(path, "its " + page.limit() + " bytes are no header");
        }
        if (page.getLong(HEADER_MAGIC) != MAGIC) {
            throw FileViolations.notAnArena(path, "it does not begin with the magic word");
        }
        int version = page.getInt(HEADER_VERSION);
        if (version == 0) {
            throw FileViolations.neverFinished(path);
        }
        int mark = page.getInt(HEADER_MARK);
        if (mark == Integer.reverseBytes(MARK)) {
            throw FileViolations.byteOrder(path, Integer.toHexString(mark));
        }
        if (page.getInt(HEADER_CHECKSUM) != checksum(page)) {
            throw damaged(path, "its checksum does not fit");
        }
        if (version != VERSION) {
            throw FileViolations.newerVersion(path, Integer.toUnsignedLong(version), VERSION);
        }
        return content(path, page);
    }

    /** Of a page that has its checksum: somebody may have computed that anew. */
    private static FileHeader content(String path, ByteBuffer page) {
        int flags = page.getInt(HEADER_FLAGS);
        long bytes = page.getLong(HEADER_BYTES);
        long maximum = page.getLong(HEADER_MAXIMUM);
        if (page.getInt(HEADER_MARK) != MARK) {
            throw damaged(path, "it has no byte-order mark");
        }
        if ((flags & ~WITH_JOURNAL) != 0) {
            throw damaged(path, "its flags are " + flags);
        }
        if (page.getInt(HEADER_META_BYTES) != FileLayout.META_BYTES
                || page.getLong(HEADER_FIRST_EXTENT) != FileLayout.HEAD_BYTES) {
            throw damaged(path, "its parts do not lie where they should");
        }
        if (!FileOptions.arePossible(bytes, maximum) || bytes % PAGE != 0 || maximum % PAGE != 0) {
            throw damaged(path, "its sizes are " + bytes + " and " + maximum);
        }
        return new FileHeader(
                new UUID(page.getLong(HEADER_UUID), page.getLong(HEADER_UUID + Long.BYTES)),
                Instant.ofEpochMilli(page.getLong(HEADER_CREATED)),
                bytes,
                maximum,
                flags == WITH_JOURNAL);
    }

    private static ArenaFileException damaged(String path, String why) {
        return FileViolations.checksum(path, "header", why);
    }

    static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().position(0).limit(HEADER_CHECKSUM));
        return (int) crc.getValue();
    }
}
