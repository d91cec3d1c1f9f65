package org.arenas.offheap;

/**
 * Where things stand in the file of an arena. Little-endian; all of it a multiple of 4,096 bytes.
 *
 * <pre>
 *   0       header          static: written once, when the file is made
 *   4096    meta page 0     two of them, of which the valid one with the higher number counts
 *   36864   meta page 1
 *   69632   extents         one after the other: segments of the arena, and space for its journal
 *
 * header                                               meta page
 *   0    magic         "arenas\r\n"                       0   checksum     CRC-32C from byte 4 to the last extent
 *   8    version       0 until the file is finished       4   extents      how many
 *   12   mark          0x0A0B0C0D                         8   number       0 while it is written
 *   16   uuid          two longs, the high one first      16  state        0 open, 1 clean, 2 poisoned
 *   32   created       milliseconds since 1970            20  0
 *   40   meta bytes    of each meta page                  24  boot         two longs, the high one first
 *   44   flags         bit 0: with a journal              40  sequence     of the arena when it became clean
 *   48   first extent  where it begins                    48  0
 *   56   bytes         of segments to begin with          64  extents      for each, 4 bytes:
 *   64   maximum       bytes of segments in the end           bits 24-31   kind: 1 segment, 2 journal
 *   72   0                                                    bits 0-23    length in pages of 4,096 bytes
 *   4092 checksum      CRC-32C of the bytes before
 * </pre>
 *
 * <p>Magic, version, mark and checksum of the header stay where they are in every version to come.
 */
final class FileLayout {
    static final int PAGE = 4096;

    static final long MAGIC = magic("arenas\r\n");
    static final int VERSION = 1;
    static final int MARK = 0x0A0B0C0D;
    static final int WITH_JOURNAL = 1;

    static final int HEADER_MAGIC = 0;
    static final int HEADER_VERSION = 8;
    static final int HEADER_MARK = 12;
    static final int HEADER_UUID = 16;
    static final int HEADER_CREATED = 32;
    static final int HEADER_META_BYTES = 40;
    static final int HEADER_FLAGS = 44;
    static final int HEADER_FIRST_EXTENT = 48;
    static final int HEADER_BYTES = 56;
    static final int HEADER_MAXIMUM = 64;
    static final int HEADER_CHECKSUM = PAGE - Integer.BYTES;

    static final int META_PAGES = 2;
    static final int META_BYTES = 32 * 1024;

    static final int META_CHECKSUM = 0;
    static final int META_COUNT = 4;
    static final int META_NUMBER = 8;
    static final int META_STATE = 16;
    static final int META_BOOT = 24;
    static final int META_SEQUENCE = 40;
    static final int META_EXTENTS = 64;
    static final int MOST_EXTENTS = (META_BYTES - META_EXTENTS) / Integer.BYTES;

    /** The header and both meta pages. */
    static final int HEAD_BYTES = PAGE + META_PAGES * META_BYTES;

    private FileLayout() {}

    private static long magic(String text) {
        long magic = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            magic |= (long) text.charAt(i) << (Byte.SIZE * i);
        }
        return magic;
    }

    /** Where a meta page begins. */
    static int metaPage(int index) {
        return PAGE + index * META_BYTES;
    }

    static long wholePages(long bytes) {
        return (bytes + PAGE - 1) / PAGE * PAGE;
    }
}
