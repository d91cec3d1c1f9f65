package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Borrow;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryWriter} does with records. */
abstract sealed class RecordWriter extends MemoryReader permits MemoryWriter {
    RecordWriter(SharedArena arena, @Nullable Borrow borrow, Execution execution, int hold) {
        super(arena, borrow, execution, hold);
    }

    /** A block of zeros. */
    final <T> Handle<T> allocateBlock(long payload, int type) {
        memory.change();
        long block = memory.heap().allocate(payload, type);
        return new Handle<>(block, memory.heap().stamp(block));
    }

    /** The segment of a record that is about to be changed. */
    private UnsafeBuffer changing(BoundLayout<?> layout, Handle<?> handle) {
        UnsafeBuffer segment = segment(layout, handle);
        beforeChange(layout, handle);
        return segment;
    }

    /** As {@link #changing}, or null if it was allocated with another layout. */
    private @Nullable UnsafeBuffer findChanging(RecordLayout<?> layout, Handle<?> handle) {
        UnsafeBuffer segment = find(layout, handle);
        if (segment != null) {
            beforeChange(BoundLayout.of(layout), handle);
        }
        return segment;
    }

    private void beforeChange(BoundLayout<?> layout, Handle<?> handle) {
        memory.change();
        memory.segments().beforeChange(handle.offset() + BlockDescriptor.PAYLOAD, layout.size());
    }

    /**
     * Allocates a record.
     *
     * @param layout how it is kept
     * @param value what to store
     * @return its handle
     * @param <R> the record class
     * @throws org.arenas.error.NotStorableException if a component has a value that cannot be stored; nothing has changed
     * @throws org.arenas.error.ArenaFullException if there is no room
     */
    public final <R extends Record> Handle<R> allocate(RecordLayout<R> layout, R value) {
        check();
        BoundLayout<R> bound = BoundLayout.of(layout);
        memory.types().add(bound.typeId(), bound.description());
        Handle<R> handle = allocateBlock(bound.size(), bound.typeId());
        try {
            bound.write(changing(bound, handle), at(handle), value);
        } catch (Throwable e) {
            memory.heap().free(handle.offset());
            throw e;
        }
        return handle;
    }

    /**
     * Stores a record in the place of another.
     *
     * @param layout what it was allocated with
     * @param handle leads to it
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.NotStorableException if a component has a value that cannot be stored; nothing has changed
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void write(RecordLayout<R> layout, Handle<R> handle, R value) {
        BoundLayout<R> bound = BoundLayout.of(layout);
        UnsafeBuffer segment = findChanging(bound, handle);
        if (segment == null) {
            BoundLayout<R> stored = version(bound, handle);
            stored.write(changing(stored, handle), at(handle), value);
        } else {
            bound.write(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(BooleanField<R> field, Handle<R> handle, boolean value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).booleanField(field.path()), handle, value);
        } else {
            ((Fields.OfBoolean<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(ByteField<R> field, Handle<R> handle, byte value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).byteField(field.path()), handle, value);
        } else {
            ((Fields.OfByte<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(ShortField<R> field, Handle<R> handle, short value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).shortField(field.path()), handle, value);
        } else {
            ((Fields.OfShort<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(CharField<R> field, Handle<R> handle, char value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).charField(field.path()), handle, value);
        } else {
            ((Fields.OfChar<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(IntField<R> field, Handle<R> handle, int value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).intField(field.path()), handle, value);
        } else {
            ((Fields.OfInt<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(LongField<R> field, Handle<R> handle, long value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).longField(field.path()), handle, value);
        } else {
            ((Fields.OfLong<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(FloatField<R> field, Handle<R> handle, float value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).floatField(field.path()), handle, value);
        } else {
            ((Fields.OfFloat<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record> void set(DoubleField<R> field, Handle<R> handle, double value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).doubleField(field.path()), handle, value);
        } else {
            ((Fields.OfDouble<R>) field).set(segment, at(handle), value);
        }
    }

    /**
     * Stores one component of a record.
     *
     * @param field which
     * @param handle leads to the record
     * @param value what to store
     * @param <R> the record class
     * @param <V> the component's type
     * @throws org.arenas.error.NotStorableException if the value cannot be stored; nothing has changed
     * @throws org.arenas.error.StaleReferenceException if the record was freed
     * @throws org.arenas.error.ForeignReferenceException if another arena made the handle
     * @throws org.arenas.error.HandleTypeException if it was allocated with another layout that is no earlier version of it
     * @throws org.arenas.error.LayoutMismatchException if it was allocated with another version that cannot be written
     */
    public final <R extends Record, V> void set(ValueField<R, V> field, Handle<R> handle, V value) {
        UnsafeBuffer segment = findChanging(field.layout(), handle);
        if (segment == null) {
            set(version(field.layout(), handle).like(field), handle, value);
        } else {
            ((Fields.OfValue<R, V>) field).set(segment, at(handle), value);
        }
    }
}
