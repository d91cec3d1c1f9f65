package org.arenas;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list that nobody can change, of elements that nobody can change; null may be one of them. */
final class FrozenList<E extends @Nullable Object> extends AbstractList<E> implements RandomAccess {
    private final @Nullable Object[] elements;
    private final int offset;
    private final int size;

    /**
     * A list of frozen elements.
     *
     * @param elements belongs to the list from now on
     */
    FrozenList(@Nullable Object[] elements) {
        this(elements, 0, elements.length);
    }

    private FrozenList(@Nullable Object[] elements, int offset, int size) {
        this.elements = elements;
        this.offset = offset;
        this.size = size;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // An element is null exactly if E may be.
    public E get(int index) {
        return (E) elements[offset + Objects.checkIndex(index, size)];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public FrozenList<E> subList(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        return new FrozenList<>(elements, offset + from, to - from);
    }
}
