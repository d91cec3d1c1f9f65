package org.arenas.offheap;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the memory of a shared arena is used.
 *
 * @param bytes of all segments
 * @param usedBytes in allocated blocks, headers included
 * @param usedBlocks how many those are
 * @param freeBytes in free blocks
 * @param largestFree the largest payload that fits into a free block
 * @param bytesByType the used bytes, by what the blocks hold
 */
public record MemoryStatistics(
        long bytes, long usedBytes, long usedBlocks, long freeBytes, long largestFree, Map<String, Long> bytesByType) {
    static MemoryStatistics of(Memory memory) {
        HeapCheck walk = new HeapCheck(memory.heap()).count();
        Map<String, Long> named = new TreeMap<>();
        walk.bytesByType().forEach((type, bytes) -> named.merge(memory.types().name(type), bytes, Long::sum));
        return new MemoryStatistics(
                memory.segments().bytes(),
                walk.usedBytes(),
                walk.usedBlocks(),
                walk.freeBytes(),
                walk.largestFree(),
                Map.copyOf(named));
    }

    /** {@return how much of the free memory is not in the largest block, from 0 to 1} */
    public double fragmentation() {
        return freeBytes == 0 ? 0 : 1 - (double) Math.min(freeBytes, largestFree + BlockDescriptor.PAYLOAD) / freeBytes;
    }
}
