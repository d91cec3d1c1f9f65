package org.arenas.actors;

/**
 * What happens to a message that reaches an actor with an arena and is not {@linkplain org.arenas.Shareable shareable}: two
 * actors would have the same object that can be changed.
 */
public enum MessageCheck {
    /** Messages are not looked at. The default. */
    OFF,
    /** A warning with the path to the offending part, once for each class of message and path; the message is processed. */
    LOG,
    /**
     * Processing fails with {@link org.arenas.error.NotShareableException} before the behavior sees the message, and
     * supervision decides. For tests.
     */
    FAIL
}
