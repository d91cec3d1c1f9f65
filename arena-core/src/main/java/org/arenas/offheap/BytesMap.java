package org.arenas.offheap;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaFullException;
import org.jspecify.annotations.Nullable;

/**
 * A hash map from byte strings to byte strings in a shared arena, seen through one borrow. Keys and values are copied in and
 * out.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     BytesMap names = m.bytesMap(m.allocateBytesMap(100));
 *     names.put(new byte[] {1, 2}, new byte[] {3, 4, 5});
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid as long as the {@link MemoryReader} that it came from, and until the map is freed. Changing it
 * needs a {@link MemoryWriter}: otherwise what changes throws {@link org.arenas.error.AccessModeException}.
 */
public final class BytesMap extends View {
    /*
     * Chains: a table of the first entry of each chain, and a block for each entry. The table doubles when there are as many
     * entries as chains, up to what fits into a segment; then the chains grow longer.
     *
     *   head   table 8 | mask 4 | changes of size 4 | size 8
     *   table  first entry 8 * (mask + 1)
     *   entry  next 8 | hash 4 | key bytes 4 | value bytes 4 | key | value
     *
     * Everything is looked up again for each call. A link is followed if it leads to an entry, and a walk along a chain ends
     * after as many entries as the map has, or can have.
     */
    static final int HEAD_BYTES = 24;

    private static final int TABLE = 0;
    private static final int MASK = 8;
    private static final int CHANGES = 12;
    private static final int SIZE = 16;

    private static final int NEXT = BlockDescriptor.PAYLOAD;
    private static final int HASH = NEXT + 8;
    private static final int KEY_BYTES = HASH + 4;
    private static final int VALUE_BYTES = KEY_BYTES + 4;
    private static final int KEY = VALUE_BYTES + 4;

    private static final int LEAST_CHAINS = 16;
    private static final int MOST_CHAINS = 1 << 26;

    BytesMap(MemoryReader reader, Handle<BytesMap> handle) {
        super(reader, handle, Types.BYTES_MAP, HEAD_BYTES);
    }

    /** Makes an empty table for a head of zeros. */
    static void create(Memory memory, long head, long expected) {
        int chains = LEAST_CHAINS;
        while (chains < MOST_CHAINS && chains < expected) {
            chains *= 2;
        }
        long table = memory.heap().allocate((long) chains * Long.BYTES, Types.BYTES_MAP_TABLE);
        memory.segments().putLong(head + BlockDescriptor.PAYLOAD + TABLE, table);
        memory.segments().putInt(head + BlockDescriptor.PAYLOAD + MASK, chains - 1);
    }

    /** Frees what belongs to it, before its head is freed. */
    void freeParts() {
        clear();
        memory.heap().freePart(memory.segments().getLong(head() + TABLE), Types.BYTES_MAP_TABLE);
    }

    /** Shows the blocks that belong to it, each chain until the visitor says no. */
    void visitParts(LeakSearch.PartVisitor visitor) {
        if (visitor.visit(memory.segments().getLong(head() + TABLE))) {
            for (int i = 0; i < chains(); i++) {
                long entry = first(i);
                while (entry != 0 && visitor.visit(entry)) {
                    entry = next(entry);
                }
            }
        }
    }

    /** FNV-1a (Fowler, Noll, Vo), with the finaliser of MurmurHash3 (Appleby) for tables that are powers of two. */
    static int hash(byte[] key) {
        int h = 0x811C_9DC5;
        for (byte b : key) {
            h = (h ^ (b & 0xFF)) * 0x0100_0193;
        }
        h = (h ^ (h >>> 16)) * 0x85EB_CA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2_AE35;
        return h ^ (h >>> 16);
    }

    private int mask(long head) {
        int mask = memory.segments().getInt(head + MASK);
        if (mask < LEAST_CHAINS - 1 || mask >= MOST_CHAINS || (mask & (mask + 1)) != 0) {
            throw damaged("the number of its chains is impossible: mask=" + mask);
        }
        return mask;
    }

    /** Where the first entry of a chain is written. */
    private long chain(long head, int hash) {
        long table = memory.segments().getLong(head + TABLE);
        int mask = mask(head);
        memory.heap().part(table, Types.BYTES_MAP_TABLE, (mask + 1L) * Long.BYTES);
        return table + BlockDescriptor.PAYLOAD + (long) (hash & mask) * Long.BYTES;
    }

    /** Where the link to the entry of a key is written, or to nothing at the end of its chain. */
    private long link(long head, int hash, byte[] key) {
        Segments segments = memory.segments();
        long link = chain(head, hash);
        for (long left = size(head); ; left--) {
            long entry = segments.getLong(link);
            if (entry == 0 || isOf(entry, hash, key)) {
                return link;
            }
            if (left <= 0) {
                throw damaged("one of its chains does not end");
            }
            link = entry + NEXT;
        }
    }

    private boolean isOf(long entry, int hash, byte[] key) {
        UnsafeBuffer segment = entry(entry, 0);
        int head = Segments.index(entry);
        if (segment.getInt(head + HASH) != hash || segment.getInt(head + KEY_BYTES) != key.length) {
            return false;
        }
        entry(entry, key.length);
        int at = head + KEY;
        for (int i = 0; i < key.length; i++) {
            if (segment.getByte(at + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    /** The segment of an entry that has room for so many bytes of key and value. */
    private UnsafeBuffer entry(long entry, long bytes) {
        return memory.heap().part(entry, Types.ENTRY, KEY - BlockDescriptor.PAYLOAD + bytes);
    }

    byte[] key(long entry) {
        return copy(entry, KEY, memory.segments().getInt(entry + KEY_BYTES));
    }

    byte[] value(long entry) {
        long keyBytes = memory.segments().getInt(entry + KEY_BYTES);
        return copy(entry, KEY + keyBytes, memory.segments().getInt(entry + VALUE_BYTES));
    }

    private byte[] copy(long entry, long from, int length) {
        if (length < 0 || from < KEY) {
            throw damaged("the length of an entry is impossible: entry=" + entry);
        }
        UnsafeBuffer segment = entry(entry, from - KEY + length);
        byte[] copy = new byte[length];
        segment.getBytes(Segments.index(entry) + (int) from, copy);
        return copy;
    }

    /**
     * {@return a copy of the value of a key, or null if there is none}
     *
     * @param key any
     */
    public byte @Nullable [] get(byte[] key) {
        long head = head();
        long entry = memory.segments().getLong(link(head, hash(key), key));
        return entry == 0 ? null : value(entry);
    }

    /**
     * {@return whether a key has a value}
     *
     * @param key any
     */
    public boolean containsKey(byte[] key) {
        long head = head();
        return memory.segments().getLong(link(head, hash(key), key)) != 0;
    }

    /**
     * Gives a key a value, whether it has one already or not.
     *
     * @param key copied
     * @param value copied
     * @return true if it had none before
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.ArenaFullException if there is no room; then nothing has changed
     * @throws IllegalArgumentException if key and value together are larger than a segment
     */
    public boolean put(byte[] key, byte[] value) {
        Objects.requireNonNull(value, "value");
        int hash = hash(key);
        long head = changedHead();
        Segments segments = memory.segments();
        long old = segments.getLong(link(head, hash, key));
        if (old != 0 && segments.getInt(old + VALUE_BYTES) == value.length) {
            entry(old, (long) key.length + value.length);
            putBytes(old, KEY + key.length, value);
            return false;
        }
        long entry =
                memory.heap().allocate(KEY - BlockDescriptor.PAYLOAD + (long) key.length + value.length, Types.ENTRY);
        segments.putInt(entry + HASH, hash);
        segments.putInt(entry + KEY_BYTES, key.length);
        segments.putInt(entry + VALUE_BYTES, value.length);
        putBytes(entry, KEY, key);
        putBytes(entry, KEY + key.length, value);
        if (old != 0) {
            segments.putLong(entry + NEXT, segments.getLong(old + NEXT));
            segments.putLong(link(head, hash, key), entry);
            memory.heap().freePart(old, Types.ENTRY);
            return false;
        }
        long chain = chain(head, hash);
        segments.putLong(entry + NEXT, segments.getLong(chain));
        segments.putLong(chain, entry);
        resized(head, 1);
        if (size(head) > mask(head) && mask(head) < MOST_CHAINS - 1) {
            growIfThereIsRoom(head);
        }
        return true;
    }

    private void putBytes(long entry, long from, byte[] bytes) {
        memory.segments().changing(entry + from, bytes.length).putBytes(Segments.index(entry) + (int) from, bytes);
    }

    /** Longer chains are slower, and no reason to fail. */
    private void growIfThereIsRoom(long head) {
        try {
            grow(head);
        } catch (ArenaFullException e) {
            // Tried again with the next entry.
        }
    }

    private void grow(long head) {
        Segments segments = memory.segments();
        long old = segments.getLong(head + TABLE);
        int oldMask = mask(head);
        int mask = 2 * oldMask + 1;
        long left = size(head);
        long table = memory.heap().allocate((mask + 1L) * Long.BYTES, Types.BYTES_MAP_TABLE);
        for (int i = 0; i <= oldMask; i++) {
            long entry = segments.getLong(old + BlockDescriptor.PAYLOAD + (long) i * Long.BYTES);
            while (entry != 0) {
                entry(entry, 0);
                if (left-- <= 0) {
                    throw damaged("one of its chains does not end");
                }
                long next = segments.getLong(entry + NEXT);
                long chain =
                        table + BlockDescriptor.PAYLOAD + (long) (segments.getInt(entry + HASH) & mask) * Long.BYTES;
                segments.putLong(entry + NEXT, segments.getLong(chain));
                segments.putLong(chain, entry);
                entry = next;
            }
        }
        segments.putLong(head + TABLE, table);
        segments.putInt(head + MASK, mask);
        memory.heap().freePart(old, Types.BYTES_MAP_TABLE);
    }

    /**
     * Takes a key out.
     *
     * @param key any
     * @return false if it had no value
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public boolean remove(byte[] key) {
        long head = changedHead();
        Segments segments = memory.segments();
        long link = link(head, hash(key), key);
        long entry = segments.getLong(link);
        if (entry == 0) {
            return false;
        }
        segments.putLong(link, segments.getLong(entry + NEXT));
        memory.heap().freePart(entry, Types.ENTRY);
        resized(head, -1);
        return true;
    }

    /**
     * Forgets every entry; the table stays as large as it is.
     *
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public void clear() {
        long head = changedHead();
        Segments segments = memory.segments();
        for (int i = 0; i <= mask(head); i++) {
            long chain = chain(head, i);
            long entry = segments.getLong(chain);
            segments.putLong(chain, 0);
            while (entry != 0) {
                long next = segments.getLong(entry + NEXT);
                memory.heap().freePart(entry, Types.ENTRY);
                entry = next;
            }
        }
        resized(head, -size(head));
    }

    /**
     * Calls a function for each entry, in no particular order. It must not add or remove keys.
     *
     * @param visitor gets copies of key and value
     * @throws java.util.ConcurrentModificationException if it did
     */
    public void forEach(BiConsumer<? super byte[], ? super byte[]> visitor) {
        BytesMapCursor cursor = new BytesMapCursor(this);
        while (cursor.advance()) {
            visitor.accept(cursor.key(), cursor.value());
        }
    }

    /**
     * This map for code that expects one of java.util, which byte arrays are no keys of: a live view, to be used as long as
     * this. For text it is {@code asMap(BytesCodec.utf8(), BytesCodec.utf8())}. Its iterators throw {@link
     * java.util.ConcurrentModificationException} once keys were added or removed in another way than through them; entries
     * that they gave are snapshots with a {@link Map.Entry#setValue} that writes. If the arena is borrowed for reading, what
     * changes throws {@link org.arenas.error.AccessModeException}.
     *
     * @param keys how keys become bytes and back
     * @param values how values become bytes and back
     * @return neither takes nulls nor contains any
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    public <K, V> Map<K, V> asMap(BytesCodec<K> keys, BytesCodec<V> values) {
        return new BytesMapView<>(this, keys, values);
    }

    /** {@return how many entries there are} */
    public long size() {
        return size(head());
    }

    private long size(long head) {
        long size = memory.segments().getLong(head + SIZE);
        if (size < 0 || size > memory.segments().mostBlocks()) {
            throw damaged("its size is impossible: size=" + size);
        }
        return size;
    }

    /** {@return true if there is no entry} */
    public boolean isEmpty() {
        return size() == 0;
    }

    private void resized(long head, long by) {
        memory.segments().putLong(head + SIZE, size(head) + by);
        memory.segments().putInt(head + CHANGES, memory.segments().getInt(head + CHANGES) + 1);
    }

    // ---------------------------------------------------------------- for the cursor

    /** {@return how often keys were added or removed} */
    int changes() {
        return memory.segments().getInt(head() + CHANGES);
    }

    int chains() {
        return mask(head()) + 1;
    }

    /** {@return the first entry of a chain, or 0} */
    long first(int chain) {
        return memory.segments().getLong(chain(head(), chain));
    }

    /** {@return the entry behind another one, or 0} */
    long next(long entry) {
        entry(entry, 0);
        return memory.segments().getLong(entry + NEXT);
    }
}
