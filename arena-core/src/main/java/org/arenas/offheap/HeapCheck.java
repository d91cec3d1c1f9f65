package org.arenas.offheap;

import static org.arenas.offheap.BlockDescriptor.BEFORE;
import static org.arenas.offheap.BlockDescriptor.END_TYPE;
import static org.arenas.offheap.BlockDescriptor.FREE_TYPE;
import static org.arenas.offheap.BlockDescriptor.LEAST_GRANULES;
import static org.arenas.offheap.BlockDescriptor.NEXT_FREE;
import static org.arenas.offheap.BlockDescriptor.PREVIOUS_FREE;
import static org.arenas.offheap.BlockDescriptor.SIZE;
import static org.arenas.offheap.BlockDescriptor.USED;
import static org.arenas.offheap.FreeLists.FIRST_CLASSES;
import static org.arenas.offheap.FreeLists.SECOND_CLASSES;
import static org.arenas.offheap.FreeLists.bytes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A walk along the headers of all blocks of a heap: what is wrong with it, and what it holds. Believes nothing: whatever the
 * memory contains, it ends, and it reads nothing that does not exist.
 *
 * <p><b>Thread-safety.</b> Under the arena's borrow; {@link #rebuild} under an exclusive one.
 */
final class HeapCheck {
    private static final int MOST_PROBLEMS = 100;

    private final Heap heap;
    private final Segments memory;
    private final List<String> problems = new ArrayList<>();
    private final Map<Integer, Long> bytesByType = new TreeMap<>();
    private final Set<Long> freeBlocks = new HashSet<>();
    private long usedBytes;
    private long usedBlocks;
    private long freeBytes;
    private int largestFree;
    private boolean broken;

    /** What a walk calls for each block. */
    interface Visitor {
        void block(long offset, int granules, boolean used, int type);
    }

    HeapCheck(Heap heap) {
        this.heap = heap;
        this.memory = heap.memory();
    }

    /** Checks everything. */
    HeapCheck run() {
        walk(this::count);
        checkLists();
        checkCounter("used bytes", HeapDescriptor.USED_BYTES, usedBytes);
        checkCounter("used blocks", HeapDescriptor.USED_BLOCKS, usedBlocks);
        checkCounter("segments", HeapDescriptor.SEGMENTS, memory.count());
        return this;
    }

    /** Adds up without looking at the lists. */
    HeapCheck count() {
        walk(this::count);
        return this;
    }

    /** Calls the visitor for each block of each segment, as far as the headers can be believed. */
    void walk(Visitor visitor) {
        for (int segment = 0; segment < memory.count(); segment++) {
            int capacity = memory.segment(segment).capacity();
            long block = Segments.offset(segment, segment == 0 ? HeapDescriptor.BLOCKS : 0);
            int before = 0;
            boolean afterFree = false;
            while (true) {
                if (Segments.index(block) + (long) BlockDescriptor.HEADER_BYTES > capacity) {
                    broken(block, "the blocks of segment " + segment + " go beyond its end");
                    break;
                }
                if (!heap.isHeader(block)) {
                    broken(block, "the header is not what was written");
                    break;
                }
                int size = memory.getInt(block + SIZE);
                int granules = size >>> 1;
                boolean used = (size & USED) != 0;
                int type = memory.getInt(block + BlockDescriptor.TYPE);
                if (memory.getInt(block + BEFORE) != before) {
                    problem(
                            block,
                            "the block before has " + before + " granules, the header says "
                                    + memory.getInt(block + BEFORE));
                }
                if (type == END_TYPE) {
                    if (!used
                            || Segments.index(block) + BlockDescriptor.HEADER_BYTES
                                    < capacity - BlockDescriptor.GRANULE) {
                        broken(block, "segment " + segment + " ends before its end");
                    }
                    break;
                }
                if (granules < LEAST_GRANULES || Segments.index(block) + bytes(granules) > capacity) {
                    broken(block, "the size is impossible: granules=" + granules);
                    break;
                }
                if (used == (type == FREE_TYPE)) {
                    broken(block, "a block is used if it has a type: type=" + type);
                }
                if (afterFree && !used) {
                    problem(block, "two free blocks touch");
                }
                visitor.block(block, granules, used, type);
                afterFree = !used;
                before = granules;
                block += bytes(granules);
            }
        }
    }

    private void count(long block, int granules, boolean used, int type) {
        if (used) {
            usedBytes += bytes(granules);
            usedBlocks++;
            bytesByType.merge(type, bytes(granules), Long::sum);
        } else {
            freeBytes += bytes(granules);
            largestFree = Math.max(largestFree, granules);
            freeBlocks.add(block);
        }
    }

    private void checkLists() {
        FreeLists lists = heap.lists();
        Set<Long> missing = new HashSet<>(freeBlocks);
        for (int list = 0; list < FIRST_CLASSES * SECOND_CLASSES; list++) {
            long head = lists.head(list);
            if (lists.bit(list) != (head != 0)) {
                problem(head, "the bitmap is wrong about free list " + list);
            }
            long previous = 0;
            for (long block = head; block != 0; ) {
                if (!missing.remove(block)) {
                    problem(
                            block,
                            "in free list " + list + " is something else than a free block, or it is there twice");
                    break;
                }
                int granules = memory.getInt(block + SIZE) >>> 1;
                if (FreeLists.listOf(granules) != list) {
                    problem(block, "a block of " + granules + " granules is in free list " + list);
                }
                if (memory.getLong(block + PREVIOUS_FREE) != previous) {
                    problem(block, "the link back is wrong in free list " + list);
                }
                previous = block;
                block = memory.getLong(block + NEXT_FREE);
            }
        }
        missing.forEach(block -> problem(block, "a free block is in no free list"));
    }

    private void checkCounter(String what, long at, long counted) {
        if (memory.getLong(at) != counted) {
            problem(at, what + ": counted=" + counted + ", written=" + memory.getLong(at));
        }
    }

    /** Of a block whose header does not say where the next one begins, or what it is. */
    private void broken(long at, String what) {
        broken = true;
        problem(at, what);
    }

    /** {@return whether the blocks are known: then {@link #rebuild} mends all that is wrong} */
    boolean knowsAllBlocks() {
        return !broken;
    }

    private void problem(long at, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("at " + at + ": " + what);
        }
    }

    /** Makes the lists, counters and links back anew from the headers, and merges free blocks that touch. Only if the walk
     * {@linkplain #knowsAllBlocks knows all blocks}. */
    void rebuild() {
        mendLinksBack();
        FreeLists lists = heap.lists();
        lists.clear();
        memory.putLong(HeapDescriptor.USED_BYTES, 0);
        memory.putLong(HeapDescriptor.USED_BLOCKS, 0);
        List<Long> freed = new ArrayList<>();
        walk((block, granules, used, type) -> {
            if (used) {
                add(HeapDescriptor.USED_BYTES, bytes(granules));
                add(HeapDescriptor.USED_BLOCKS, 1);
            } else {
                freed.add(block);
            }
        });
        heap.adopt(freed);
        memory.putLong(HeapDescriptor.SEGMENTS, memory.count());
    }

    private void mendLinksBack() {
        for (int segment = 0; segment < memory.count(); segment++) {
            long block = Segments.offset(segment, segment == 0 ? HeapDescriptor.BLOCKS : 0);
            int before = 0;
            boolean more = true;
            while (more) {
                if (memory.getInt(block + BEFORE) != before) {
                    heap.setBefore(block, before);
                }
                more = memory.getInt(block + BlockDescriptor.TYPE) != END_TYPE;
                before = memory.getInt(block + SIZE) >>> 1;
                block += bytes(before);
            }
        }
    }

    private void add(long at, long more) {
        memory.putLong(at, memory.getLong(at) + more);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    Map<Integer, Long> bytesByType() {
        return bytesByType;
    }

    long usedBytes() {
        return usedBytes;
    }

    long usedBlocks() {
        return usedBlocks;
    }

    long freeBytes() {
        return freeBytes;
    }

    long largestFree() {
        return Math.max(0, bytes(largestFree) - BlockDescriptor.PAYLOAD);
    }
}
