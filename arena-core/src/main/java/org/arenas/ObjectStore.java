package org.arenas;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one arena by slot. Guarded by the arena's lock: reads under either kind of borrow, changes under an
 * exclusive one. Dropping the store drops every object at once.
 */
final class ObjectStore {
    /*
     * generations[slot]   > 0  the generation of the object that lives there
     *                     < 0  free; -(next free slot + 2), so that -1 ends the list
     * A generation is given once in the life of an arena, whatever the slot, so a Ref can never match another object. Those
     * of objects that the arena keeps are odd, those of exposed ones even: it tells what may have become of one that is gone.
     */
    private static final int FIRST_CAPACITY = 4;
    private static final int NO_SLOT = -1;
    private static final int KEPT = 1;
    private static final int EXPOSED = 0;

    private @Nullable Object[] values = new Object[FIRST_CAPACITY];
    private long[] generations = new long[FIRST_CAPACITY];
    private int used;
    private int firstFree = NO_SLOT;
    private long generationsGiven;
    private int size;
    private @Nullable ReferenceQueue<Object> collected;
    private @Nullable MoveLog moves;

    /** What a slot holds for an object that the arena itself does not keep. */
    private static final class Exposed extends WeakReference<Object> {
        final int slot;
        final long generation;

        Exposed(Object object, int slot, long generation, ReferenceQueue<Object> queue) {
            super(object, queue);
            this.slot = slot;
            this.generation = generation;
        }
    }

    int add(Object object) {
        int slot = takeSlot(KEPT);
        values[slot] = object;
        return slot;
    }

    int addWeak(Object object) {
        ReferenceQueue<Object> queue = collected;
        if (queue == null) {
            queue = new ReferenceQueue<>();
            collected = queue;
        }
        int slot = takeSlot(EXPOSED);
        values[slot] = new Exposed(object, slot, generations[slot], queue);
        return slot;
    }

    private int takeSlot(int kind) {
        freeCollected();
        int slot = firstFree;
        if (slot != NO_SLOT) {
            firstFree = (int) (-generations[slot] - 2);
        } else {
            slot = used;
            if (slot == values.length) {
                int capacity = grown(slot);
                values = Arrays.copyOf(values, capacity);
                generations = Arrays.copyOf(generations, capacity);
            }
            used++;
        }
        generations[slot] = 2 * ++generationsGiven - kind;
        size++;
        return slot;
    }

    private static int grown(int capacity) {
        int limit = Integer.MAX_VALUE - 8;
        if (capacity == limit) {
            throw new OutOfMemoryError("arena is full: objects=" + capacity);
        }
        return capacity > limit / 2 ? limit : 2 * capacity;
    }

    private void freeCollected() {
        ReferenceQueue<Object> queue = collected;
        if (queue != null) {
            for (Object gone = queue.poll(); gone != null; gone = queue.poll()) {
                Exposed exposed = (Exposed) gone;
                free(exposed.slot, exposed.generation);
            }
        }
    }

    /** The generation of a slot that was just added. */
    long generation(int slot) {
        return generations[slot];
    }

    /** The object, or null if the slot holds another generation or the object was collected. */
    @Nullable
    Object get(int slot, long generation) {
        if (generations[slot] != generation) {
            return null;
        }
        Object value = values[slot];
        return value instanceof Exposed exposed ? exposed.get() : value;
    }

    /** False if no object of this arena can ever have been in that slot under that generation. */
    boolean hasBeen(int slot, long generation) {
        return slot >= 0 && slot < used && generation > 0 && generation <= 2 * generationsGiven;
    }

    /** True if the slot still belongs to that generation, though its object may have been collected. */
    boolean isCurrent(int slot, long generation) {
        return generations[slot] == generation;
    }

    /** Frees the slot; false if it holds another generation. */
    boolean free(int slot, long generation) {
        if (generations[slot] != generation) {
            return false;
        }
        values[slot] = null;
        generations[slot] = -(firstFree + 2L);
        firstFree = slot;
        size--;
        return true;
    }

    /** Frees every slot. */
    void freeAll() {
        for (int slot = 0; slot < used; slot++) {
            if (generations[slot] > 0) {
                free(slot, generations[slot]);
            }
        }
    }

    /** Frees the slot of an object that is there, and remembers where the object went. */
    void moved(int slot, long generation, Move move) {
        MoveLog log = moves;
        if (log == null) {
            log = new MoveLog();
            moves = log;
        }
        log.add(generation, move);
        free(slot, generation);
    }

    /** What became of an object that is not there, in words, or its move. */
    Object fate(int slot, long generation) {
        if (isCurrent(slot, generation)) {
            return "collected";
        }
        MoveLog log = moves;
        Move move = log == null ? null : log.of(generation);
        if (move != null) {
            return move;
        }
        boolean forgotten = log != null && log.hasForgotten();
        if ((generation & 1) == EXPOSED) {
            return forgotten ? "freed, collected or moved" : "freed or collected";
        }
        return forgotten ? "freed or moved" : "freed";
    }

    /** The same slots and generations, with deep copies of the objects. */
    ObjectStore copy() {
        ObjectStore copy = new ObjectStore();
        Copying copying = new Copying();
        copy.values = new Object[values.length];
        copy.generations = generations.clone();
        copy.used = used;
        copy.firstFree = firstFree;
        copy.generationsGiven = generationsGiven;
        copy.size = size;
        copy.collected = collected == null ? null : new ReferenceQueue<>();
        for (int slot = 0; slot < used; slot++) {
            Object value = values[slot];
            if (value instanceof Exposed exposed && copy.collected != null) {
                Object object = exposed.get();
                copy.values[slot] = object == null
                        ? exposed
                        : new Exposed(copying.copyOf(object), slot, exposed.generation, copy.collected);
            } else {
                copy.values[slot] = copying.copyOf(value);
            }
        }
        return copy;
    }

    /** Of all objects that the arena keeps. Those that are only exposed come and go with the garbage collector. */
    long stateHash() {
        long hash = 0;
        for (int slot = 0; slot < used; slot++) {
            Object value = values[slot];
            if (value != null && !(value instanceof Exposed)) {
                // Added up: which slot an object gets may depend on when the garbage collector ran.
                hash += StateHash.of(value) * (generations[slot] | 1);
            }
        }
        return hash;
    }

    int size() {
        freeCollected();
        return size;
    }
}
