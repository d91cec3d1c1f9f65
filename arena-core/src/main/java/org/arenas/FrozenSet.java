package org.arenas;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set that nobody can change, of elements that nobody can change, in the order in which they were given. */
final class FrozenSet<E extends @Nullable Object> extends AbstractSet<E> {
    private final Set<E> elements;

    /** A set of frozen elements. */
    @SuppressWarnings("unchecked")
    FrozenSet(@Nullable Object[] elements) {
        this.elements = (Set<E>) Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(elements)));
    }

    @Override
    public boolean contains(@Nullable Object element) {
        return elements.contains(element);
    }

    @Override
    public Iterator<E> iterator() {
        return elements.iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }
}
