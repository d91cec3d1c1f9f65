package org.arenas.offheap;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
            "ByteArray");

    /** The layouts of records allocated in this arena. */
    private final Map<Integer, LayoutDescription> layouts = new ConcurrentHashMap<>();

    void add(int type, LayoutDescription layout) {
        LayoutDescription present = layouts.putIfAbsent(type, layout);
        if (present != null && !present.equals(layout)) {
            throw new IllegalStateException(
                    "two layouts have the same number: " + present + layout + "; add a component to one of them");
        }
    }

    /** Forgets the layouts, which are found again when they are needed. */
    void forget() {
        layouts.clear();
    }

    /** {@return the layout of a type of records, or null if it is not known here} */
    @Nullable
    LayoutDescription layout(int type) {
        return layouts.get(type);
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
            LayoutDescription layout = layouts.get(type);
            return layout == null ? "a record" : layout.recordName();
        }
        return type < NAMES.size() ? NAMES.get(type) : "type " + type;
    }
}
