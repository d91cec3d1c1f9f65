package org.arenas.actors;

import akka.actor.typed.ActorRef;
import java.util.Optional;

/**
 * How an actor came to its end, as {@link ArenaBehaviors#watch} tells it. Its arena is closed by then.
 *
 * @param actor which
 * @param reason why
 * @param failure what its behavior threw last, if the reason is {@link Reason#FAILED}
 */
public record ActorEnd(ActorRef<?> actor, Reason reason, Optional<Throwable> failure) {
    /** Why an actor ended. */
    public enum Reason {
        /** Its behavior stopped it, or its parent did, or the system was terminated. */
        STOPPED,
        /** Its behavior threw something that no supervisor handled. */
        FAILED,
        /** It had no arena in this system: a plain actor, or one on another node, which may have become unreachable. */
        UNKNOWN
    }
}
