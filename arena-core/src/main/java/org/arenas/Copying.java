package org.arenas;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Queue;
import org.arenas.error.NotCopyableException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** One deep copy. */
final class Copying extends GraphWalk implements Copier.Parts {
    /*
     * What can be changed (arrays, collections, objects with a copier) is made when it is entered and filled when it is
     * left, so that a cycle finds the object, if not yet its contents. What cannot be changed (records, List.of) is made
     * when it is left, of the copies of its parts. So everything is filled before it is an element of a set, a key of a map
     * or an argument of a record's constructor, as long as there is no cycle.
     *
     * In a cycle that goes through a record, whatever the record is put into is left before it. It is filled, or made, at
     * the end (`late`), as often as it takes. A copier that asks for such a record is broken off (TooEarly), and begun again
     * at the end. If nothing in `late` can go on, there is a cycle of nothing but what cannot be changed.
     *
     * Copiers recurse, as they call copyOf: beyond a depth they, too, are left for the end.
     */
    private static final Object OPEN = new Object();
    private static final int MOST_LEVELS = 100;

    private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
    private final Queue<Late> late = new ArrayDeque<>();
    private @Nullable Frame base;
    private int levels;

    /** What could not be done yet. */
    private interface Late {
        /** False if it still cannot. */
        boolean run();

        /** What it is about. */
        Frame frame();
    }

    /** A part that is needed is not there yet. Never leaves a copy. */
    private static final class TooEarly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooEarly() {
            super("part is not copied yet", null, false, false);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <P extends @Nullable Object> P copyOf(P part) {
        if (part == null || !hasToBeCopied(part)) {
            return part;
        }
        if (!copies.containsKey(part)) {
            walk(part, base);
        }
        if (levels == 0) {
            finish();
        }
        Object copy = copies.get(part);
        if (copy == OPEN) {
            throw new TooEarly();
        }
        return (P) Objects.requireNonNull(copy);
    }

    private static boolean hasToBeCopied(Object value) {
        return Shapes.of(value.getClass()).sharing != Shape.Sharing.ALWAYS;
    }

    private void finish() {
        levels++;
        int stalled = 0;
        for (Late next = late.poll(); next != null; next = late.poll()) {
            int before = copies.size();
            if (next.run()) {
                stalled = 0;
                continue;
            }
            late.add(next);
            stalled = copies.size() == before ? stalled + 1 : 0;
            if (stalled > late.size()) {
                throw refused(next.frame(), "cannot be changed and refers back to itself");
            }
        }
        levels--;
    }

    @Override
    @Nullable
    Frame enter(Object value, @Nullable Frame parent) {
        Shape shape = Shapes.of(value.getClass());
        if (shape.sharing == Shape.Sharing.ALWAYS || copies.containsKey(value)) {
            return null;
        }
        Copier<Object> copier = Copiers.of(value.getClass());
        if (copier != null) {
            Frame frame = new Frame(parent, value, shape, Shape.NO_PARTS);
            Object copy = copier.create(value);
            copies.put(value, copy);
            fill(copier, frame, copy);
            return null;
        }
        if (isMadeOfItsParts(value, shape)) {
            copies.put(value, OPEN);
            return new Frame(parent, value, shape, shape.parts(value));
        }
        Object empty = Containers.emptyLike(value);
        Comparator<?> order = Containers.order(value);
        if (order != null && !ShareableCheck.isShareable(order)) {
            throw refused(parent, value, "is ordered by a comparator that is not shareable");
        }
        if (empty == null) {
            throw refused(parent, value, "is of a class without a copier");
        }
        copies.put(value, empty);
        if (value.getClass().isArray() && !(value instanceof Object[])) {
            System.arraycopy(value, 0, empty, 0, Array.getLength(value));
            return null;
        }
        return new Frame(parent, value, shape, shape.parts(value));
    }

    private static boolean isMadeOfItsParts(Object value, Shape shape) {
        return shape.sharing == Shape.Sharing.PARTS || Containers.isPlainView(value);
    }

    // ---------------------------------------------------------------- copiers

    private void fill(Copier<Object> copier, Frame frame, Object copy) {
        if (levels == MOST_LEVELS || !tryFill(copier, frame, copy)) {
            late.add(new LateFill(copier, frame, copy));
        }
    }

    private boolean tryFill(Copier<Object> copier, Frame frame, Object copy) {
        Frame outer = base;
        base = frame;
        levels++;
        try {
            copier.fill(frame.value, copy, this);
            return true;
        } catch (TooEarly e) {
            return false;
        } finally {
            levels--;
            base = outer;
        }
    }

    private final class LateFill implements Late {
        private final Copier<Object> copier;
        private final Frame frame;
        private final Object copy;

        LateFill(Copier<Object> copier, Frame frame, Object copy) {
            this.copier = copier;
            this.frame = frame;
            this.copy = copy;
        }

        @Override
        public boolean run() {
            return tryFill(copier, frame, copy);
        }

        @Override
        public Frame frame() {
            return frame;
        }
    }

    // ---------------------------------------------------------------- everything else

    @Override
    void exit(Frame frame) {
        if (!tryExit(frame)) {
            late.add(new LateExit(frame));
        }
    }

    private final class LateExit implements Late {
        private final Frame frame;

        LateExit(Frame frame) {
            this.frame = frame;
        }

        @Override
        public boolean run() {
            return tryExit(frame);
        }

        @Override
        public Frame frame() {
            return frame;
        }
    }

    /** Makes or fills the copy; false if one of its parts is not there yet. */
    private boolean tryExit(Frame frame) {
        @Nullable Object[] parts = new Object[frame.parts.length];
        boolean changed = false;
        for (int i = 0; i < parts.length; i++) {
            Object part = frame.parts[i];
            parts[i] = part == null ? null : copies.getOrDefault(part, part);
            if (parts[i] == OPEN) {
                return false;
            }
            changed |= parts[i] != part;
        }
        Object value = frame.value;
        if (!isMadeOfItsParts(value, frame.shape)) {
            Containers.fill(copies.getOrDefault(value, OPEN), parts);
        } else if (frame.shape.sharing == Shape.Sharing.PARTS) {
            copies.put(value, changed ? rebuild(frame, parts) : value);
        } else {
            copies.put(value, Containers.view(value, parts));
        }
        return true;
    }

    private static Object rebuild(Frame frame, @Nullable Object[] parts) {
        try {
            return frame.shape.rebuild(frame.value, parts);
        } catch (Throwable e) {
            NotCopyableException refused = refused(frame, "its constructor threw " + e);
            refused.initCause(e);
            throw refused;
        }
    }

    private static NotCopyableException refused(Frame frame, String why) {
        return Violations.notCopyable(frame.path(), frame.value.getClass().getName(), why);
    }

    private static NotCopyableException refused(@Nullable Frame parent, Object value, String why) {
        return Violations.notCopyable(
                Frame.path(parent, value), value.getClass().getName(), why);
    }
}
