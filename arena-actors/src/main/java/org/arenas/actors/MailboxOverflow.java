package org.arenas.actors;

/**
 * Which message is lost when one is sent to a {@linkplain ArenaMailboxes mailbox} that is full. The sender never waits and
 * hears nothing; what is lost is counted, and published as {@link akka.actor.Dropped} on the event stream, beside the dead
 * letters.
 */
public enum MailboxOverflow {
    /** The one that was sent. The default: what was taken in is processed, and a client that is too fast does not get in. */
    DROP_NEWEST,
    /** The one that has waited longest. For messages that replace each other, such as measurements. */
    DROP_OLDEST
}
