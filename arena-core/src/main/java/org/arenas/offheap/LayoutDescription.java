package org.arenas.offheap;

import org.jspecify.annotations.Nullable;

/**
 * What there is to know of the bytes of a record: names, types and places of its components. It is kept beside the bytes, and
 * so {@link RecordLayout#reading} knows them again when the class has changed.
 *
 * <p><b>Thread-safety.</b> Immutable.
 */
public final class LayoutDescription {
    private final RecordSchema schema;
    private final byte[] bytes;
    private final long hash;

    private LayoutDescription(RecordSchema schema, byte[] bytes) {
        this.schema = schema;
        this.bytes = bytes;
        this.hash = SchemaWriter.hash(bytes, bytes.length - Long.BYTES);
    }

    static LayoutDescription of(RecordSchema schema) {
        return new LayoutDescription(schema, SchemaWriter.write(schema));
    }

    /**
     * Reads a description, which may come from anywhere.
     *
     * @param bytes what {@link #bytes} returned in this or another JVM
     * @return the description
     * @throws org.arenas.error.DamagedLayoutException if the bytes are anything else
     */
    public static LayoutDescription parse(byte[] bytes) {
        byte[] own = bytes.clone();
        return new LayoutDescription(SchemaReader.read(own), own);
    }

    /** {@return the description in bytes: the same for the same layout, in every JVM} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the simple name of the record class} */
    public String recordName() {
        return schema.name();
    }

    /** {@return the bytes that a record takes: a multiple of 8} */
    public int size() {
        return schema.size();
    }

    /** {@return a hash of the record's name and the names, types and places of its components, the same in every JVM} */
    public long schemaHash() {
        return hash;
    }

    RecordSchema schema() {
        return schema;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LayoutDescription description && description.schema.equals(schema);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    /** {@return the layout as a table: a line for each component, those of nested records too, and each gap between them} */
    @Override
    public String toString() {
        return schema.table();
    }
}
