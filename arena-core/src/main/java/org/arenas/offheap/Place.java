package org.arenas.offheap;

import java.util.List;
import java.util.Objects;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Where a component of a record lies in what is stored, and how it is read and written there.
 *
 * @param offset from the beginning of the outermost record; {@link #ABSENT} if it was added after that was written
 * @param codec for an index that is the component's own; for an absent one the index does not matter
 * @param parts of a record
 * @param absentValue what an absent one reads as, and the only value that may be written
 */
record Place(
        MappedRecord.Part part,
        int offset,
        Codec codec,
        List<Place> parts,
        @Nullable Object absentValue) {
    static final int ABSENT = -1;

    String name() {
        return part.name();
    }

    Class<?> type() {
        return part.type();
    }

    boolean isStored() {
        return offset != ABSENT;
    }

    /** Throws unless the value is the one that an absent component has anyway. */
    void checkAbsent(@Nullable Object value) {
        checkAbsent(part.path(), absentValue, value);
    }

    static void checkAbsent(String path, @Nullable Object absentValue, @Nullable Object value) {
        // Deep, for arrays.
        if (!Objects.deepEquals(absentValue, value)) {
            throw Violations.notStorable(
                    path, "was added after what is stored was written, and can only have its value for that case");
        }
    }
}
