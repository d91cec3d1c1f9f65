package org.arenas.offheap;

import static org.arenas.offheap.BlockDescriptor.GRANULE_BITS;
import static org.arenas.offheap.BlockDescriptor.NEXT_FREE;
import static org.arenas.offheap.BlockDescriptor.PREVIOUS_FREE;
import static org.arenas.offheap.BlockDescriptor.SIZE;

import org.arenas.error.Violations;

/**
 * The free blocks of an arena by size, in two levels of classes: TLSF (Masmano, Ripoll, Crespo and Real, "TLSF: a new
 * dynamic memory allocator for real-time systems", ECRTS 2004). Everything here follows from the headers of the blocks.
 *
 * <p><b>Thread-safety.</b> Under the arena's exclusive borrow.
 */
final class FreeLists {
    /*
     * Class of n granules: below 16, (0, n). Above, the first level is the position of the highest bit, the second the four
     * bits below it. All blocks of a list are at least as large as the class says, so a search that begins one class above
     * that of n, unless n is the least of its class, finds only blocks that fit, in a constant number of steps.
     */
    private static final int SECOND_BITS = 4;
    static final int SECOND_CLASSES = 1 << SECOND_BITS;
    static final int FIRST_CLASSES = 24;

    private final Segments memory;

    FreeLists(Segments memory) {
        this.memory = memory;
    }

    private static int first(int granules) {
        return granules < SECOND_CLASSES ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(granules) - SECOND_BITS;
    }

    private static int second(int granules, int first) {
        return first == 0 ? granules : granules >>> (first - 1) & (SECOND_CLASSES - 1);
    }

    static int listOf(int granules) {
        int first = first(granules);
        return first * SECOND_CLASSES + second(granules, first);
    }

    private static long headOf(int list) {
        return HeapDescriptor.LISTS + (long) list * Long.BYTES;
    }

    private static long bitmapOf(int first) {
        return HeapDescriptor.SECOND_BITMAPS + (long) first * Integer.BYTES;
    }

    long head(int list) {
        return memory.getLong(headOf(list));
    }

    boolean bit(int list) {
        int first = list / SECOND_CLASSES;
        return (memory.getInt(bitmapOf(first)) >>> list % SECOND_CLASSES & 1) != 0
                && (memory.getLong(HeapDescriptor.FIRST_BITMAP) >>> first & 1) != 0;
    }

    void insert(long block, int granules) {
        int list = listOf(granules);
        long next = head(list);
        if (next != 0 && !isFirst(next, list)) {
            throw damaged(next);
        }
        memory.putLong(block + NEXT_FREE, next);
        memory.putLong(block + PREVIOUS_FREE, 0);
        if (next != 0) {
            memory.putLong(next + PREVIOUS_FREE, block);
        } else {
            mark(list, true);
        }
        memory.putLong(headOf(list), block);
    }

    void remove(long block, int granules) {
        int list = listOf(granules);
        long next = memory.getLong(block + NEXT_FREE);
        long previous = memory.getLong(block + PREVIOUS_FREE);
        boolean linked = (next == 0 || memory.getLong(next + PREVIOUS_FREE) == block)
                && (previous == 0 ? head(list) : memory.getLong(previous + NEXT_FREE)) == block;
        if (!linked) {
            throw damaged(block);
        }
        if (next != 0) {
            memory.putLong(next + PREVIOUS_FREE, previous);
        }
        if (previous != 0) {
            memory.putLong(previous + NEXT_FREE, next);
        } else {
            memory.putLong(headOf(list), next);
            if (next == 0) {
                mark(list, false);
            }
        }
    }

    /** As far as its own words say; what is linked wrong must not be written to. */
    private boolean isFirst(long block, int list) {
        int size = memory.getInt(block + SIZE);
        return (size & BlockDescriptor.USED) == 0
                && size >>> 1 >= BlockDescriptor.LEAST_GRANULES
                && listOf(size >>> 1) == list
                && memory.getInt(block + BlockDescriptor.TYPE) == BlockDescriptor.FREE_TYPE
                && memory.getLong(block + PREVIOUS_FREE) == 0;
    }

    private RuntimeException damaged(long block) {
        return Violations.damaged(memory.label(), "the links of a free list are wrong at " + block);
    }

    private void mark(int list, boolean filled) {
        int first = list / SECOND_CLASSES;
        int bit = 1 << list % SECOND_CLASSES;
        int old = memory.getInt(bitmapOf(first));
        int now = filled ? old | bit : old & ~bit;
        memory.putInt(bitmapOf(first), now);
        if ((old == 0) != (now == 0)) {
            long map = memory.getLong(HeapDescriptor.FIRST_BITMAP);
            long firstBit = 1L << first;
            memory.putLong(HeapDescriptor.FIRST_BITMAP, filled ? map | firstBit : map & ~firstBit);
        }
    }

    /** {@return a free block of at least so many granules, still in its list, or 0} */
    long find(int granules) {
        int first = first(granules);
        int rounded = first == 0 ? granules : granules + (1 << (first - 1)) - 1;
        first = first(rounded);
        if (first < FIRST_CLASSES) {
            int second = second(rounded, first);
            int map = memory.getInt(bitmapOf(first)) & -1 << second;
            if (map == 0) {
                // No class above the highest: the shift by 64 that would be needed for it does not exist.
                long above = memory.getLong(HeapDescriptor.FIRST_BITMAP) & -2L << first;
                if (above != 0) {
                    first = Long.numberOfTrailingZeros(above);
                    map = first < FIRST_CLASSES ? memory.getInt(bitmapOf(first)) : 0;
                }
            }
            if (map != 0) {
                return head(first * SECOND_CLASSES + Integer.numberOfTrailingZeros(map));
            }
        }
        return findInOwnClass(granules);
    }

    /** The blocks of the class of n itself may be too small or just large enough: looked at only before giving up. */
    private long findInOwnClass(int granules) {
        long block = head(listOf(granules));
        long left = memory.mostBlocks();
        while (block != 0 && sizeOf(block) < granules) {
            block = next(block, left--);
        }
        return block;
    }

    /** {@return the granules of the largest free block, or 0} Looks at the blocks of one class. */
    int largest() {
        long map = memory.getLong(HeapDescriptor.FIRST_BITMAP);
        if (map == 0) {
            return 0;
        }
        int first = Long.SIZE - 1 - Long.numberOfLeadingZeros(map);
        int second = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(memory.getInt(bitmapOf(first)));
        int largest = 0;
        long left = memory.mostBlocks();
        for (long block = head(first * SECOND_CLASSES + second); block != 0; block = next(block, left--)) {
            largest = Math.max(largest, sizeOf(block));
        }
        return largest;
    }

    private long next(long block, long left) {
        if (left <= 0) {
            throw Violations.damaged(memory.label(), "a free list does not end");
        }
        return memory.getLong(block + NEXT_FREE);
    }

    private int sizeOf(long block) {
        return memory.getInt(block + SIZE) >>> 1;
    }

    /** Forgets everything, before the blocks are inserted again. */
    void clear() {
        memory.putLong(HeapDescriptor.FIRST_BITMAP, 0);
        for (int first = 0; first < FIRST_CLASSES; first++) {
            memory.putInt(bitmapOf(first), 0);
        }
        for (int list = 0; list < FIRST_CLASSES * SECOND_CLASSES; list++) {
            memory.putLong(headOf(list), 0);
        }
    }

    static long bytes(int granules) {
        return (long) granules << GRANULE_BITS;
    }
}
