package org.arenas.offheap;

/**
 * A component of type double, from {@link RecordLayout#doubleField}.
 *
 * @param <R> the record class
 */
public sealed interface DoubleField<R extends Record> extends RecordField<R> permits Fields.OfDouble {}
