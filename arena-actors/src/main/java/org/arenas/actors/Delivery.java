package org.arenas.actors;

import java.util.Locale;

/**
 * How often the command of a {@linkplain RemoteRef#call(RemoteCommand, Delivery) remote call} runs. Whatever the choice: if
 * the stage completes with the command's result or with what the command threw, the command has run; if it completes with
 * {@link org.arenas.error.UnreachableOwnerException}, nobody knows.
 */
public enum Delivery {
    /**
     * Once or not at all. The command is sent once. If it, or the answer, is lost on the way, nothing happens until the time
     * is up. The least that a call can cost, and the default.
     *
     * <p>If the caller crashes, a command that is on its way runs nevertheless. If the owner crashes, the command may have run.
     */
    AT_MOST_ONCE,

    /**
     * Once or more, if the stage completes with an answer. The command is sent again, each {@code
     * arenas.actors.remote.resend-interval}, until an answer is there or the time is up: it runs as often as it arrives. For
     * commands that may: those that only read, and those that set a value rather than add to it.
     *
     * <p>If the caller crashes, it is no longer sent again, and may have run or not. If the owner crashes, it may have run.
     */
    AT_LEAST_ONCE,

    /**
     * Exactly once, as long as neither side crashes and the stage is given the time it needs: lost messages are sent again,
     * and double ones recognised, by Akka's reliable delivery. All calls from one node to one owner with this delivery share
     * one such flow, and run in the order in which they were made on one thread. The flow is made by the first call, keeps
     * what was not confirmed in memory, and ends with the owner. A restart of the owner by its supervisor is no crash.
     *
     * <p>If the caller crashes, what it had not sent is lost; if the owner crashes, a command may have run without an answer.
     * When the time is up, a command that has not been sent yet never runs; one that has runs once, or has run.
     */
    EXACTLY_ONCE;

    /** {@return the name as messages say it} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
