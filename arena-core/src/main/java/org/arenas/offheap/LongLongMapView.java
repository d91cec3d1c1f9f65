package org.arenas.offheap;

import org.jspecify.annotations.Nullable;

/** What {@link LongLongMap#asMap} returns. */
final class LongLongMapView extends MapView<Long, Long> {
    private final LongLongMap map;

    LongLongMapView(LongLongMap map) {
        this.map = map;
    }

    @Override
    long count() {
        return map.size();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public @Nullable Long get(@Nullable Object key) {
        map.head();
        if (!(key instanceof Long k)) {
            return null;
        }
        long value = map.get(k, 0);
        return value == 0 && !map.containsKey(k) ? null : (Long) value;
    }

    @Override
    public @Nullable Long put(Long key, Long value) {
        long k = key;
        long v = value;
        map.reader.checkWritable();
        Long before = get(key);
        map.put(k, v);
        return before;
    }

    @Override
    boolean replaceValue(Long key, Long value) {
        map.reader.checkWritable();
        boolean has = map.containsKey(key);
        if (has) {
            map.put(key, value);
        }
        return has;
    }

    @Override
    public @Nullable Long remove(@Nullable Object key) {
        map.reader.checkWritable();
        Long before = get(key);
        if (key instanceof Long k) {
            map.remove(k);
        }
        return before;
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    Cursor<Long, Long> cursor() {
        LongLongCursor cursor = new LongLongCursor(map);
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
            public Long key() {
                return cursor.key();
            }

            @Override
            public Long value() {
                return cursor.value();
            }

            @Override
            public void remove() {
                cursor.remove();
            }
        };
    }
}
