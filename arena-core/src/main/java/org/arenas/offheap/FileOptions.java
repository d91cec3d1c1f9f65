package org.arenas.offheap;

import java.time.Duration;
import java.util.Objects;

/**
 * What an arena in a file is to be like. Immutable: each method returns another one.
 *
 * <pre>{@code
 * FileOptions options = FileOptions.of(1 << 20).maximum(1 << 30).patience(Duration.ofSeconds(5));
 * }</pre>
 *
 * @param bytes to begin with, rounded up to a multiple of 4,096
 * @param maximum bytes that it may grow to, rounded up to a multiple of 4,096
 * @param journal whether a change that a process leaves half done is undone; without a journal, the arena is poisoned then
 * @param patience how long a borrow waits for another process
 */
public record FileOptions(long bytes, long maximum, boolean journal, Duration patience) {
    private static final long LEAST_BYTES = 2 * HeapDescriptor.BLOCKS;
    private static final long MOST_BYTES = (long) Segments.LARGEST_SEGMENT * Segments.MOST_SEGMENTS;
    static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /**
     * Checks what was asked for.
     *
     * @param bytes at least 8,192
     * @param maximum not less than that, and at most 4 TiB
     * @param journal whether there is one
     * @param patience not negative
     * @throws IllegalArgumentException if the sizes are less than 8,192 or more than 4 TiB, the maximum is less than the
     *     size, or the patience is negative
     */
    public FileOptions {
        Objects.requireNonNull(patience, "patience");
        if (!arePossible(bytes, maximum)) {
            throw new IllegalArgumentException(
                    "size is impossible: bytes=" + bytes + ", maximum=" + maximum + "; use at least " + LEAST_BYTES
                            + ", at most " + MOST_BYTES + ", and a maximum that is not less than the size");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException(
                    "patience is negative: patience=" + patience + "; use zero for a borrow that does not wait");
        }
        bytes = FileLayout.wholePages(bytes);
        maximum = FileLayout.wholePages(maximum);
    }

    static boolean arePossible(long bytes, long maximum) {
        return bytes >= LEAST_BYTES && maximum >= bytes && maximum <= MOST_BYTES;
    }

    /**
     * {@return an arena of a fixed size, with a journal, whose borrows wait 30 seconds for another process}
     *
     * @param bytes headers of blocks included; at least 8,192
     * @throws IllegalArgumentException if it is less, or more than 4 TiB
     */
    public static FileOptions of(long bytes) {
        return new FileOptions(bytes, bytes, true, DEFAULT_PATIENCE);
    }

    /**
     * {@return one that grows when it is full}
     *
     * @param most bytes in the end
     * @throws IllegalArgumentException if it is less than the size, or more than 4 TiB
     */
    public FileOptions maximum(long most) {
        return new FileOptions(bytes, most, journal, patience);
    }

    /**
     * {@return one with a journal, or without: faster, and poisoned if a process dies while it changes the arena}
     *
     * @param kept whether there is one
     */
    public FileOptions journal(boolean kept) {
        return new FileOptions(bytes, maximum, kept, patience);
    }

    /**
     * {@return one whose borrows wait so long for another process}
     *
     * @param limit zero does not wait
     * @throws IllegalArgumentException if it is negative
     */
    public FileOptions patience(Duration limit) {
        return new FileOptions(bytes, maximum, journal, limit);
    }
}
