package org.arenas.pool;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** What went wrong in a map, as its user gets it. */
final class Failures {
    private Failures() {}

    /** Throws the first of them with the others suppressed; as it is if it is unchecked, else as a cause. */
    static void throwFirst(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.add(first);
        Collections.addAll(told, first.getSuppressed());
        for (Throwable other : failures) {
            if (told.add(other)) {
                first.addSuppressed(other);
            }
        }
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (first instanceof Error error) {
            throw error;
        }
        throw new CompletionException(first);
    }
}
