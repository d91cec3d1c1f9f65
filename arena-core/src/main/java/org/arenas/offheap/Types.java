package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** What a block may hold. Negative numbers are layouts of records, see {@link BoundLayout#typeId()}. */
final class Types {
    static final int ROOTS = 2;
    static final int STRING = 3;
    static final int BYTES = 4;
    static final int LONG_LONG_MAP = 5;
    static final int LONG_LONG_TABLE = 6;
    static final int BYTES_MAP = 7;
    static final int BYTES_MAP_TABLE = 8;
    static final int ENTRY = 9;
    static final int BYTES_QUEUE = 10;
    static final int CHUNK = 11;
    static final int LONG_ARRAY = 12;
    static final int INT_ARRAY = 13;
    static final int DOUBLE_ARRAY = 14;
    static final int BYTE_ARRAY = 15;
    static final int LAYOUTS = 16;

    /** By number. */
    private static final List<String> NAMES = List.of(
            "free",
            "end",
            "roots",
            "String",
            "byte[]",
            "LongLongMap",
            "table of a LongLongMap",
            "BytesMap",
            "table of a BytesMap",
            "entry of a BytesMap",
            "BytesQueue",
            "chunk of a BytesQueue",
            "LongArray",
            "IntArray",
            "DoubleArray",
            "ByteArray",
            "layouts of records");

    private static final int LEAST_ENTRY = Integer.BYTES + 1;

    private final Memory memory;

    /** Whether they are kept in the arena itself, for others and for later. */
    private final boolean kept;

    /** The layouts of records allocated in this arena, as far as they are known here. */
    private final Map<Integer, LayoutDescription> layouts = new ConcurrentHashMap<>();

    private final Map<Version, BoundLayout<?>> versions = new ConcurrentHashMap<>();

    /** What a record is asked for by, and what it was allocated with. */
    private record Version(BoundLayout<?> layout, int type) {}

    /** The stamp of the block that they were read from. */
    private volatile long readFrom;

    Types(Memory memory, boolean kept) {
        this.memory = memory;
        this.kept = kept;
    }

    /** Makes a layout known, before something is allocated with it. Under an exclusive borrow. */
    void add(int type, LayoutDescription layout) {
        LayoutDescription present = layout(type);
        if (present == null) {
            if (kept) {
                write(layout);
            }
            layouts.put(type, layout);
        } else if (!present.equals(layout)) {
            throw new IllegalStateException(
                    "two layouts have the same number: " + present + layout + "; add a component to one of them");
        }
    }

    /**
     * {@return the layout of a type of records, or null if it is not known}
     *
     * @throws org.arenas.error.ArenaDamagedException if they cannot be read
     * @throws org.arenas.error.DamagedLayoutException if one of them is none
     */
    @Nullable
    LayoutDescription layout(int type) {
        if (kept) {
            read();
        }
        return layouts.get(type);
    }

    /** Reads those that others have added; takes two loads if nobody has. */
    private void read() {
        long block = memory.segments().getLong(HeapDescriptor.TYPES);
        if (block == 0) {
            return;
        }
        long stamp = memory.heap().stamp(block);
        if (stamp != readFrom) {
            for (LayoutDescription layout : read(block)) {
                layouts.put(BoundLayout.typeId(layout.schemaHash()), layout);
            }
            readFrom = stamp;
        }
    }

    private List<LayoutDescription> read(long block) {
        List<LayoutDescription> read = new ArrayList<>();
        long bytes = memory.heap().payload(block);
        UnsafeBuffer segment = memory.heap().part(block, LAYOUTS, bytes);
        int at = Segments.index(block) + BlockDescriptor.PAYLOAD;
        int end = at + (int) bytes;
        int count = segment.getInt(at);
        if (count < 0) {
            throw Violations.damaged(memory.label(), "there are " + count + " layouts");
        }
        at += Integer.BYTES;
        for (int i = 0; i < count; i++) {
            int length = at <= end - LEAST_ENTRY ? segment.getInt(at) : -1;
            if (length <= 0 || length > end - at - Integer.BYTES) {
                throw Violations.damaged(memory.label(), "layout " + i + " goes beyond the table of layouts");
            }
            byte[] description = new byte[length];
            segment.getBytes(at + Integer.BYTES, description);
            read.add(LayoutDescription.parse(description));
            at += Integer.BYTES + length;
        }
        return read;
    }

    /** Writes all of them and one more into a new block, then frees the old one. */
    private void write(LayoutDescription more) {
        memory.change();
        long old = memory.segments().getLong(HeapDescriptor.TYPES);
        List<LayoutDescription> all = old == 0 ? new ArrayList<>() : read(old);
        all.add(more);
        List<byte[]> descriptions = all.stream().map(LayoutDescription::bytes).toList();
        long bytes = Integer.BYTES
                + descriptions.stream()
                        .mapToLong(each -> Integer.BYTES + each.length)
                        .sum();
        long block = memory.heap().allocate(bytes, LAYOUTS);
        UnsafeBuffer segment = memory.segments().changing(block, BlockDescriptor.PAYLOAD + bytes);
        int at = Segments.index(block) + BlockDescriptor.PAYLOAD;
        segment.putInt(at, descriptions.size());
        at += Integer.BYTES;
        for (byte[] description : descriptions) {
            segment.putInt(at, description.length);
            segment.putBytes(at + Integer.BYTES, description);
            at += Integer.BYTES + description.length;
        }
        memory.segments().putLong(HeapDescriptor.TYPES, block);
        if (old != 0) {
            memory.heap().free(old);
        }
    }

    /**
     * The version of a layout that has a given number, or null if that is no layout of a record of the same name.
     *
     * @throws org.arenas.error.LayoutMismatchException if it is, and the record class cannot read it
     */
    @SuppressWarnings("unchecked") // Made of the layout that is asked for.
    <R extends Record> @Nullable BoundLayout<R> version(BoundLayout<R> layout, int type) {
        Version key = new Version(layout, type);
        BoundLayout<?> found = versions.get(key);
        if (found == null) {
            LayoutDescription stored = type < 0 && type != layout.typeId() ? layout(type) : null;
            if (stored == null
                    || !stored.recordName().equals(layout.description().recordName())) {
                return null;
            }
            found = BoundLayout.of(layout.reading(stored));
            versions.put(key, found);
        }
        return (BoundLayout<R>) found;
    }

    /** Forgets what may have been undone; what is kept in the arena is read again. */
    void forget() {
        if (kept) {
            layouts.clear();
            readFrom = 0;
        }
    }

    /** {@return whether it belongs to a block of another type, and has no handle of its own} */
    static boolean isPart(int type) {
        return type == LONG_LONG_TABLE || type == BYTES_MAP_TABLE || type == ENTRY || type == CHUNK;
    }

    static boolean isArray(int type) {
        return type >= LONG_ARRAY && type <= BYTE_ARRAY;
    }

    String name(int type) {
        if (type < 0) {
            LayoutDescription layout = knownLayout(type);
            return layout == null ? "a record" : layout.recordName();
        }
        return type < NAMES.size() ? NAMES.get(type) : "type " + type;
    }

    /** For messages, which are made of damaged memory, too. */
    private @Nullable LayoutDescription knownLayout(int type) {
        try {
            return layout(type);
        } catch (ArenaException e) {
            return layouts.get(type);
        }
    }
}
