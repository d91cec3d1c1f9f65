package org.arenas.offheap;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What a block holds, in lines for a person to read. Knows no class of the user: a record is read by its stored layout. */
final class BlockText {
    private final MemoryReader reader;
    private final Memory memory;
    private final int limit;
    private final List<String> lines = new ArrayList<>();

    /**
     * A text.
     *
     * @param limit how many entries, items, elements or bytes of each are shown
     */
    BlockText(MemoryReader reader, int limit) {
        this.reader = reader;
        this.memory = reader.memory;
        this.limit = limit;
    }

    @SuppressWarnings("unchecked") // The block says what it is.
    List<String> lines(Handle<?> handle) {
        int type = memory.typeOf(handle);
        switch (type) {
            case Types.STRING -> lines.add('"' + reader.string((Handle<String>) handle) + '"');
            case Types.BYTES -> lines.add(hex(reader.bytes((Handle<byte[]>) handle)));
            case Types.LONG_LONG_MAP -> map(reader.longLongMap((Handle<LongLongMap>) handle));
            case Types.BYTES_MAP -> map(reader.bytesMap((Handle<BytesMap>) handle));
            case Types.BYTES_QUEUE -> queue(reader.bytesQueue((Handle<BytesQueue>) handle));
            case Types.LONG_ARRAY -> array(reader.longArray((Handle<LongArray>) handle));
            case Types.INT_ARRAY -> array(reader.intArray((Handle<IntArray>) handle));
            case Types.DOUBLE_ARRAY -> array(reader.doubleArray((Handle<DoubleArray>) handle));
            case Types.BYTE_ARRAY -> array(reader.byteArray((Handle<ByteArray>) handle));
            default -> other(handle, type);
        }
        return lines;
    }

    private String hex(byte[] bytes) {
        String shown = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, limit));
        return shown + (bytes.length > limit ? "… (" + bytes.length + " bytes)" : "");
    }

    private void map(LongLongMap map) {
        LongLongCursor cursor = new LongLongCursor(map);
        while (lines.size() < limit && cursor.advance()) {
            lines.add(cursor.key() + " = " + cursor.value());
        }
        more(map.size());
    }

    private void map(BytesMap map) {
        BytesMapCursor cursor = new BytesMapCursor(map);
        while (lines.size() < limit && cursor.advance()) {
            lines.add(hex(cursor.key()) + " = " + hex(cursor.value()));
        }
        more(map.size());
    }

    private void queue(BytesQueue queue) {
        queue.forEach(item -> {
            if (lines.size() < limit) {
                lines.add(hex(item));
            }
        });
        more(queue.size());
    }

    private void more(long all) {
        if (all > lines.size()) {
            lines.add("… (" + all + " in all)");
        }
    }

    private void array(SharedArray<?> array) {
        IntFunction<Object> element;
        if (array instanceof LongArray longs) {
            element = longs::get;
        } else if (array instanceof IntArray ints) {
            element = ints::get;
        } else if (array instanceof DoubleArray doubles) {
            element = doubles::get;
        } else {
            element = ((ByteArray) array)::get;
        }
        StringJoiner shown = new StringJoiner(", ", "[", array.length() > limit ? ", …]" : "]");
        for (int i = 0; i < array.length() && i < limit; i++) {
            shown.add(String.valueOf(element.apply(i)));
        }
        lines.add(shown + (array.isFrozen() ? " frozen" : ""));
    }

    // ---------------------------------------------------------------- records

    private void other(Handle<?> handle, int type) {
        LayoutDescription layout = type < 0 ? memory.types().layout(type) : null;
        if (layout == null) {
            long block = handle.offset();
            byte[] bytes = new byte[(int) Math.min(memory.heap().payload(block), limit)];
            memory.live(handle, type, bytes.length).getBytes(Segments.index(block) + BlockDescriptor.PAYLOAD, bytes);
            lines.add(HexFormat.of().formatHex(bytes) + "… (" + memory.heap().payload(block) + " bytes)");
        } else {
            UnsafeBuffer segment = memory.live(handle, type, layout.size());
            lines.add(record(layout.schema(), segment, Segments.index(handle.offset()) + BlockDescriptor.PAYLOAD));
        }
    }

    private static String record(RecordSchema schema, UnsafeBuffer segment, int at) {
        StringJoiner shown = new StringJoiner(", ", schema.name() + "[", "]");
        for (RecordSchema.Field field : schema.fields()) {
            shown.add(field.name() + "=" + value(field.type(), segment, at + field.offset()));
        }
        return shown.toString();
    }

    private static String value(FieldType type, UnsafeBuffer segment, int at) {
        if (type instanceof FieldType.OfPrimitive one) {
            return String.valueOf(primitive(one.primitive(), segment, at));
        }
        if (type instanceof FieldType.OfEnum constants) {
            int ordinal = ordinal(constants.size(), segment, at);
            return ordinal >= 0 && ordinal < constants.constants().size()
                    ? constants.constants().get(ordinal)
                    : "constant " + Integer.toUnsignedString(ordinal);
        }
        if (type instanceof FieldType.OfString text) {
            int length = Math.min(Primitives.getChar(segment, at), text.limit());
            String read = Utf8.get(segment, at + FieldType.OfString.PREFIX, length);
            return read == null ? "no text" : '"' + read + '"';
        }
        if (type instanceof FieldType.OfArray array) {
            StringJoiner shown = new StringJoiner(", ", "[", "]");
            for (int i = 0; i < array.length(); i++) {
                shown.add(String.valueOf(primitive(array.element(), segment, at + i * array.element().size)));
            }
            return shown.toString();
        }
        if (type instanceof FieldType.OfRecord nested) {
            return record(nested.schema(), segment, at);
        }
        @Nullable Handle<?> link = HandleCodec.read(segment, at);
        return link == null ? "null" : link.toString();
    }

    private static int ordinal(int bytes, UnsafeBuffer segment, int at) {
        return switch (bytes) {
            case Byte.BYTES -> Primitives.getByte(segment, at) & 0xFF;
            case Short.BYTES -> Primitives.getChar(segment, at);
            default -> Primitives.getInt(segment, at);
        };
    }

    private static Object primitive(Primitive type, UnsafeBuffer segment, int at) {
        return switch (type) {
            case BOOLEAN -> Primitives.getBoolean(segment, at);
            case BYTE -> Primitives.getByte(segment, at);
            case SHORT -> Primitives.getShort(segment, at);
            case CHAR -> Primitives.getChar(segment, at);
            case INT -> Primitives.getInt(segment, at);
            case LONG -> Primitives.getLong(segment, at);
            case FLOAT -> Primitives.getFloat(segment, at);
            case DOUBLE -> Primitives.getDouble(segment, at);
        };
    }
}
