package org.arenas.offheap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaDamagedException;

/** Makes a whole memory of what lies in the extents of a file. */
final class MemoryRepair {
    /*
     *   undo what the journal kept, if a holder died | find the segments that count | walk all blocks: unless each is known,
     *   stop here | lists, counters and links anew | numbers of allocations go on behind the last that is in use | arrays are
     *   lent to nobody | roots and layouts are found | the sequence becomes even
     *
     * All of it can be done again after a death in the middle.
     */
    private static final long FAR = 1L << 40;

    private final String label;
    private final ArenaFile file;
    private final UnsafeBuffer first;
    private final List<String> problems = new ArrayList<>();
    private final List<String> repairs = new ArrayList<>();
    private boolean undone;
    private boolean whole;

    /**
     * Of a file.
     *
     * @param file what of it is changed, or a private copy
     * @param label names the arena in messages
     */
    MemoryRepair(ArenaFile file, String label) {
        this.file = file;
        this.label = label;
        this.first = file.segment(0);
    }

    /**
     * Does it.
     *
     * @param undo whether the journal is used
     */
    void run(boolean undo) {
        boolean odd = (first.getLong(HeapDescriptor.SEQUENCE) & 1) != 0;
        if (odd) {
            problem("a process died while it changed the arena");
            if (undo) {
                undo();
            }
        }
        Segments memory = segments();
        Heap heap = new Heap(memory, new Heap.NoGrowth());
        HeapCheck check = new HeapCheck(heap).run();
        check.problems().forEach(this::problem);
        whole = check.knowsAllBlocks();
        if (!whole) {
            return;
        }
        if (!check.problems().isEmpty()) {
            check.rebuild();
            repaired("free lists, counters and links were made anew from the headers of the blocks");
        }
        mendNumbers(memory, heap);
        mendArrays(memory, heap);
        mendDirectory(memory, heap, HeapDescriptor.ROOTS, Types.ROOTS, "directory of roots");
        mendDirectory(memory, heap, HeapDescriptor.TYPES, Types.LAYOUTS, "table of layouts");
        if (odd) {
            first.putLong(HeapDescriptor.SEQUENCE, (first.getLong(HeapDescriptor.SEQUENCE) | 1) + 1);
            if (file.journals() > 0) {
                journal().empty();
            }
            if (!undone) {
                repaired("what the dead process had changed was kept as it is");
            }
        }
    }

    private void undo() {
        if (file.journals() == 0) {
            return;
        }
        long generation = first.getLong(HeapDescriptor.GENERATION);
        try {
            journal().putBack(new Segments(label, all(file.segments(), file::segment), null));
            first.putLong(HeapDescriptor.GENERATION, Math.max(generation, first.getLong(HeapDescriptor.GENERATION)));
            undone = true;
            repaired("what the dead process had changed was undone");
        } catch (ArenaDamagedException e) {
            problem("the undo journal is not what was written");
        }
    }

    private Journal journal() {
        return new Journal(all(file.journals(), file::journal), bytes -> {
            throw new IOException("nothing is kept during a repair");
        });
    }

    private static List<UnsafeBuffer> all(int count, IntFunction<UnsafeBuffer> part) {
        List<UnsafeBuffer> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part.apply(i));
        }
        return parts;
    }

    /** As many as the memory says, or, if that cannot be, the first ones whose blocks are known. */
    private Segments segments() {
        long count = first.getLong(HeapDescriptor.SEGMENTS);
        if (count >= 1 && count <= file.segments()) {
            return new Segments(label, all((int) count, file::segment), null);
        }
        problem("it has " + file.segments() + " segments and says " + count);
        int known = 1;
        while (known < file.segments() && isKnown(known + 1)) {
            known++;
        }
        return new Segments(label, all(known, file::segment), null);
    }

    private boolean isKnown(int count) {
        Segments some = new Segments(label, all(count, file::segment), null);
        return new HeapCheck(new Heap(some, new Heap.NoGrowth())).count().knowsAllBlocks();
    }

    /** No handle of a block that is in use may be given to another one later. */
    private void mendNumbers(Segments memory, Heap heap) {
        long salt = memory.getLong(HeapDescriptor.SALT);
        long written = memory.getLong(HeapDescriptor.GENERATION);
        long[] last = {written};
        new HeapCheck(heap).walk((block, granules, used, type) -> {
            long number = BlockDescriptor.unscramble(memory.getLong(block + BlockDescriptor.STAMP), salt);
            if (used && number > last[0] && number - written < FAR) {
                last[0] = number;
            }
        });
        if (last[0] != written) {
            problem("allocation " + last[0] + " is in use, and " + written + " is written as the last");
            memory.putLong(HeapDescriptor.GENERATION, last[0]);
            repaired("numbers of allocations go on behind " + last[0]);
        }
    }

    private void mendArrays(Segments memory, Heap heap) {
        int[] lent = {0};
        new HeapCheck(heap).walk((block, granules, used, type) -> {
            if (used && Types.isArray(type)) {
                int flags = memory.getInt(block + SharedArray.FLAGS);
                if ((flags & SharedArray.LENT) != 0) {
                    memory.putInt(block + SharedArray.FLAGS, flags & ~SharedArray.LENT);
                    lent[0]++;
                }
            }
        });
        if (lent[0] > 0) {
            problem("arrays are lent to workers that are dead: " + lent[0]);
            repaired("arrays were taken back: " + lent[0]);
        }
    }

    /** There is one of each; the newest counts, if a process died while it put one in the place of another. */
    private void mendDirectory(Segments memory, Heap heap, int at, int directory, String what) {
        long written = memory.getLong(at);
        long salt = memory.getLong(HeapDescriptor.SALT);
        boolean[] found = {written == 0};
        long[] newest = {0, Long.MIN_VALUE};
        new HeapCheck(heap).walk((block, granules, used, type) -> {
            if (used && type == directory) {
                found[0] |= block == written;
                long number = BlockDescriptor.unscramble(memory.getLong(block + BlockDescriptor.STAMP), salt);
                if (number > newest[1]) {
                    newest[0] = block;
                    newest[1] = number;
                }
            }
        });
        if (!found[0]) {
            problem("there is no " + what + " at " + written);
            memory.putLong(at, newest[0]);
            repaired("the " + what + (newest[0] == 0 ? " is lost" : " was found"));
        }
    }

    private void problem(String what) {
        problems.add(what);
    }

    private void repaired(String what) {
        repairs.add(what);
    }

    /** {@return whether all blocks are known, so that the rest was done} */
    boolean isWhole() {
        return whole;
    }

    boolean hasUndone() {
        return undone;
    }

    List<String> problems() {
        return problems;
    }

    List<String> repairs() {
        return repairs;
    }
}
