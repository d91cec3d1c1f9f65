package org.arenas.actors;

/**
 * What became of a command.
 *
 * @param call the number of the {@link RemoteCall}
 * @param outcome what kind of answer this is
 * @param content the result; the exception, or a {@link Described} one; or a text that says why the object is gone
 */
record RemoteReply(long call, Outcome outcome, Parcel content)
        implements RemoteMessage, LinkActor.Command, Inbox.Command {
    /** Kinds of answers. */
    enum Outcome {
        RESULT,
        FAILURE,
        STALE
    }

    /** An exception that cannot travel. */
    record Described(String type, String message, String where) implements RemoteMessage {
        static Described of(Throwable failure) {
            StackTraceElement[] stack = failure.getStackTrace();
            return new Described(
                    failure.getClass().getName(),
                    String.valueOf(failure.getMessage()),
                    stack.length == 0 ? "unknown" : stack[0].toString());
        }
    }
}
