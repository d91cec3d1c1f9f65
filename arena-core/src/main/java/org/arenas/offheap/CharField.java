package org.arenas.offheap;

/**
 * A component of type char, from {@link RecordLayout#charField}.
 *
 * @param <R> the record class
 */
public sealed interface CharField<R extends Record> extends RecordField<R> permits Fields.OfChar {}
