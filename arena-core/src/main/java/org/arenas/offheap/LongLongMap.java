package org.arenas.offheap;

import java.util.Map;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A hash map from long to long in a shared arena, seen through one borrow.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     LongLongMap counts = m.longLongMap(m.allocateLongLongMap(1_000));
 *     counts.add(42, 1);
 *     System.out.println(counts.get(42, 0));
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid as long as the {@link MemoryReader} that it came from, and until the map is freed. Changing it
 * needs a {@link MemoryWriter}: otherwise what changes throws {@link org.arenas.error.AccessModeException}.
 * <p><b>Limits.</b> It doubles its table when it is two thirds full; a table fits into one segment, so that there are at most
 * some 22 million entries.
 */
public final class LongLongMap extends View {
    /*
     * Open addressing with linear probing, and removal by shifting back what comes behind (Knuth, TAOCP 3, 6.4, algorithm R),
     * so that there are no tombstones. An entry is a key and a value side by side; key 0 means that the slot is empty, so the
     * entry of key 0 itself is kept in the head.
     *
     *   head   table 8 | mask 4 | has zero 4 | size 8 | value of zero 8 | changes of size 8
     *   table  (key 8 | value 8) * (mask + 1)
     *
     * Head and table are looked up again for each call: another view of the same map may have replaced the table.
     */
    static final int HEAD_BYTES = 40;

    private static final int TABLE = 0;
    private static final int MASK = 8;
    private static final int HAS_ZERO = 12;
    private static final int SIZE = 16;
    private static final int ZERO_VALUE = 24;
    private static final int CHANGES = 32;

    private static final int ENTRY = 2 * Long.BYTES;
    private static final int LEAST_CAPACITY = 16;
    private static final int MOST_CAPACITY = 1 << 25;

    /** What a walk over all entries calls. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Gets one entry.
         *
         * @param key its key
         * @param value its value
         */
        void entry(long key, long value);
    }

    LongLongMap(MemoryReader reader, Handle<LongLongMap> handle) {
        super(reader, handle, Types.LONG_LONG_MAP, HEAD_BYTES);
    }

    /** Makes an empty table for a head of zeros. */
    static void create(Memory memory, long head, long expected) {
        int capacity = LEAST_CAPACITY;
        while (capacity < MOST_CAPACITY && full(capacity) < expected) {
            capacity *= 2;
        }
        if (full(capacity) < expected) {
            throw tooMany(expected);
        }
        long table = memory.heap().allocate((long) capacity * ENTRY, Types.LONG_LONG_TABLE);
        memory.segments().putLong(head + BlockDescriptor.PAYLOAD + TABLE, table);
        memory.segments().putInt(head + BlockDescriptor.PAYLOAD + MASK, capacity - 1);
    }

    /** Frees what belongs to it, before its head is freed. */
    void freeParts() {
        memory.heap().freePart(tableOffset(head()), Types.LONG_LONG_TABLE);
    }

    /** Shows the blocks that belong to it. */
    void visitParts(LeakSearch.PartVisitor visitor) {
        visitor.visit(tableOffset(head()));
    }

    private static IllegalArgumentException tooMany(long entries) {
        return new IllegalArgumentException("map is too large: entries=" + entries + "; at most " + full(MOST_CAPACITY)
                + " fit into a segment, so use several maps");
    }

    private static long full(int capacity) {
        return 2L * capacity / 3;
    }

    private static int hash(long key) {
        long h = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (h >>> 32);
    }

    private int mask(long head) {
        int mask = memory.segments().getInt(head + MASK);
        if (mask < LEAST_CAPACITY - 1 || mask >= MOST_CAPACITY || (mask & (mask + 1)) != 0) {
            throw damaged("its capacity is impossible: mask=" + mask);
        }
        return mask;
    }

    /** The payload of the table, all of which exists. */
    private UnsafeBuffer table(long offset, int mask) {
        return memory.heap().part(offset, Types.LONG_LONG_TABLE, (mask + 1L) * ENTRY);
    }

    /** As {@link #table}, before all of it is changed. */
    private UnsafeBuffer changingTable(long offset, int mask) {
        table(offset, mask);
        return memory.segments().changing(offset, BlockDescriptor.PAYLOAD + (mask + 1L) * ENTRY);
    }

    /** The segment of a table, before the entry at a given byte of it is changed. */
    private UnsafeBuffer changing(long table, int at) {
        return memory.segments().changing(table - Segments.index(table) + at, ENTRY);
    }

    private long tableOffset(long head) {
        return memory.segments().getLong(head + TABLE);
    }

    private static int base(long table) {
        return Segments.index(table) + BlockDescriptor.PAYLOAD;
    }

    /** {@return the byte of the slot that holds the key, or of the empty one where it would be put} */
    private int slot(UnsafeBuffer table, int base, int mask, long key) {
        int slot = hash(key) & mask;
        for (int probes = 0; probes <= mask; probes++) {
            int at = base + slot * ENTRY;
            long found = Primitives.getLong(table, at);
            if (found == key || found == 0) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
        // Or somebody has written while this reads without the lock; then nobody will hear of it.
        throw damaged("its table has no empty slot");
    }

    /**
     * {@return the value of a key}
     *
     * @param key any
     * @param missing what to return if there is none
     */
    public long get(long key, long missing) {
        long head = head();
        if (key == 0) {
            return hasZero(head) ? memory.segments().getLong(head + ZERO_VALUE) : missing;
        }
        int mask = mask(head);
        long offset = tableOffset(head);
        UnsafeBuffer table = table(offset, mask);
        int at = slot(table, base(offset), mask, key);
        return Primitives.getLong(table, at) == key ? Primitives.getLong(table, at + Long.BYTES) : missing;
    }

    /**
     * {@return the value of a key, if there is one}
     *
     * @param key any
     */
    public OptionalLong find(long key) {
        // Two different answers mean that the default was returned.
        long value = get(key, 0);
        return value == 0 && get(key, 1) == 1 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * {@return whether a key has a value}
     *
     * @param key any
     */
    public boolean containsKey(long key) {
        return find(key).isPresent();
    }

    /**
     * Gives a key a value, whether it has one already or not.
     *
     * @param key any
     * @param value any
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.ArenaFullException if there is no room for a larger table; then nothing has changed
     * @throws IllegalArgumentException if no larger table is possible; then nothing has changed
     */
    public void put(long key, long value) {
        store(key, value, false);
    }

    /**
     * Adds to the value of a key, or gives it that value if it has none.
     *
     * @param key any
     * @param more what to add
     * @return the value afterwards
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.ArenaFullException if there is no room for a larger table; then nothing has changed
     * @throws IllegalArgumentException if no larger table is possible; then nothing has changed
     */
    public long add(long key, long more) {
        return store(key, more, true);
    }

    private long store(long key, long value, boolean adds) {
        long head = changedHead();
        Segments segments = memory.segments();
        if (key == 0) {
            long sum = adds && hasZero(head) ? segments.getLong(head + ZERO_VALUE) + value : value;
            if (!hasZero(head)) {
                segments.putInt(head + HAS_ZERO, 1);
                resized(head, 1);
            }
            segments.putLong(head + ZERO_VALUE, sum);
            return sum;
        }
        int mask = mask(head);
        long offset = tableOffset(head);
        UnsafeBuffer table = table(offset, mask);
        int at = slot(table, base(offset), mask, key);
        if (Primitives.getLong(table, at) == key) {
            long sum = adds ? Primitives.getLong(table, at + Long.BYTES) + value : value;
            changing(offset, at).putLong(at + Long.BYTES, sum);
            return sum;
        }
        long size = segments.getLong(head + SIZE);
        if (size < 0 || size > mask) {
            throw damaged("its size is impossible: size=" + size);
        }
        if (size >= full(mask + 1)) {
            grow(head, offset, mask);
            mask = mask(head);
            offset = tableOffset(head);
            table = table(offset, mask);
            at = slot(table, base(offset), mask, key);
        }
        changing(offset, at);
        table.putLong(at + Long.BYTES, value);
        table.putLong(at, key);
        resized(head, 1);
        return value;
    }

    private void grow(long head, long oldOffset, int oldMask) {
        int capacity = 2 * (oldMask + 1);
        if (capacity > MOST_CAPACITY) {
            throw tooMany(memory.segments().getLong(head + SIZE) + 1);
        }
        long offset = memory.heap().allocate((long) capacity * ENTRY, Types.LONG_LONG_TABLE);
        UnsafeBuffer old = table(oldOffset, oldMask);
        UnsafeBuffer table = changingTable(offset, capacity - 1);
        for (int i = 0; i <= oldMask; i++) {
            int from = base(oldOffset) + i * ENTRY;
            long key = Primitives.getLong(old, from);
            if (key != 0) {
                int at = slot(table, base(offset), capacity - 1, key);
                table.putLong(at, key);
                table.putLong(at + Long.BYTES, Primitives.getLong(old, from + Long.BYTES));
            }
        }
        memory.segments().putLong(head + TABLE, offset);
        memory.segments().putInt(head + MASK, capacity - 1);
        memory.heap().freePart(oldOffset, Types.LONG_LONG_TABLE);
    }

    /**
     * Takes a key out.
     *
     * @param key any
     * @return false if it had no value
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public boolean remove(long key) {
        long head = changedHead();
        if (key == 0) {
            boolean had = hasZero(head);
            if (had) {
                memory.segments().putInt(head + HAS_ZERO, 0);
                resized(head, -1);
            }
            return had;
        }
        int mask = mask(head);
        long offset = tableOffset(head);
        UnsafeBuffer table = table(offset, mask);
        int at = slot(table, base(offset), mask, key);
        if (Primitives.getLong(table, at) != key) {
            return false;
        }
        closeGap(table, offset, mask, (at - base(offset)) / ENTRY);
        resized(head, -1);
        return true;
    }

    private void closeGap(UnsafeBuffer table, long offset, int mask, int first) {
        int base = base(offset);
        int gap = first;
        int slot = gap;
        for (int probes = 0; probes <= mask; probes++) {
            slot = (slot + 1) & mask;
            long key = Primitives.getLong(table, base + slot * ENTRY);
            if (key == 0) {
                break;
            }
            // It may fill the gap unless its own place lies between the gap and where it is.
            int own = hash(key) & mask;
            if (((slot - own) & mask) >= ((slot - gap) & mask)) {
                changing(offset, base + gap * ENTRY);
                table.putLong(
                        base + gap * ENTRY + Long.BYTES, Primitives.getLong(table, base + slot * ENTRY + Long.BYTES));
                table.putLong(base + gap * ENTRY, key);
                gap = slot;
            }
        }
        changing(offset, base + gap * ENTRY).putLong(base + gap * ENTRY, 0);
    }

    /**
     * Forgets every entry; the table stays as large as it is.
     *
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public void clear() {
        long head = changedHead();
        int mask = mask(head);
        long offset = tableOffset(head);
        changingTable(offset, mask).setMemory(base(offset), (mask + 1) * ENTRY, (byte) 0);
        memory.segments().putInt(head + HAS_ZERO, 0);
        resized(head, -size());
    }

    /**
     * Calls a function for each entry, in no particular order. It must not add or remove keys.
     *
     * @param visitor gets key and value
     * @throws java.util.ConcurrentModificationException if it did
     */
    public void forEach(Visitor visitor) {
        LongLongCursor cursor = new LongLongCursor(this);
        while (cursor.advance()) {
            visitor.entry(cursor.key(), cursor.value());
        }
    }

    /**
     * This map for code that expects one of java.util: a live view that boxes, to be used as long as this. Its iterators
     * throw {@link java.util.ConcurrentModificationException} once keys were added or removed in another way than through
     * them; entries that they gave are snapshots with a {@link Map.Entry#setValue} that writes. If the arena is borrowed for
     * reading, what changes throws {@link org.arenas.error.AccessModeException}.
     *
     * @return neither takes nulls nor contains any
     */
    public Map<Long, Long> asMap() {
        return new LongLongMapView(this);
    }

    /** {@return how many entries there are} */
    public long size() {
        return memory.segments().getLong(head() + SIZE);
    }

    /** {@return true if there is no entry} */
    public boolean isEmpty() {
        return size() == 0;
    }

    private boolean hasZero(long head) {
        return memory.segments().getInt(head + HAS_ZERO) != 0;
    }

    private void resized(long head, long by) {
        memory.segments().putLong(head + SIZE, memory.segments().getLong(head + SIZE) + by);
        memory.segments().putLong(head + CHANGES, memory.segments().getLong(head + CHANGES) + 1);
    }

    // ---------------------------------------------------------------- for the cursor

    /** {@return how often keys were added or removed} */
    long changes() {
        return memory.segments().getLong(head() + CHANGES);
    }

    boolean hasZero() {
        return hasZero(head());
    }

    /** {@return how many slots the table has} */
    int capacity() {
        return mask(head()) + 1;
    }

    /** {@return the key in a slot of the table, 0 if there is none} */
    long keyAt(int slot) {
        return inSlot(slot, 0);
    }

    /** {@return the value in a slot of the table} */
    long valueAt(int slot) {
        return inSlot(slot, Long.BYTES);
    }

    private long inSlot(int slot, int part) {
        long head = head();
        long offset = tableOffset(head);
        int mask = mask(head);
        return Primitives.getLong(table(offset, mask), base(offset) + (slot & mask) * ENTRY + part);
    }
}
