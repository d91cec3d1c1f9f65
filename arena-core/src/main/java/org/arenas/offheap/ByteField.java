package org.arenas.offheap;

/**
 * A component of type byte, from {@link RecordLayout#byteField}.
 *
 * @param <R> the record class
 */
public sealed interface ByteField<R extends Record> extends RecordField<R> permits Fields.OfByte {}
