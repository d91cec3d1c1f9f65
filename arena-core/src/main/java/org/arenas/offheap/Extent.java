package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a file that is mapped as one. */
record Extent(Kind kind, int pages) {
    private static final int MOST_PAGES = Segments.LARGEST_SEGMENT / FileLayout.PAGE;
    private static final long LEAST_JOURNAL = 64 * 1024;
    private static final long MOST_JOURNAL = 16 * 1024 * 1024;
    private static final int KIND_SHIFT = 24;
    private static final int PAGES_MASK = (1 << KIND_SHIFT) - 1;

    /** What it holds; the numbers are part of the format. */
    enum Kind {
        SEGMENT(1),
        JOURNAL(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    static Extent of(Kind kind, long bytes) {
        if (bytes <= 0 || bytes > Segments.LARGEST_SEGMENT) {
            throw new IllegalArgumentException(
                    "extent is impossible: bytes=" + bytes + "; use 1 to " + Segments.LARGEST_SEGMENT);
        }
        return new Extent(kind, (int) (FileLayout.wholePages(bytes) / FileLayout.PAGE));
    }

    /** {@return what a new file consists of} */
    static List<Extent> first(FileOptions options) {
        List<Extent> extents = new ArrayList<>();
        if (options.journal()) {
            extents.add(of(Kind.JOURNAL, Math.max(LEAST_JOURNAL, Math.min(options.bytes() / 8, MOST_JOURNAL))));
        }
        for (long rest = options.bytes(); rest > 0; rest -= Segments.LARGEST_SEGMENT) {
            extents.add(of(Kind.SEGMENT, Math.min(rest, Segments.LARGEST_SEGMENT)));
        }
        return extents;
    }

    int bytes() {
        return pages * FileLayout.PAGE;
    }

    int encode() {
        return kind.number << KIND_SHIFT | pages;
    }

    /** {@return what was encoded, or null if that is nothing} */
    static @Nullable Extent decode(int encoded) {
        int pages = encoded & PAGES_MASK;
        if (pages == 0 || pages > MOST_PAGES) {
            return null;
        }
        return switch (encoded >>> KIND_SHIFT) {
            case 1 -> new Extent(Kind.SEGMENT, pages);
            case 2 -> new Extent(Kind.JOURNAL, pages);
            default -> null;
        };
    }
}
