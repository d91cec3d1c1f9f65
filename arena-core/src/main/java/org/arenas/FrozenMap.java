package org.arenas;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that nobody can change, of keys and values that nobody can change, in the order in which they were given. */
final class FrozenMap<K extends @Nullable Object, V extends @Nullable Object> extends AbstractMap<K, V> {
    private final Map<K, V> entries;

    /**
     * A map of frozen keys and values.
     *
     * @param parts keys and values by turns
     */
    @SuppressWarnings("unchecked")
    FrozenMap(@Nullable Object[] parts) {
        this.entries = (Map<K, V>) Collections.unmodifiableMap(MapShape.mapOf(parts));
    }

    @Override
    @SuppressWarnings("NullAway") // As any map: null if there is none.
    public V get(@Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return entries.entrySet();
    }
}
