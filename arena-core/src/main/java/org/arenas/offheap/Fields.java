package org.arenas.offheap;

import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The kinds of fields. Like the layouts they are records, and for the same reason: in a static final field, all of a field is
 * constant, and an access to it is a load or a store.
 *
 * <p>The index is that of the outermost record. A component that is not stored reads as its absent value.
 */
final class Fields {
    private Fields() {}

    private static void checkBounds(RecordLayout<?> layout, UnsafeBuffer buffer, int index) {
        Objects.checkFromIndexSize(index, layout.size(), buffer.capacity());
    }

    private static String text(RecordField<?> field) {
        return field.layout().type().getSimpleName() + "." + field.path();
    }

    record OfBoolean<R extends Record>(RecordLayout<R> layout, String path, Place place) implements BooleanField<R> {
        boolean get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getBoolean(buffer, index + place.offset())
                    : (Boolean) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, boolean value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putBoolean(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfByte<R extends Record>(RecordLayout<R> layout, String path, Place place) implements ByteField<R> {
        byte get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getByte(buffer, index + place.offset())
                    : (Byte) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, byte value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putByte(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfShort<R extends Record>(RecordLayout<R> layout, String path, Place place) implements ShortField<R> {
        short get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getShort(buffer, index + place.offset())
                    : (Short) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, short value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putShort(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfChar<R extends Record>(RecordLayout<R> layout, String path, Place place) implements CharField<R> {
        char get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getChar(buffer, index + place.offset())
                    : (Character) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, char value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putChar(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfInt<R extends Record>(RecordLayout<R> layout, String path, Place place) implements IntField<R> {
        int get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getInt(buffer, index + place.offset())
                    : (Integer) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, int value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putInt(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfLong<R extends Record>(RecordLayout<R> layout, String path, Place place) implements LongField<R> {
        long get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getLong(buffer, index + place.offset())
                    : (Long) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, long value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putLong(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfFloat<R extends Record>(RecordLayout<R> layout, String path, Place place) implements FloatField<R> {
        float get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getFloat(buffer, index + place.offset())
                    : (Float) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, float value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putFloat(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    record OfDouble<R extends Record>(RecordLayout<R> layout, String path, Place place) implements DoubleField<R> {
        double get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            return place.isStored()
                    ? Primitives.getDouble(buffer, index + place.offset())
                    : (Double) Objects.requireNonNull(place.absentValue());
        }

        void set(UnsafeBuffer buffer, int index, double value) {
            checkBounds(layout, buffer, index);
            if (place.isStored()) {
                Primitives.putDouble(buffer, index + place.offset(), value);
            } else {
                place.checkAbsent(value);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /**
     * A component of any other type.
     *
     * @param codec for values of type Object
     */
    record OfValue<R extends Record, V>(RecordLayout<R> layout, String path, Place place, Codec codec)
            implements ValueField<R, V> {
        @SuppressWarnings("unchecked") // The component's type was compared with V when this was made.
        V get(UnsafeBuffer buffer, int index) {
            checkBounds(layout, buffer, index);
            try {
                return (V) (Object) codec.reader().invokeExact(buffer, index + place.offset());
            } catch (Throwable e) {
                throw BoundLayout.<RuntimeException>asItIs(e);
            }
        }

        /** If it throws, nothing has changed. */
        void set(UnsafeBuffer buffer, int index, V value) {
            checkBounds(layout, buffer, index);
            try {
                if (codec.checker() != null) {
                    codec.checker().invokeExact((Object) value);
                }
                codec.writer().invokeExact(buffer, index + place.offset(), (Object) value);
            } catch (Throwable e) {
                throw BoundLayout.<RuntimeException>asItIs(e);
            }
        }

        @Override
        public String toString() {
            return text(this);
        }
    }
}
