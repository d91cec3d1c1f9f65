package org.arenas;

/** What happens to who gives a task to an interpreter whose mailbox is full. */
public enum OverflowPolicy {
    /** Waits for room; an interpreter that waits gives up its home arena meanwhile. The default. */
    BLOCK,
    /** Gets a {@link org.arenas.error.MailboxFullException}. */
    FAIL,
    /** Runs queued tasks of the interpreter on its own thread, in order, until there is room; waits where it cannot. */
    RUN_IN_CALLER
}
