package org.arenas.offheap;

/**
 * A component of type float, from {@link RecordLayout#floatField}.
 *
 * @param <R> the record class
 */
public sealed interface FloatField<R extends Record> extends RecordField<R> permits Fields.OfFloat {}
