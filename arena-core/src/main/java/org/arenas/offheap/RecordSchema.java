package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which bytes of a record are what. Fields lie in the order of the components, each at the next place that its alignment
 * allows; the size is a multiple of 8. So the places follow from the types.
 *
 * @param name the simple name of the record class
 * @param fields not empty, by offset
 * @param size bytes
 */
record RecordSchema(String name, List<Field> fields, int size) {
    /** Of a record, wherever it lies. */
    static final int ALIGNMENT = Long.BYTES;

    static final int LARGEST = 1 << 16;
    /** How deep records may be nested. */
    static final int DEEPEST = 32;

    /** One component. */
    record Field(String name, int offset, FieldType type) {
        int end() {
            return offset + type.size();
        }
    }

    /** Gives each field its place. */
    static final class Builder {
        private final List<Field> fields = new ArrayList<>();
        private long end;

        /** {@return whether there was room} */
        boolean add(String name, FieldType type) {
            long offset = align(end, type.alignment());
            end = offset + type.size();
            if (align(end, ALIGNMENT) > LARGEST) {
                return false;
            }
            fields.add(new Field(name, (int) offset, type));
            return true;
        }

        /** Where the field that was added last lies. */
        int lastOffset() {
            return fields.get(fields.size() - 1).offset;
        }

        RecordSchema build(String name) {
            return new RecordSchema(name, List.copyOf(fields), (int) align(end, ALIGNMENT));
        }

        private static long align(long offset, int alignment) {
            return (offset + alignment - 1) & -alignment;
        }
    }

    /** {@return where the handles of a record lie, those of nested records too} */
    IntStream handleOffsets() {
        return fields.stream().flatMapToInt(field -> {
            if (field.type instanceof FieldType.OfRecord nested) {
                return nested.schema().handleOffsets().map(inner -> field.offset + inner);
            }
            return field.type instanceof FieldType.OfHandle ? IntStream.of(field.offset) : IntStream.empty();
        });
    }

    /**
     * As a table: a line for each field, those of nested records with the names of both, and for each gap between them.
     *
     * <pre>
     * Quote: 24 bytes
     *   offset  size  name    type
     *        0     1  side    enum Side
     *        1     7  -       padding
     *        8     8  price   double
     * </pre>
     */
    String table() {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"offset", "size", "name", "type"});
        addRows(rows, "", 0);
        int longest = rows.stream().mapToInt(row -> row[2].length()).max().orElseThrow();
        StringBuilder text = new StringBuilder(name + ": " + size + " bytes");
        for (String[] row : rows) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(" ".repeat(6 - row[0].length()))
                    .append(row[0])
                    .append(" ".repeat(6 - row[1].length()))
                    .append(row[1])
                    .append("  ")
                    .append(row[2])
                    .append(" ".repeat(longest - row[2].length()))
                    .append("  ")
                    .append(row[3]);
        }
        return text.toString();
    }

    private void addRows(List<String[]> rows, String prefix, int base) {
        int end = 0;
        for (Field field : fields) {
            addGap(rows, base, end, field.offset);
            if (field.type instanceof FieldType.OfRecord nested) {
                nested.schema().addRows(rows, prefix + field.name + ".", base + field.offset);
            } else {
                addRow(rows, base + field.offset, field.type.size(), prefix + field.name, field.type.text());
            }
            end = field.end();
        }
        addGap(rows, base, end, size);
    }

    private static void addGap(List<String[]> rows, int base, int from, int to) {
        if (from < to) {
            addRow(rows, base + from, to - from, "-", "padding");
        }
    }

    private static void addRow(List<String[]> rows, int offset, int size, String name, String type) {
        rows.add(new String[] {String.valueOf(offset), String.valueOf(size), name, type});
    }
}
