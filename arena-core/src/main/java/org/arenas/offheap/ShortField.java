package org.arenas.offheap;

/**
 * A component of type short, from {@link RecordLayout#shortField}.
 *
 * @param <R> the record class
 */
public sealed interface ShortField<R extends Record> extends RecordField<R> permits Fields.OfShort {}
