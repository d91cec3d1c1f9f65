package org.arenas.offheap;

import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record class, and which bytes it would have.
 *
 * @param path how messages name it, from the outermost record on
 */
record MappedRecord(Class<?> type, String path, RecordSchema schema, RecordAccess access, List<Part> parts) {
    /**
     * One component.
     *
     * @param path how messages name it
     * @param stored its type as it is stored
     * @param nested what it consists of, if it is a record
     */
    record Part(
            String path,
            RecordComponent component,
            FieldType stored,
            @Nullable MappedRecord nested) {
        String name() {
            return component.getName();
        }

        Class<?> type() {
            return component.getType();
        }

        /** The class that a component of type Handle leads to. */
        Class<?> target() {
            return RecordMapper.target(component, path);
        }
    }
}
