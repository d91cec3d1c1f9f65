package org.arenas.offheap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * Finds the blocks of an arena that no named root leads to.
 *
 * <p><b>Thread-safety.</b> Under the arena's borrow; used once.
 */
final class LeakSearch {
    /*
     * Mark and sweep. First all blocks are listed by a walk along the headers. Then those are marked that the roots lead to:
     * a collection leads to its parts, a record to whatever its handles lead to. What is written in memory is believed only if
     * it names a block of the list, and each block is followed once, so this ends whatever the memory contains.
     *
     * What is left over is told by its heads: the parts of a lost collection are freed with it and are counted as its bytes.
     * A part whose head is gone is told by itself.
     */
    private static final long NONE = Long.MIN_VALUE;

    private final MemoryReader reader;
    private final Memory memory;
    private final Long2LongHashMap typeOf = new Long2LongHashMap(NONE);
    private final Long2LongHashMap bytesOf = new Long2LongHashMap(0);
    private final LongHashSet marked = new LongHashSet();
    private final LongArrayList toFollow = new LongArrayList();
    private final Map<Integer, int[]> handlesOf = new HashMap<>();
    private final List<MemoryBlock> unread = new ArrayList<>();

    /** Is shown the blocks that belong to a collection. */
    interface PartVisitor {
        /** {@return false if there is no sense in going on from there} */
        boolean visit(long block);
    }

    LeakSearch(MemoryReader reader) {
        this.reader = reader;
        this.memory = reader.memory;
    }

    LeakReport run() {
        new HeapCheck(memory.heap()).walk((block, granules, used, type) -> {
            if (used) {
                typeOf.put(block, type);
                bytesOf.put(block, FreeLists.bytes(granules));
            }
        });
        mark(memory.segments().getLong(HeapDescriptor.ROOTS));
        mark(memory.segments().getLong(HeapDescriptor.TYPES));
        memory.roots().list().forEach(root -> mark(root.handle()));
        while (!toFollow.isEmpty()) {
            follow(toFollow.removeAt(toFollow.size() - 1));
        }
        return new LeakReport(unmarked(), unread);
    }

    /** {@return true if it is a block that was not marked before} */
    private boolean mark(long block) {
        return typeOf.get(block) != NONE && marked.add(block);
    }

    private void mark(Handle<?> handle) {
        if (typeOf.get(handle.offset()) != NONE && memory.isLive(handle) && mark(handle.offset())) {
            toFollow.addLong(handle.offset());
        }
    }

    private void follow(long block) {
        int type = (int) typeOf.get(block);
        if (type < 0) {
            followRecord(block, type);
        } else {
            visitParts(block, type, this::mark);
        }
    }

    private void followRecord(long block, int type) {
        LayoutDescription layout = memory.types().layout(type);
        if (layout == null) {
            unread.add(told(block, bytesOf.get(block)));
            return;
        }
        for (int at : handlesOf.computeIfAbsent(
                type, any -> layout.schema().handleOffsets().toArray())) {
            Handle<?> next = HandleCodec.read(
                    memory.segments().at(block, BlockDescriptor.PAYLOAD + layout.size()), index(block, at));
            if (next != null) {
                mark(next);
            }
        }
    }

    private static int index(long block, int at) {
        return Segments.index(block) + BlockDescriptor.PAYLOAD + at;
    }

    /** Shows the visitor the blocks that belong to a collection, until it says no. */
    private void visitParts(long block, int type, PartVisitor visitor) {
        switch (type) {
            case Types.LONG_LONG_MAP ->
                reader.longLongMap(LeakSearch.<LongLongMap>handle(memory, block))
                        .visitParts(visitor);
            case Types.BYTES_MAP ->
                reader.bytesMap(LeakSearch.<BytesMap>handle(memory, block)).visitParts(visitor);
            case Types.BYTES_QUEUE ->
                reader.bytesQueue(LeakSearch.<BytesQueue>handle(memory, block)).visitParts(visitor);
            default -> {
                // One block is all there is.
            }
        }
    }

    private static <T> Handle<T> handle(Memory memory, long block) {
        return new Handle<>(block, memory.heap().stamp(block));
    }

    private List<MemoryBlock> unmarked() {
        List<MemoryBlock> found = new ArrayList<>();
        LongArrayList parts = new LongArrayList();
        typeOf.forEachLong((block, type) -> {
            if (marked.contains(block)) {
                return;
            }
            if (Types.isPart((int) type)) {
                parts.addLong(block);
                return;
            }
            long[] bytes = {bytesOf.get(block)};
            visitParts(block, (int) type, part -> {
                boolean isOwn = mark(part);
                bytes[0] += isOwn ? bytesOf.get(part) : 0;
                return isOwn;
            });
            found.add(told(block, bytes[0]));
        });
        parts.forEachLong(part -> {
            if (!marked.contains(part)) {
                found.add(told(part, bytesOf.get(part)));
            }
        });
        found.sort(Comparator.comparingLong(lost -> lost.handle().offset()));
        return found;
    }

    private MemoryBlock told(long block, long bytes) {
        return new MemoryBlock(handle(memory, block), memory.types().name((int) typeOf.get(block)), bytes);
    }
}
