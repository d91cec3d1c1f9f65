package org.arenas.offheap;

/**
 * The header of a block.
 *
 * <pre>
 *   byte  0                4                8               12               16                      24
 *        +----------------+----------------+----------------+----------------+-----------------------+--------- - - -
 *        | granules, USED | granules before| type           | check          | stamp                 | payload
 *        +----------------+----------------+----------------+----------------+-----------------------+--------- - - -
 *                                                            in a free block | next free             | previous free
 * </pre>
 *
 * <p>A granule is 16 bytes. {@code granules} counts the block's own, header included, and its lowest bit says whether it is
 * used; {@code granules before} is the size of the block that ends where this one begins, 0 for the first of a segment.
 * {@code check} is a hash of the three words before it, of the offset and of the arena's salt: it tells a header from
 * anything else. {@code stamp} names the allocation: a number that no other allocation of this arena ever had or will have,
 * scrambled with the salt, so that data which happens to lie where a freed block began does not look like it.
 */
final class BlockDescriptor {
    static final int GRANULE = 16;
    static final int GRANULE_BITS = 4;

    static final int SIZE = 0;
    static final int BEFORE = 4;
    static final int TYPE = 8;
    static final int CHECK = 12;
    static final int STAMP = 16;
    static final int PAYLOAD = 24;

    static final int NEXT_FREE = 16;
    static final int PREVIOUS_FREE = 24;

    static final int HEADER_BYTES = 16;
    /** What is written in a free block: the header and two links. */
    static final int FREE_BYTES = 32;
    /** The smallest block: a free one has to hold two links. */
    static final int LEAST_GRANULES = 2;

    static final int USED = 1;
    /** The type of a free block. */
    static final int FREE_TYPE = 0;
    /** The type of what ends a segment: a used block of a header alone, with which nothing is merged. */
    static final int END_TYPE = 1;

    private BlockDescriptor() {}

    /** Bijective, so different allocations have different stamps; the finaliser of SplittableRandom (Steele et al., 2014). */
    static long scramble(long generation, long salt) {
        long z = generation ^ salt;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    /** The inverse of {@link #scramble}. */
    static long unscramble(long stamp, long salt) {
        long z = stamp ^ (stamp >>> 31) ^ (stamp >>> 62);
        z *= 0x3196_42B2_D24D_8EC3L;
        z = z ^ (z >>> 27) ^ (z >>> 54);
        z *= 0x96DE_1B17_3F11_9089L;
        return z ^ (z >>> 30) ^ (z >>> 60) ^ salt;
    }

    static int check(long offset, int size, int before, int type, long salt) {
        long words = ((long) size << 32 | (before & 0xFFFF_FFFFL)) + ((long) type << 17);
        return (int) (scramble(words + offset * 0x9E37_79B9_7F4A_7C15L, salt) >>> 32);
    }
}
