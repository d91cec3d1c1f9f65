package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Describes a layout in bytes, from which {@link SchemaReader} makes it again in any JVM.
 *
 * <pre>
 *   description = MAGIC u4, record, hash u8          hash = the first 8 bytes of SHA-256 of what stands before it
 *   record      = name, size u4, number of fields u2, field …
 *   field       = name, offset u4, kind u1, then
 *                 enum: name, number of constants u4, name …
 *                 string: limit u4
 *                 array: primitive u1, length u4
 *                 record: record
 *                 handle: name of the target
 *   name        = length u2, UTF-8
 * </pre>
 *
 * <p>Numbers are little-endian and have no sign. A kind below {@link #ENUM} is the ordinal of a {@link Primitive}.
 */
@SuppressWarnings("EnumOrdinal") // The constants of Primitive keep their order.
final class SchemaWriter {
    /** The last character counts the versions of this form. */
    static final int MAGIC = 'A' | 'L' << 8 | 'Y' << 16 | '1' << 24;

    static final int ENUM = 16;
    static final int STRING = 17;
    static final int ARRAY = 18;
    static final int RECORD = 19;
    static final int HANDLE = 20;

    static final int LONGEST = 1 << 20;
    static final int LONGEST_NAME = 0xFFFF;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private SchemaWriter() {}

    static byte[] write(RecordSchema schema) {
        SchemaWriter writer = new SchemaWriter();
        writer.number(MAGIC, Integer.BYTES);
        writer.record(schema);
        byte[] body = writer.bytes.toByteArray();
        writer.number(hash(body, body.length), Long.BYTES);
        return writer.bytes.toByteArray();
    }

    /** {@return the hash of the first bytes} */
    static long hash(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            byte[] full = digest.digest();
            long hash = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                hash = hash << Byte.SIZE | (full[i] & 0xFF);
            }
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }

    private void record(RecordSchema schema) {
        name(schema.name());
        number(schema.size(), Integer.BYTES);
        number(schema.fields().size(), Short.BYTES);
        for (RecordSchema.Field field : schema.fields()) {
            name(field.name());
            number(field.offset(), Integer.BYTES);
            type(field.type());
        }
    }

    private void type(FieldType type) {
        if (type instanceof FieldType.OfPrimitive primitive) {
            number(primitive.primitive().ordinal(), Byte.BYTES);
        } else if (type instanceof FieldType.OfEnum constants) {
            number(ENUM, Byte.BYTES);
            name(constants.name());
            number(constants.constants().size(), Integer.BYTES);
            constants.constants().forEach(this::name);
        } else if (type instanceof FieldType.OfString string) {
            number(STRING, Byte.BYTES);
            number(string.limit(), Integer.BYTES);
        } else if (type instanceof FieldType.OfArray array) {
            number(ARRAY, Byte.BYTES);
            number(array.element().ordinal(), Byte.BYTES);
            number(array.length(), Integer.BYTES);
        } else if (type instanceof FieldType.OfRecord nested) {
            number(RECORD, Byte.BYTES);
            record(nested.schema());
        } else if (type instanceof FieldType.OfHandle handle) {
            number(HANDLE, Byte.BYTES);
            name(handle.target());
        }
    }

    private void name(String name) {
        byte[] utf8 = name.getBytes(UTF_8);
        number(utf8.length, Short.BYTES);
        bytes.writeBytes(utf8);
    }

    private void number(long value, int size) {
        for (int i = 0; i < size; i++) {
            bytes.write((int) (value >>> (i * Byte.SIZE)));
        }
    }
}
