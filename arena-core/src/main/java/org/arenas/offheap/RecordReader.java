package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;

/** What a {@link MemoryReader} does with records. */
abstract sealed class RecordReader permits MemoryReader {
    final Memory memory;

    RecordReader(Memory memory) {
        this.memory = memory;
    }

    /** Throws unless the borrow is open, here and now. */
    abstract void check();

    /** The segment of a record that is there. */
    final UnsafeBuffer segment(BoundLayout<?> layout, Handle<?> handle) {
        check();
        return memory.live(handle, layout.typeId(), layout.size());
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
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     * @throws org.arenas.error.CorruptRecordException if the bytes are no value of their component
     */
    public final <R extends Record> R read(RecordLayout<R> layout, Handle<R> handle) {
        BoundLayout<R> bound = BoundLayout.of(layout);
        return bound.read(segment(bound, handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> boolean get(BooleanField<R> field, Handle<R> handle) {
        return ((Fields.OfBoolean<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> byte get(ByteField<R> field, Handle<R> handle) {
        return ((Fields.OfByte<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> short get(ShortField<R> field, Handle<R> handle) {
        return ((Fields.OfShort<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> char get(CharField<R> field, Handle<R> handle) {
        return ((Fields.OfChar<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> int get(IntField<R> field, Handle<R> handle) {
        return ((Fields.OfInt<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> long get(LongField<R> field, Handle<R> handle) {
        return ((Fields.OfLong<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> float get(FloatField<R> field, Handle<R> handle) {
        return ((Fields.OfFloat<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }

    /**
     * {@return one component of a record} Makes no object.
     *
     * @param field which
     * @param handle leads to the record
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if it was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     */
    public final <R extends Record> double get(DoubleField<R> field, Handle<R> handle) {
        return ((Fields.OfDouble<R>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
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
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout
     * @throws org.arenas.error.CorruptRecordException if the bytes are no value of the component
     */
    public final <R extends Record, V> V get(ValueField<R, V> field, Handle<R> handle) {
        return ((Fields.OfValue<R, V>) field).get(segment(BoundLayout.of(field.layout()), handle), at(handle));
    }
}
