package org.arenas.actors;

/**
 * What a remote command threw, or why its result could not travel, when the exception itself cannot be serialised: its type,
 * its message, and where it came from. To have an exception of your own travel as it is, let it implement {@link RemoteMessage}
 * and tell Jackson how to make one:
 *
 * <pre>{@code
 * final class Overdrawn extends RuntimeException implements RemoteMessage {
 *     @JsonProperty
 *     private final long missing;
 *
 *     @JsonCreator
 *     Overdrawn(@JsonProperty("message") String message, @JsonProperty("missing") long missing) {
 *         super(message);
 *         this.missing = missing;
 *     }
 * }
 * }</pre>
 *
 * <p>Its cause and its stack trace stay where they are.
 */
public final class RemoteFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the exception's class. */
    private final String type;

    /** The line of code that threw it. */
    private final String where;

    RemoteFailureException(String type, String message, String where, String ref, String command) {
        super("remote command failed: type=" + type + ", message=(" + message + "), where=" + where + ", ref=" + ref
                + ", command=" + command
                + "; the exception itself can travel if Akka has a serializer for its class");
        this.type = type;
        this.where = where;
    }

    /** {@return the name of the exception's class} */
    public String type() {
        return type;
    }

    /** {@return the line of code at the owner that threw it, or {@code unknown}} */
    public String where() {
        return where;
    }
}
