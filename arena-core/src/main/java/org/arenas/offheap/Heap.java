package org.arenas.offheap;

import static org.arenas.offheap.BlockDescriptor.BEFORE;
import static org.arenas.offheap.BlockDescriptor.CHECK;
import static org.arenas.offheap.BlockDescriptor.END_TYPE;
import static org.arenas.offheap.BlockDescriptor.FREE_BYTES;
import static org.arenas.offheap.BlockDescriptor.FREE_TYPE;
import static org.arenas.offheap.BlockDescriptor.GRANULE;
import static org.arenas.offheap.BlockDescriptor.HEADER_BYTES;
import static org.arenas.offheap.BlockDescriptor.LEAST_GRANULES;
import static org.arenas.offheap.BlockDescriptor.PAYLOAD;
import static org.arenas.offheap.BlockDescriptor.SIZE;
import static org.arenas.offheap.BlockDescriptor.STAMP;
import static org.arenas.offheap.BlockDescriptor.TYPE;
import static org.arenas.offheap.BlockDescriptor.USED;
import static org.arenas.offheap.BlockDescriptor.scramble;
import static org.arenas.offheap.FreeLists.bytes;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;

/**
 * The allocator of an arena: blocks one after the other, each with a {@linkplain BlockDescriptor header}, and the free ones
 * in {@link FreeLists}. Allocating and freeing take constant time.
 *
 * <p><b>Thread-safety.</b> Under the arena's exclusive borrow; {@link #payload} under any.
 */
final class Heap {
    /*
     * Invariants, which HeapCheck verifies: the blocks of a segment lie one after the other up to one of END_TYPE; `before` is
     * the size of the one before; no two free blocks touch; a free block is in the list of its size, a used one in none; the
     * counters add up.
     *
     * Every step that changes the order of blocks writes the header of the new block first and the one that makes it
     * reachable last, so that a walk along the headers finds whole blocks at each moment.
     */
    private final Segments memory;
    private final FreeLists free;
    private final Growth growth;
    private final long salt;

    /** Where further memory comes from. */
    interface Growth {
        /** Adds a segment with room for a block of so many bytes; false if the arena may not grow so far. */
        boolean grow(long blockBytes);

        /** How many bytes the arena may still grow by. */
        long room();
    }

    Heap(Segments memory, Growth growth) {
        this.memory = memory;
        this.free = new FreeLists(memory);
        this.growth = growth;
        this.salt = memory.getLong(HeapDescriptor.SALT);
    }

    /** Makes an empty heap of memory that is all zeros. */
    static void format(Segments memory, long salt) {
        // No generation is negative, so none equals the salt, and no stamp is zero, as that of a freed block is.
        memory.putLong(HeapDescriptor.SALT, salt | Long.MIN_VALUE);
        Heap heap = new Heap(memory, new Heap.NoGrowth());
        heap.formatSegment(HeapDescriptor.BLOCKS);
        for (int i = 1; i < memory.count(); i++) {
            heap.formatSegment(Segments.offset(i, 0));
        }
        memory.putLong(HeapDescriptor.SEGMENTS, memory.count());
    }

    /** A heap that stays as it is. */
    record NoGrowth() implements Growth {
        @Override
        public boolean grow(long blockBytes) {
            return false;
        }

        @Override
        public long room() {
            return 0;
        }
    }

    /** Makes one free block of a new segment, from an offset to its end. */
    void formatSegment(long start) {
        UnsafeBuffer segment = memory.segment(Segments.segmentOf(start));
        int granules = (segment.capacity() - HEADER_BYTES - Segments.index(start)) / GRANULE;
        header(start + bytes(granules), 1, USED, granules, END_TYPE);
        header(start, granules, 0, 0, FREE_TYPE);
        free.insert(start, granules);
    }

    /**
     * Allocates, zeroed.
     *
     * @param payload bytes
     * @param type what the block holds
     * @return the block's offset
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    long allocate(long payload, int type) {
        int granules = granules(payload);
        long block = free.find(granules);
        if (block == 0) {
            if (!growth.grow(bytes(granules))) {
                throw full(payload);
            }
            block = free.find(granules);
        }
        int size = checkedSize(block);
        if (size < granules || isUsed(block)) {
            throw damaged("a free list leads to " + block + ", which is not free or too small");
        }
        checkedSize(block + bytes(size));
        int before = memory.getInt(block + BEFORE);
        free.remove(block, size);
        int rest = size - granules;
        if (rest >= LEAST_GRANULES) {
            long after = block + bytes(granules);
            header(after, rest, 0, granules, FREE_TYPE);
            setBefore(after + bytes(rest), rest);
            free.insert(after, rest);
            size = granules;
        }
        long generation = memory.getLong(HeapDescriptor.GENERATION) + 1;
        memory.putLong(HeapDescriptor.GENERATION, generation);
        memory.fresh(block + FREE_BYTES, bytes(size) - FREE_BYTES);
        wipe(block + PAYLOAD, bytes(size) - PAYLOAD);
        memory.putLong(block + STAMP, scramble(generation, salt));
        header(block, size, USED, before, type);
        count(size, 1);
        return block;
    }

    private int granules(long payload) {
        long bytes = payload + PAYLOAD + GRANULE - 1;
        if (payload < 0 || bytes > Segments.LARGEST_SEGMENT - HeapDescriptor.BLOCKS) {
            throw new IllegalArgumentException("block is too large: bytes=" + payload + "; at most "
                    + (Segments.LARGEST_SEGMENT - HeapDescriptor.BLOCKS - GRANULE - PAYLOAD)
                    + " fit into a segment, so use several blocks");
        }
        return Math.max(LEAST_GRANULES, (int) (bytes / GRANULE));
    }

    private RuntimeException full(long payload) {
        long used = memory.getLong(HeapDescriptor.USED_BYTES);
        long room = memory.bytes() - HeapDescriptor.BLOCKS - (long) memory.count() * HEADER_BYTES;
        long largest = Math.max(0, bytes(free.largest()) - PAYLOAD);
        return Violations.arenaFull(memory.label(), payload, room - used, largest, growth.room());
    }

    /** The generation that a block was allocated with, as a handle keeps it: its stamp. */
    long stamp(long block) {
        return memory.getLong(block + STAMP);
    }

    /**
     * Frees a block, which must be {@linkplain #isLive live}.
     *
     * @param block its offset
     */
    void free(long block) {
        int size = checkedSize(block);
        if (!isUsed(block)) {
            throw damaged("the block at " + block + " is to be freed, and is free");
        }
        int before = memory.getInt(block + BEFORE);
        checkNeighbours(block, size, before);
        count(-size, -1);
        memory.freed();
        // Before anything else: no handle finds the block any more.
        memory.putLong(block + STAMP, 0);
        long start = block;
        int granules = size;
        long after = block + bytes(size);
        if (!isUsed(after)) {
            int next = checkedSize(after);
            free.remove(after, next);
            granules += next;
        }
        if (before != 0 && !isUsed(block - bytes(before))) {
            start = block - bytes(before);
            before = memory.getInt(start + BEFORE);
            int previous = checkedSize(start);
            free.remove(start, previous);
            granules += previous;
        }
        header(start, granules, 0, before, FREE_TYPE);
        setBefore(start + bytes(granules), granules);
        free.insert(start, granules);
    }

    /** Each header that will be written anew has to be whole before: else a damaged one would look whole afterwards. */
    private void checkNeighbours(long block, int size, int before) {
        long after = block + bytes(size);
        int next = checkedSize(after);
        if (!isUsed(after)) {
            checkedSize(after + bytes(next));
        }
        if (before != 0 && checkedSize(block - bytes(before)) != before) {
            throw damaged("the block before " + block + " does not end there");
        }
    }

    /**
     * A block that is a part of something: what a link in memory leads to.
     *
     * @param payload bytes that it must have room for
     * @return its segment
     * @throws org.arenas.error.ArenaDamagedException if there is no such block of this type
     */
    UnsafeBuffer part(long block, int type, long payload) {
        UnsafeBuffer segment = memory.at(block, PAYLOAD + payload);
        int at = Segments.index(block);
        int size = Primitives.getInt(segment, at + SIZE);
        if (Primitives.getInt(segment, at + TYPE) != type
                || (size & USED) == 0
                || bytes(size >>> 1) < PAYLOAD + payload) {
            throw damaged("a link leads to " + block + ", where nothing is that fits");
        }
        return segment;
    }

    /** Frees a part. */
    void freePart(long block, int type) {
        part(block, type, 0);
        free(block);
    }

    private RuntimeException damaged(String what) {
        return Violations.damaged(memory.label(), what);
    }

    /** True if the block that an allocation made is still there. */
    boolean isLive(long block, long stamp) {
        return memory.getLong(block + STAMP) == stamp;
    }

    /** {@return the payload bytes of a live block} */
    long payload(long block) {
        return bytes(checkedSize(block)) - PAYLOAD;
    }

    int type(long block) {
        return memory.getInt(block + TYPE);
    }

    private int size(long block) {
        return memory.getInt(block + SIZE) >>> 1;
    }

    private boolean isUsed(long block) {
        return (memory.getInt(block + SIZE) & USED) != 0;
    }

    /** The size of a block whose header is what this heap wrote. */
    private int checkedSize(long block) {
        if (!isHeader(block)) {
            throw damaged("the header at " + block + " is not what was written");
        }
        return size(block);
    }

    boolean isHeader(long block) {
        int check = BlockDescriptor.check(
                block, memory.getInt(block + SIZE), memory.getInt(block + BEFORE), memory.getInt(block + TYPE), salt);
        return memory.getInt(block + CHECK) == check;
    }

    private void header(long block, int granules, int used, int before, int type) {
        int size = granules << 1 | used;
        memory.putInt(block + SIZE, size);
        memory.putInt(block + BEFORE, before);
        memory.putInt(block + TYPE, type);
        memory.putInt(block + CHECK, BlockDescriptor.check(block, size, before, type, salt));
    }

    void setBefore(long block, int before) {
        int size = memory.getInt(block + SIZE);
        header(block, size >>> 1, size & USED, before, memory.getInt(block + TYPE));
    }

    private void count(int granules, int blocks) {
        memory.putLong(HeapDescriptor.USED_BYTES, memory.getLong(HeapDescriptor.USED_BYTES) + bytes(granules));
        memory.putLong(HeapDescriptor.USED_BLOCKS, memory.getLong(HeapDescriptor.USED_BLOCKS) + blocks);
    }

    private void wipe(long from, long length) {
        memory.changing(from, length).setMemory(Segments.index(from), (int) length, (byte) 0);
    }

    /** Puts free blocks that are in no list into theirs, in the order of their offsets; merges those that touch. */
    void adopt(Iterable<Long> blocks) {
        long last = 0;
        int granules = 0;
        for (long block : blocks) {
            if (last != 0 && last + bytes(granules) == block) {
                granules += size(block);
            } else {
                adopt(last, granules);
                last = block;
                granules = size(block);
            }
        }
        adopt(last, granules);
    }

    private void adopt(long block, int granules) {
        if (block != 0) {
            if (granules != size(block)) {
                header(block, granules, 0, memory.getInt(block + BEFORE), FREE_TYPE);
                setBefore(block + bytes(granules), granules);
            }
            free.insert(block, granules);
        }
    }

    FreeLists lists() {
        return free;
    }

    Segments memory() {
        return memory;
    }
}
