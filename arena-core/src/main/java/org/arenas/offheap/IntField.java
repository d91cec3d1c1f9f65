package org.arenas.offheap;

/**
 * A component of type int, from {@link RecordLayout#intField}.
 *
 * @param <R> the record class
 */
public sealed interface IntField<R extends Record> extends RecordField<R> permits Fields.OfInt {}
