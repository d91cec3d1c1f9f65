package org.arenas.offheap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arenas.error.DamagedLayoutException;
import org.arenas.error.Violations;

/**
 * Reads what {@link SchemaWriter} wrote, and believes nothing: the bytes may come from anywhere. It throws no other exception
 * than {@link DamagedLayoutException}, takes no more memory than a few times the bytes, and makes no schema that could not
 * have been made of a record class.
 */
final class SchemaReader {
    private static final Primitive[] PRIMITIVES = Primitive.values();
    /** An empty name, an offset and a kind. */
    private static final int SHORTEST_FIELD = Short.BYTES + Integer.BYTES + Byte.BYTES;

    private final byte[] bytes;
    /** Where the hash begins. */
    private final int end;

    private int at;
    private int depth;

    private SchemaReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length - Long.BYTES;
    }

    /**
     * {@return the schema}
     *
     * @throws DamagedLayoutException if the bytes are no description, or not exactly one
     */
    static RecordSchema read(byte[] bytes) {
        SchemaReader reader = new SchemaReader(bytes);
        if (bytes.length > SchemaWriter.LONGEST) {
            throw reader.damaged(
                    "has " + bytes.length + " bytes, and no description has more than " + SchemaWriter.LONGEST);
        }
        if (reader.number(Integer.BYTES) != (SchemaWriter.MAGIC & 0xFFFF_FFFFL)) {
            reader.at = 0;
            throw reader.damaged("does not begin as descriptions of this version do");
        }
        if (reader.hash() != SchemaWriter.hash(bytes, reader.end)) {
            reader.at = reader.end;
            throw reader.damaged("its hash is wrong");
        }
        RecordSchema schema = reader.record();
        if (reader.at != reader.end) {
            throw reader.damaged("goes on where it should end");
        }
        return schema;
    }

    private DamagedLayoutException damaged(String why) {
        return Violations.damagedLayout(at, why);
    }

    private long hash() {
        long hash = 0;
        for (int i = bytes.length - 1; i >= end; i--) {
            hash = hash << Byte.SIZE | (bytes[i] & 0xFF);
        }
        return hash;
    }

    private RecordSchema record() {
        if (++depth > RecordSchema.DEEPEST) {
            throw damaged("records are nested more than " + RecordSchema.DEEPEST + " deep");
        }
        String name = name();
        long size = number(Integer.BYTES);
        int fields = count(Short.BYTES, SHORTEST_FIELD);
        RecordSchema.Builder places = new RecordSchema.Builder();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields; i++) {
            field(places, names);
        }
        RecordSchema schema = places.build(name);
        if (schema.size() != size) {
            throw damaged("size of record " + name + " is " + size + " and should be " + schema.size());
        }
        depth--;
        return schema;
    }

    private void field(RecordSchema.Builder places, Set<String> names) {
        String name = name();
        if (!names.add(name)) {
            throw damaged("two fields have the name " + name);
        }
        long offset = number(Integer.BYTES);
        FieldType type = type();
        if (!places.add(name, type)) {
            throw damaged("field " + name + " ends beyond the largest record");
        }
        long place = places.lastOffset();
        if (place != offset) {
            throw damaged("offset of field " + name + " is " + offset + " and should be " + place);
        }
    }

    private FieldType type() {
        int kind = (int) number(Byte.BYTES);
        return switch (kind) {
            case SchemaWriter.ENUM -> new FieldType.OfEnum(name(), constants());
            case SchemaWriter.STRING -> new FieldType.OfString(length());
            case SchemaWriter.ARRAY -> new FieldType.OfArray(primitive((int) number(Byte.BYTES)), length());
            case SchemaWriter.RECORD -> new FieldType.OfRecord(record());
            case SchemaWriter.HANDLE -> new FieldType.OfHandle(name());
            default -> new FieldType.OfPrimitive(primitive(kind));
        };
    }

    private Primitive primitive(int kind) {
        if (kind >= PRIMITIVES.length) {
            throw damaged("there is no kind " + kind);
        }
        return PRIMITIVES[kind];
    }

    private int length() {
        long length = number(Integer.BYTES);
        if (length < 1 || length > RecordSchema.LARGEST) {
            throw damaged("a length is " + length);
        }
        return (int) length;
    }

    private List<String> constants() {
        int count = count(Integer.BYTES, Short.BYTES);
        List<String> constants = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            constants.add(name());
        }
        if (new HashSet<>(constants).size() != count) {
            throw damaged("two constants have the same name");
        }
        return List.copyOf(constants);
    }

    /** A number of things, each of which takes at least so many bytes. */
    private int count(int size, int shortest) {
        long count = number(size);
        if (count < 1 || count > (end - at) / shortest) {
            throw damaged("a number of fields or constants is " + count);
        }
        return (int) count;
    }

    private String name() {
        int length = (int) number(Short.BYTES);
        need(length);
        try {
            String name = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            if (length == 0 || name.chars().anyMatch(Character::isISOControl)) {
                throw damaged("a name is empty or has control characters");
            }
            at += length;
            return name;
        } catch (CharacterCodingException e) {
            throw damaged("a name is not in UTF-8");
        }
    }

    private long number(int size) {
        need(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[at + i] & 0xFF);
        }
        at += size;
        return value;
    }

    private void need(int size) {
        if (end - at < size) {
            throw damaged("ends too early");
        }
    }
}
