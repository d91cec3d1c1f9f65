package org.arenas.offheap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The directory of named roots: a block of its own, which is written anew when it changes. Made for tens of names, not for
 * thousands: those belong into a map.
 *
 * <pre>
 *   count 4 | for each: offset 8 | stamp 8 | length of the name 4 | name in UTF-8 |
 * </pre>
 */
final class Roots {
    private static final int ENTRY = 2 * Long.BYTES + Integer.BYTES;

    private final Memory memory;

    Roots(Memory memory) {
        this.memory = memory;
    }

    @SuppressWarnings("unchecked") // The type is checked when the handle is used.
    <T> @Nullable Handle<T> find(String name) {
        return (Handle<T>) read().get(name);
    }

    List<Root> list() {
        List<Root> roots = new ArrayList<>();
        read().forEach((name, handle) -> roots.add(new Root(
                name,
                memory.isLive(handle) ? memory.types().name(memory.heap().type(handle.offset())) : "freed",
                handle)));
        roots.sort(Comparator.comparing(Root::name));
        return roots;
    }

    void put(String name, Handle<?> handle) {
        Map<String, Handle<?>> roots = read();
        roots.put(name, handle);
        write(roots);
    }

    boolean remove(String name) {
        Map<String, Handle<?>> roots = read();
        if (roots.remove(name) == null) {
            return false;
        }
        write(roots);
        return true;
    }

    private Map<String, Handle<?>> read() {
        Map<String, Handle<?>> roots = new LinkedHashMap<>();
        long block = memory.segments().getLong(HeapDescriptor.ROOTS);
        if (block == 0) {
            return roots;
        }
        UnsafeBuffer segment = memory.heap().part(block, Types.ROOTS, Integer.BYTES);
        int at = Segments.index(block) + BlockDescriptor.PAYLOAD;
        int end = Segments.index(block)
                + (int) Math.min(
                        BlockDescriptor.PAYLOAD + memory.heap().payload(block),
                        segment.capacity() - Segments.index(block));
        int count = segment.getInt(at);
        if (count < 0) {
            throw Violations.damaged(memory.segments().label(), "there are " + count + " roots");
        }
        at += Integer.BYTES;
        for (int i = 0; i < count; i++) {
            int length = at <= end - ENTRY ? segment.getInt(at + ENTRY - Integer.BYTES) : -1;
            if (length < 0 || length > end - at - ENTRY) {
                throw Violations.damaged(memory.segments().label(), "root " + i + " goes beyond the directory");
            }
            byte[] name = new byte[length];
            segment.getBytes(at + ENTRY, name);
            roots.put(
                    new String(name, StandardCharsets.UTF_8),
                    new Handle<>(segment.getLong(at), segment.getLong(at + Long.BYTES)));
            at += ENTRY + length;
        }
        return roots;
    }

    /** Writes all of them into a new block, then frees the old one: if there is no room, nothing has changed. */
    private void write(Map<String, Handle<?>> roots) {
        List<byte[]> names = roots.keySet().stream().map(Utf8::encode).toList();
        long bytes = Integer.BYTES;
        for (byte[] name : names) {
            bytes += ENTRY + name.length;
        }
        long block = memory.heap().allocate(bytes, Types.ROOTS);
        UnsafeBuffer segment = memory.segments().changing(block, BlockDescriptor.PAYLOAD + bytes);
        int at = Segments.index(block) + BlockDescriptor.PAYLOAD;
        segment.putInt(at, names.size());
        at += Integer.BYTES;
        int i = 0;
        for (Handle<?> handle : roots.values()) {
            byte[] name = names.get(i++);
            segment.putLong(at, handle.offset());
            segment.putLong(at + Long.BYTES, handle.stamp());
            segment.putInt(at + ENTRY - Integer.BYTES, name.length);
            segment.putBytes(at + ENTRY, name);
            at += ENTRY + name.length;
        }
        long old = memory.segments().getLong(HeapDescriptor.ROOTS);
        memory.segments().putLong(HeapDescriptor.ROOTS, block);
        if (old != 0) {
            memory.heap().free(old);
        }
    }
}
