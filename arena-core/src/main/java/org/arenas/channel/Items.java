package org.arenas.channel;

import java.util.Objects;

/** What may be put into a channel. */
final class Items {
    private Items() {}

    /** R8: only what may cross from one arena to another. For now, anything but null. */
    static void check(Object item) {
        Objects.requireNonNull(item, "item");
    }
}
