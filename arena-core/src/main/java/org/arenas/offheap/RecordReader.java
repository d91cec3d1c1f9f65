package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Borrow;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryReader} does with records. */
abstract sealed class RecordReader extends MemoryHold permits MemoryReader {
    RecordReader(SharedArena arena, @Nullable Borrow borrow, Execution execution, int hold) {
        super(arena, borrow, execution, hold);
    }

    /** The segment of a record that is there. */
    final UnsafeBuffer segment(BoundLayout<?> layout, Handle<?> handle) {
        check();
        return memory.live(handle, layout.typeId(), layout.size());
    }

    /** The segment of a record, or null if it is there and was allocated with another layout. */
    final @Nullable UnsafeBuffer find(RecordLayout<?> layout, Handle<?> handle) {
        check();
        BoundLayout<?> bound = BoundLayout.of(layout);
        return memory.find(handle, bound.typeId(), bound.size());
    }

    /** The version of a layout that a record was allocated with, where that is another one. */
    final <R extends Record> BoundLayout<R> version(RecordLayout<R> layout, Handle<R> handle) {
        BoundLayout<R> bound = BoundLayout.of(layout);
        BoundLayout<R> stored = memory.types().version(bound, memory.typeOf(handle));
        if (stored == null) {
            throw memory.wrong(handle, bound.typeId());
        }
        return stored;
    }

    static int at(Handle<?> handle) {
        return Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD;
    }

    /**
     * {@return a copy of a record} With a layout in a {@code static final} field it compiles to the loads of what is used.
     *
     * @param layout what it was allocated with
     * @param handle leads to it
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     * @throws org.arenas.error.CorruptRecordException if the bytes are no value of their component
     */
    public final <R extends Record> R read(RecordLayout<R> layout, Handle<R> handle) {
        UnsafeBuffer segment = find(layout, handle);
        if (segment == null) {
            BoundLayout<R> stored = version(layout, handle);
            return stored.read(segment(stored, handle), at(handle));
        }
        return BoundLayout.of(layout).read(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> boolean get(BooleanField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).booleanField(field.path()), handle)
                : ((Fields.OfBoolean<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> byte get(ByteField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).byteField(field.path()), handle)
                : ((Fields.OfByte<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> short get(ShortField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).shortField(field.path()), handle)
                : ((Fields.OfShort<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> char get(CharField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).charField(field.path()), handle)
                : ((Fields.OfChar<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> int get(IntField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).intField(field.path()), handle)
                : ((Fields.OfInt<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> long get(LongField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).longField(field.path()), handle)
                : ((Fields.OfLong<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> float get(FloatField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).floatField(field.path()), handle)
                : ((Fields.OfFloat<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     */
    public final <R extends Record> double get(DoubleField<R> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).doubleField(field.path()), handle)
                : ((Fields.OfDouble<R>) field).get(segment, at(handle));
    }

    /**
     * {@return one component of a record}
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @param <V> the component's type
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be read
     * @throws org.arenas.error.CorruptRecordException if the bytes are no value of the component
     */
    public final <R extends Record, V> V get(ValueField<R, V> field, Handle<R> handle) {
        UnsafeBuffer segment = find(field.layout(), handle);
        return segment == null
                ? get(version(field.layout(), handle).like(field), handle)
                : ((Fields.OfValue<R, V>) field).get(segment, at(handle));
    }
}
