package org.arenas.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a {@link Buffer} promises, as a program for one thread: the sequential specification of the Lincheck tests. */
public class BufferModel {
    static final int CAPACITY = 2;

    private final Queue<Integer> items = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    public BufferModel() {
        this(CAPACITY);
    }

    BufferModel(int capacity) {
        this.capacity = capacity;
    }

    public String offer(int item) {
        if (closed) {
            return Buffer.Offer.CLOSED.name();
        }
        if (items.size() == capacity) {
            return Buffer.Offer.FULL.name();
        }
        items.add(item);
        return Buffer.Offer.DONE.name();
    }

    public @Nullable Integer poll() {
        return items.poll();
    }

    public boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    public boolean isDrained() {
        return closed && items.isEmpty();
    }

    /** The same without a bound. */
    public static class Unbounded extends BufferModel {
        public Unbounded() {
            super(Integer.MAX_VALUE);
        }
    }
}
