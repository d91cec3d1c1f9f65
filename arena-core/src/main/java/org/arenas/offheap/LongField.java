package org.arenas.offheap;

/**
 * A component of type long, from {@link RecordLayout#longField}.
 *
 * @param <R> the record class
 */
public sealed interface LongField<R extends Record> extends RecordField<R> permits Fields.OfLong {}
