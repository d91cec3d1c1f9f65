package org.arenas.offheap;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map in a shared arena as one of java.util.
 *
 * <p><b>Ownership.</b> Ends with the collection that it shows; every call goes to that, which makes all checks.
 */
abstract sealed class MapView<K, V> extends AbstractMap<K, V> permits LongLongMapView, BytesMapView {

    /** A walk over all entries. */
    interface Cursor<K, V> {
        boolean hasNext();

        /** Goes to the next entry. {@return false if there is none} */
        boolean advance();

        K key();

        V value();

        /** Removes the entry where it stands. */
        void remove();
    }

    abstract Cursor<K, V> cursor();

    abstract long count();

    /** Changes the value of a key. {@return false if it has none} */
    abstract boolean replaceValue(K key, V value);

    @Override
    public final int size() {
        return (int) Math.min(Integer.MAX_VALUE, count());
    }

    @Override
    public abstract boolean containsKey(@Nullable Object key);

    @Override
    public abstract @Nullable V get(@Nullable Object key);

    @Override
    public abstract @Nullable V put(K key, V value);

    @Override
    public abstract @Nullable V remove(@Nullable Object key);

    @Override
    public abstract void clear();

    @Override
    public final Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    @Override
    public final Set<K> keySet() {
        return new Keys();
    }

    /** What both sets share: they are as large as the map, and are cleared with it. */
    private abstract class View<E> extends AbstractSet<E> {
        @Override
        public final int size() {
            return MapView.this.size();
        }

        @Override
        public final void clear() {
            MapView.this.clear();
        }
    }

    private final class Keys extends View<K> {
        @Override
        public Iterator<K> iterator() {
            Walk walk = new Walk();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return walk.hasNext();
                }

                @Override
                public K next() {
                    return walk.next().getKey();
                }

                @Override
                public void remove() {
                    walk.remove();
                }
            };
        }

        @Override
        public boolean contains(@Nullable Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(@Nullable Object key) {
            return MapView.this.remove(key) != null;
        }
    }

    private final class Entries extends View<Map.Entry<K, V>> {
        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            return new Walk();
        }

        @Override
        public boolean contains(@Nullable Object entry) {
            if (!(entry instanceof Map.Entry<?, ?> wanted)) {
                return false;
            }
            V value = get(wanted.getKey());
            return value != null && value.equals(wanted.getValue());
        }

        @Override
        public boolean remove(@Nullable Object entry) {
            return entry instanceof Map.Entry<?, ?> wanted && MapView.this.remove(wanted.getKey(), wanted.getValue());
        }
    }

    private final class Walk implements Iterator<Map.Entry<K, V>> {
        private final Cursor<K, V> cursor = cursor();
        private boolean canRemove;

        @Override
        public boolean hasNext() {
            return cursor.hasNext();
        }

        @Override
        public Map.Entry<K, V> next() {
            if (!cursor.advance()) {
                throw new NoSuchElementException(
                        "no further entry: map=" + MapView.this.getClass().getSimpleName());
            }
            canRemove = true;
            return new Entry(cursor.key(), cursor.value());
        }

        @Override
        public void remove() {
            if (!canRemove) {
                throw new IllegalStateException("nothing to remove: call next() first, and remove() once after it");
            }
            cursor.remove();
            canRemove = false;
        }
    }

    /** As of when it was made, and since then changed through this. */
    private final class Entry extends SimpleEntry<K, V> {
        private static final long serialVersionUID = 1L;

        Entry(K key, V value) {
            super(key, value);
        }

        @Override
        public V setValue(V value) {
            if (!replaceValue(getKey(), Objects.requireNonNull(value, "value"))) {
                throw new IllegalStateException("entry was removed: key=" + getKey() + "; put it again");
            }
            return super.setValue(value);
        }
    }
}
