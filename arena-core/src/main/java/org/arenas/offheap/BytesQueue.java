package org.arenas.offheap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A queue of byte strings in a shared arena, first in, first out, seen through one borrow. Items are copied in and out.
 *
 * <pre>{@code
 * try (MemoryWriter m = board.borrow()) {
 *     BytesQueue jobs = m.bytesQueue(m.allocateBytesQueue());
 *     jobs.add(new byte[] {1, 2, 3});
 *     byte[] job = jobs.poll();
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Valid as long as the {@link MemoryReader} that it came from, and until the queue is freed. Changing it
 * needs a {@link MemoryWriter}: otherwise what changes throws {@link org.arenas.error.AccessModeException}. Nobody waits
 * here for an item: that is what channels are for.
 */
public final class BytesQueue extends View {
    /*
     * A list of chunks with many items each. An item never spans two; one that is larger than a chunk gets one of its own.
     *
     *   head   first chunk 8 | last chunk 8 | size 8 | changes of size 8
     *   chunk  next 8 | read up to 4 | written up to 4 | (length 4 | item)*
     *
     * A chunk is freed when all in it is read, unless it is the last one: then it begins anew.
     */
    static final int HEAD_BYTES = 32;

    private static final int FIRST = 0;
    private static final int LAST = 8;
    private static final int SIZE = 16;
    private static final int CHANGES = 24;

    private static final int NEXT = BlockDescriptor.PAYLOAD;
    private static final int READ = NEXT + 8;
    private static final int WRITTEN = READ + 4;
    private static final int ITEMS = WRITTEN + 4;

    private static final int CHUNK_BYTES = 4096 - ITEMS;

    /** Of no bytes, in the smallest block that there is. */
    private static final int MOST_ITEMS_A_BLOCK =
            BlockDescriptor.LEAST_GRANULES * BlockDescriptor.GRANULE / Integer.BYTES;

    BytesQueue(MemoryReader reader, Handle<BytesQueue> handle) {
        super(reader, handle, Types.BYTES_QUEUE, HEAD_BYTES);
    }

    /** Frees what belongs to it, before its head is freed. */
    void freeParts() {
        clear();
    }

    /** Shows the blocks that belong to it, until the visitor says no. */
    void visitParts(LeakSearch.PartVisitor visitor) {
        long chunk = memory.segments().getLong(head() + FIRST);
        while (chunk != 0 && visitor.visit(chunk)) {
            chunk = memory.segments().getLong(chunk + NEXT);
        }
    }

    /**
     * Adds an item at the end.
     *
     * @param item copied; may be empty
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.ArenaFullException if there is no room; then nothing has changed
     * @throws IllegalArgumentException if the item is larger than a segment
     */
    public void add(byte[] item) {
        Objects.requireNonNull(item, "item");
        long head = changedHead();
        long chunk = chunkFor(head, item);
        store(chunk, written(chunk), needed(item), item);
        resized(head, size(head) + 1);
    }

    /** The last chunk, if it has room for an item, or else a new one. */
    private long chunkFor(long head, byte[] item) {
        long chunk = memory.segments().getLong(head + LAST);
        return chunk == 0 || room(chunk) < needed(item) ? append(head, chunk, needed(item)) : chunk;
    }

    /** Writes items behind those that a chunk has. */
    private void store(long chunk, int written, long bytes, byte[]... items) {
        Segments segments = memory.segments();
        UnsafeBuffer segment = segments.changing(chunk + ITEMS + written, bytes);
        int at = Segments.index(chunk) + ITEMS + written;
        for (byte[] item : items) {
            segment.putInt(at, item.length);
            segment.putBytes(at + Integer.BYTES, item);
            at += Integer.BYTES + item.length;
        }
        segments.putInt(chunk + WRITTEN, written + (int) bytes);
    }

    /**
     * Adds items at the end, in the collection's order: as {@link #add} for each, but for many at less than half the price.
     *
     * @param items copied; may be empty
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws org.arenas.error.ArenaFullException if there is no room for all of them; the first ones may have been added
     * @throws IllegalArgumentException if an item is larger than a segment; those before it have been added
     */
    public void addAll(Collection<byte[]> items) {
        byte[][] all = items.toArray(byte[][]::new);
        for (byte[] item : all) {
            Objects.requireNonNull(item, "item");
        }
        long head = changedHead();
        for (int added = 0; added < all.length; ) {
            added = fill(head, all, added);
        }
    }

    /** Adds items to the last chunk, as many as have room, or to a new one. {@return the first that was not added} */
    private int fill(long head, byte[][] items, int from) {
        long chunk = chunkFor(head, items[from]);
        int written = written(chunk);
        int end = from;
        long bytes = 0;
        for (long room = room(chunk); end < items.length && bytes + needed(items[end]) <= room; end++) {
            bytes += needed(items[end]);
        }
        store(chunk, written, bytes, Arrays.copyOfRange(items, from, end));
        resized(head, size(head) + end - from);
        return end;
    }

    private static long needed(byte[] item) {
        return (long) Integer.BYTES + item.length;
    }

    private long room(long chunk) {
        return memory.heap().payload(chunk) - (ITEMS - BlockDescriptor.PAYLOAD) - written(chunk);
    }

    /** How many bytes of items a chunk has, all of which are within it. */
    private int written(long chunk) {
        Heap heap = memory.heap();
        int written =
                heap.part(chunk, Types.CHUNK, ITEMS - BlockDescriptor.PAYLOAD).getInt(Segments.index(chunk) + WRITTEN);
        if (written < 0) {
            throw damaged("a chunk has " + written + " bytes: chunk=" + chunk);
        }
        heap.part(chunk, Types.CHUNK, ITEMS - BlockDescriptor.PAYLOAD + (long) written);
        return written;
    }

    private long append(long head, long last, long needed) {
        Segments segments = memory.segments();
        long bytes = ITEMS - BlockDescriptor.PAYLOAD + Math.max(needed, CHUNK_BYTES);
        long chunk = memory.heap().allocate(bytes, Types.CHUNK);
        segments.putLong(head + LAST, chunk);
        if (last == 0) {
            segments.putLong(head + FIRST, chunk);
        } else if (written(last) == 0) {
            // Empty, so the only one, and too small for the item.
            segments.putLong(head + FIRST, chunk);
            memory.heap().freePart(last, Types.CHUNK);
        } else {
            segments.putLong(last + NEXT, chunk);
        }
        return chunk;
    }

    /**
     * Takes the first item.
     *
     * @return it, or null if there is none
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public byte @Nullable [] poll() {
        long head = changedHead();
        Segments segments = memory.segments();
        long size = size(head);
        if (size == 0) {
            return null;
        }
        long chunk = segments.getLong(head + FIRST);
        int read = segments.getInt(chunk + READ);
        byte[] item = item(chunk, read);
        taken(head, chunk, read + Integer.BYTES + item.length, 1);
        return item;
    }

    /**
     * Takes the first items and gives them to a collection: as {@link #poll} for each, but for many at less than half the
     * price.
     *
     * @param sink gets the items in order; if it throws, what it was given last is still in the queue
     * @param most at most so many
     * @return how many
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws IllegalArgumentException if the number is negative
     * @throws ConcurrentModificationException if the sink changed the queue
     */
    public int drainTo(Collection<? super byte[]> sink, int most) {
        Objects.requireNonNull(sink, "sink");
        if (most < 0) {
            throw new IllegalArgumentException("number of items is negative: most=" + most + "; use 0 or more");
        }
        long head = changedHead();
        Segments segments = memory.segments();
        int drained = 0;
        for (long left = Math.min(most, size(head)); left > 0; left = Math.min(most - drained, size(head))) {
            long chunk = segments.getLong(head + FIRST);
            int read = segments.getInt(chunk + READ);
            List<byte[]> items = new ArrayList<>();
            int end = copyItems(chunk, read, left, items);
            long changes = segments.getLong(head + CHANGES);
            sink.addAll(items);
            checkUnchanged(changes);
            taken(head, chunk, end, items.size());
            drained += items.size();
        }
        return drained;
    }

    /**
     * Takes all items and gives them to a collection; see {@link #drainTo(Collection, int)}.
     *
     * @param sink gets the items in order
     * @return how many
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     * @throws ConcurrentModificationException if the sink changed the queue
     */
    public int drainTo(Collection<? super byte[]> sink) {
        return drainTo(sink, Integer.MAX_VALUE);
    }

    /** Copies items of one chunk, at least one of them. {@return where the next one begins} */
    private int copyItems(long chunk, int from, long most, List<byte[]> items) {
        int written = written(chunk);
        int read = from;
        do {
            byte[] item = item(chunk, read, written);
            items.add(item);
            read += Integer.BYTES + item.length;
        } while (items.size() < most && read < written);
        return read;
    }

    /** The first items of the first chunk are gone. */
    private void taken(long head, long chunk, int read, int items) {
        memory.segments().putInt(chunk + READ, read);
        resized(head, size(head) - items);
        if (read == written(chunk)) {
            finished(head, chunk);
        }
    }

    private void finished(long head, long chunk) {
        Segments segments = memory.segments();
        long next = segments.getLong(chunk + NEXT);
        if (next != 0) {
            segments.putLong(head + FIRST, next);
            memory.heap().freePart(chunk, Types.CHUNK);
        } else {
            segments.putInt(chunk + READ, 0);
            segments.putInt(chunk + WRITTEN, 0);
        }
    }

    /** {@return a copy of the first item, which stays, or null if there is none} */
    public byte @Nullable [] peek() {
        long head = head();
        if (size(head) == 0) {
            return null;
        }
        long chunk = memory.segments().getLong(head + FIRST);
        return item(chunk, memory.segments().getInt(chunk + READ));
    }

    /**
     * Calls a function for each item, from the first to the last. It must not add or take items.
     *
     * @param visitor gets copies
     * @throws ConcurrentModificationException if it did
     */
    public void forEach(Consumer<? super byte[]> visitor) {
        long head = head();
        Segments segments = memory.segments();
        long changes = segments.getLong(head + CHANGES);
        long chunk = segments.getLong(head + FIRST);
        int read = chunk == 0 ? 0 : segments.getInt(chunk + READ);
        for (long left = size(); left > 0; left--) {
            if (read == written(chunk)) {
                chunk = segments.getLong(chunk + NEXT);
                read = 0;
            }
            byte[] item = item(chunk, read);
            read += Integer.BYTES + item.length;
            visitor.accept(item);
            checkUnchanged(changes);
        }
    }

    private void checkUnchanged(long changes) {
        if (memory.segments().getLong(head() + CHANGES) != changes) {
            throw new ConcurrentModificationException(
                    "queue was changed while it was walked: queue=" + this + "; poll the items instead");
        }
    }

    /** The item at a place of a chunk. */
    private byte[] item(long chunk, int read) {
        return item(chunk, read, written(chunk));
    }

    private byte[] item(long chunk, int read, int written) {
        Segments segments = memory.segments();
        int length = read < 0 || read > written - Integer.BYTES ? -1 : segments.getInt(chunk + ITEMS + read);
        if (length < 0 || length > written - read - Integer.BYTES) {
            throw damaged("an item goes beyond its chunk: chunk=" + chunk);
        }
        byte[] item = new byte[length];
        segments.at(chunk, (long) ITEMS + written).getBytes(Segments.index(chunk) + ITEMS + read + Integer.BYTES, item);
        return item;
    }

    /**
     * Forgets every item.
     *
     * @throws org.arenas.error.AccessModeException if the arena is borrowed for reading
     */
    public void clear() {
        long head = changedHead();
        Segments segments = memory.segments();
        long chunk = segments.getLong(head + FIRST);
        segments.putLong(head + FIRST, 0);
        segments.putLong(head + LAST, 0);
        resized(head, 0);
        while (chunk != 0) {
            long next = segments.getLong(chunk + NEXT);
            memory.heap().freePart(chunk, Types.CHUNK);
            chunk = next;
        }
    }

    /** {@return how many items there are} */
    public long size() {
        return size(head());
    }

    private long size(long head) {
        long size = memory.segments().getLong(head + SIZE);
        if (size < 0 || size > memory.segments().mostBlocks() * MOST_ITEMS_A_BLOCK) {
            throw damaged("its size is impossible: size=" + size);
        }
        return size;
    }

    /** {@return true if there is no item} */
    public boolean isEmpty() {
        return size() == 0;
    }

    private void resized(long head, long size) {
        memory.segments().putLong(head + SIZE, size);
        memory.segments().putLong(head + CHANGES, memory.segments().getLong(head + CHANGES) + 1);
    }
}
