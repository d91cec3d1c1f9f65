package org.arenas.offheap;

import java.util.List;

/** What is stored of one component of a record, and how much room that takes. Knows no classes but the primitive ones. */
sealed interface FieldType {
    /** Bytes. */
    int size();

    /** A power of two, 8 at most, by which the place of the field is divisible. */
    int alignment();

    /** As messages and tables name it. */
    String text();

    /** A primitive value, as the JVM has it; a boolean is a byte, 0 or 1. */
    record OfPrimitive(Primitive primitive) implements FieldType {
        @Override
        public int size() {
            return primitive.size;
        }

        @Override
        public int alignment() {
            return primitive.size;
        }

        @Override
        public String text() {
            return primitive.type.getName();
        }
    }

    /** A constant of an enum, as its ordinal, without a sign, in as few bytes as all ordinals need. */
    record OfEnum(String name, List<String> constants) implements FieldType {
        @Override
        public int size() {
            int most = constants.size() - 1;
            if (most <= 0xFF) {
                return Byte.BYTES;
            }
            return most <= 0xFFFF ? Short.BYTES : Integer.BYTES;
        }

        @Override
        public int alignment() {
            return size();
        }

        @Override
        public String text() {
            return "enum " + name;
        }
    }

    /** Text: two bytes say how many bytes of UTF-8 follow, then room for the longest; what is not used of it is zero. */
    record OfString(int limit) implements FieldType {
        static final int PREFIX = Short.BYTES;

        @Override
        public int size() {
            return PREFIX + limit;
        }

        @Override
        public int alignment() {
            return PREFIX;
        }

        @Override
        public String text() {
            return "String of " + limit + " bytes";
        }
    }

    /** So many primitive values, one after the other. */
    record OfArray(Primitive element, int length) implements FieldType {
        @Override
        public int size() {
            return element.size * length;
        }

        @Override
        public int alignment() {
            return element.size;
        }

        @Override
        public String text() {
            return element.type.getName() + "[" + length + "]";
        }
    }

    /** The bytes of a record as if it stood alone. */
    record OfRecord(RecordSchema schema) implements FieldType {
        @Override
        public int size() {
            return schema.size();
        }

        @Override
        public int alignment() {
            return RecordSchema.ALIGNMENT;
        }

        @Override
        public String text() {
            return "record " + schema.name();
        }
    }

    /** A link to another record of the arena: its offset and its generation; both zero for none. */
    record OfHandle(String target) implements FieldType {
        @Override
        public int size() {
            return 2 * Long.BYTES;
        }

        @Override
        public int alignment() {
            return Long.BYTES;
        }

        @Override
        public String text() {
            return "handle of " + target;
        }
    }
}
