package org.arenas;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A collection; its parts are its elements. */
final class CollectionShape extends Shape {
    CollectionShape(Sharing sharing, String why) {
        super(sharing, why);
    }

    @Override
    @Nullable
    Object[] parts(Object value) {
        return ((Collection<?>) value).toArray();
    }

    @Override
    Object rebuild(Object value, @Nullable Object[] parts) {
        return value instanceof Set
                ? Set.copyOf(List.of(parts))
                : Stream.of(parts).toList();
    }
}
