package org.arenas.actors;

import akka.actor.typed.ActorRef;
import java.time.Duration;

/**
 * What a {@linkplain ArenaMailboxes metered mailbox} counts, at one moment. {@code received = dequeued + dropped + size},
 * always.
 *
 * @param actor whose mailbox it is
 * @param capacity the most messages that it holds; {@link Integer#MAX_VALUE} if it has no bound
 * @param overflow which message is lost when it is full; of no meaning without a bound
 * @param size messages that are in it
 * @param most the most that have been in it at a time
 * @param received messages that were sent to it, those that were dropped included
 * @param dequeued messages that the actor has taken out
 * @param dropped messages that were lost because it was full
 * @param oldest how long the oldest message has been in it; zero if it is empty. The time is taken of each message that comes
 *     to an empty mailbox and of one in 16 of the others: this is the age of the oldest, or of one that was sent just before
 */
public record MailboxMetrics(
        ActorRef<?> actor,
        int capacity,
        MailboxOverflow overflow,
        int size,
        int most,
        long received,
        long dequeued,
        long dropped,
        Duration oldest) {

    /** {@return whether there is a most} */
    public boolean isBounded() {
        return capacity != Integer.MAX_VALUE;
    }
}
