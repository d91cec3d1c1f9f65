package org.arenas.offheap;

/**
 * Where things stand at the beginning of an arena's first segment, before its blocks.
 *
 * <pre>
 *   0     salt            never changes; random
 *   8     generation      of the last allocation
 *   16    sequence        odd while an exclusive borrow changes something; see the optimistic reads
 *   24    used bytes      in allocated blocks, headers included
 *   32    used blocks
 *   40    roots           offset of the directory of named roots, or 0
 *   48    types           offset of the table of types, or 0
 *   56    segments        how many there are
 *   64    first bitmap    bit f: some list of class f has a block
 *   128   second bitmaps  for each class f, 4 bytes: bit s: list (f, s) has a block
 *   256   lists           for each (f, s), 8 bytes: offset of its first free block, or 0
 *   4096  blocks
 * </pre>
 */
final class HeapDescriptor {
    static final int SALT = 0;
    static final int GENERATION = 8;
    static final int SEQUENCE = 16;
    static final int USED_BYTES = 24;
    static final int USED_BLOCKS = 32;
    static final int ROOTS = 40;
    static final int TYPES = 48;
    static final int SEGMENTS = 56;
    static final int FIRST_BITMAP = 64;
    static final int SECOND_BITMAPS = 128;
    static final int LISTS = 256;
    static final int BLOCKS = 4096;

    private HeapDescriptor() {}
}
