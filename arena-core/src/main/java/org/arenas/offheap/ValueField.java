package org.arenas.offheap;

/**
 * A component that is no primitive value: a String, an enum, an array, a record or a handle; from {@link RecordLayout#field}
 * or {@link RecordLayout#handleField}.
 *
 * @param <R> the record class
 * @param <V> the component's type
 */
public sealed interface ValueField<R extends Record, V> extends RecordField<R> permits Fields.OfValue {}
