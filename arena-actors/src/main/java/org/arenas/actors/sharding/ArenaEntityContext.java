package org.arenas.actors.sharding;

import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.util.concurrent.CompletionStage;

/**
 * What an entity knows of itself, and what it can do about its snapshots.
 *
 * <p><b>Thread-safety.</b> Belongs to the entity's actor, but for {@link #type()} and {@link #id()}.
 *
 * @param <M> the entity's messages
 */
public interface ArenaEntityContext<M> {
    /** {@return the type of the entity} */
    EntityTypeKey<M> type();

    /** {@return the entity's id} */
    String id();

    /**
     * Saves the state as it is now. Saves that are asked for while another is on its way become one, so it is not wasteful to
     * save after each message, and to acknowledge each once it is safe:
     *
     * <pre>{@code
     * home.get(mine).deposit(deposit.amount());
     * entity.save().thenRun(() -> deposit.replyTo().tell(new Safe()));
     * }</pre>
     *
     * @return completes, on a thread that is not the actor's, once a snapshot that has everything up to now in it would
     *     survive the death of this node; fails with {@link org.arenas.error.SnapshotStoreException} if that cannot be said,
     *     with {@link org.arenas.error.EntityStateException} if the state cannot be written, and with {@link
     *     org.arenas.error.SupersededEntityException} if this entity was started elsewhere, in which case it stops
     * @throws org.arenas.error.NotHeldException if no message of the entity is being processed
     */
    CompletionStage<Void> save();

    /**
     * Ends the entity, and frees its arena, once its state is saved. Messages that come meanwhile are processed before, or
     * start the entity again. If the state cannot be saved the entity goes on.
     *
     * @throws org.arenas.error.NotHeldException if no message of the entity is being processed
     */
    void passivate();
}
