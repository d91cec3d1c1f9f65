package org.arenas.channel;

/**
 * What becomes of an orphan: an item that is still in a channel when the interpreter that put it has been closed, or the
 * channel itself. What was put by a plain thread is an orphan only of the channel.
 */
public enum OrphanPolicy {
    /** It stays, and is taken like any other. The default. */
    KEEP,
    /** It is discarded, without a word, when a receiver comes to it. */
    DROP,
    /**
     * Whoever comes to it gets an {@link org.arenas.error.OrphanedItemException} in its place, once; the next item is
     * another matter.
     */
    FAIL
}
