package org.arenas.offheap;

/**
 * A component of type boolean, from {@link RecordLayout#booleanField}.
 *
 * @param <R> the record class
 */
public sealed interface BooleanField<R extends Record> extends RecordField<R> permits Fields.OfBoolean {}
