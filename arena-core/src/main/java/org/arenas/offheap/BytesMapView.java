package org.arenas.offheap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@link BytesMap#asMap} returns. */
final class BytesMapView<K, V> extends MapView<K, V> {
    private final BytesMap map;
    private final BytesCodec<K> keys;
    private final BytesCodec<V> values;

    BytesMapView(BytesMap map, BytesCodec<K> keys, BytesCodec<V> values) {
        this.map = map;
        this.keys = Objects.requireNonNull(keys, "keys");
        this.values = Objects.requireNonNull(values, "values");
    }

    @Override
    long count() {
        return map.size();
    }

    /** {@return the bytes of what may be a key, or null if it cannot be one} */
    @SuppressWarnings("unchecked") // If it is of another type, the codec says so.
    private byte @Nullable [] bytesOf(@Nullable Object key) {
        if (key == null) {
            return null;
        }
        try {
            return keys.encode((K) key);
        } catch (ClassCastException | IllegalArgumentException e) {
            // No such key can be in the map.
            return null;
        }
    }

    private @Nullable V valueOf(byte[] key) {
        byte[] found = map.get(key);
        return found == null ? null : values.decode(found);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        map.head();
        byte[] bytes = bytesOf(key);
        return bytes != null && map.containsKey(bytes);
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        map.head();
        byte[] bytes = bytesOf(key);
        return bytes == null ? null : valueOf(bytes);
    }

    @Override
    public @Nullable V put(K key, V value) {
        byte[] k = keys.encode(Objects.requireNonNull(key, "key"));
        byte[] v = values.encode(Objects.requireNonNull(value, "value"));
        map.reader.checkWritable();
        V before = valueOf(k);
        map.put(k, v);
        return before;
    }

    @Override
    boolean replaceValue(K key, V value) {
        byte[] k = keys.encode(key);
        byte[] v = values.encode(value);
        map.reader.checkWritable();
        boolean has = map.containsKey(k);
        if (has) {
            map.put(k, v);
        }
        return has;
    }

    @Override
    public @Nullable V remove(@Nullable Object key) {
        map.reader.checkWritable();
        map.head();
        byte[] bytes = bytesOf(key);
        if (bytes == null) {
            return null;
        }
        V before = valueOf(bytes);
        map.remove(bytes);
        return before;
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    Cursor<K, V> cursor() {
        BytesMapCursor cursor = new BytesMapCursor(map);
        return new Cursor<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public boolean advance() {
                return cursor.advance();
            }

            @Override
            public K key() {
                return keys.decode(cursor.key());
            }

            @Override
            public V value() {
                return values.decode(cursor.value());
            }

            @Override
            public void remove() {
                cursor.remove();
            }
        };
    }
}
