package org.arenas.offheap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;

/**
 * The parts of an array that were lent and neither opened nor given back.
 *
 * <p><b>Thread-safety.</b> Under the lock of the {@link Lending}.
 */
final class Promises {
    private final Set<Promise> open = new HashSet<>();
    private final ReferenceQueue<ArrayPart<?>> lost = new ReferenceQueue<>();

    /** One of them. It does not keep the part, which nobody can open once it is garbage. */
    static final class Promise extends WeakReference<ArrayPart<?>> {
        private Promise(ArrayPart<?> part, ReferenceQueue<ArrayPart<?>> lost) {
            super(part, lost);
        }
    }

    Promise add(ArrayPart<?> part) {
        Promise promise = new Promise(part, lost);
        open.add(promise);
        return promise;
    }

    /** {@return false if it was taken back before} */
    boolean remove(Promise promise) {
        return open.remove(promise);
    }

    boolean contains(Promise promise) {
        return open.contains(promise);
    }

    /** Takes all of them back. */
    void clear() {
        open.clear();
    }

    /** {@return how many parts somebody may still open} */
    int count() {
        for (Reference<?> part = lost.poll(); part != null; part = lost.poll()) {
            open.remove(part);
        }
        return open.size();
    }
}
