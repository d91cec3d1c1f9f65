package org.arenas.actors;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.arenas.RefId;
import org.arenas.Shareable;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an object of an actor with an arena, which may travel to any node, in messages, in commands and in their
 * results. The object stays where it is: it is used by {@link #call(RemoteCommand) sending a command} to the actor that owns
 * it. Made by the owner with {@link ActorHome#remote}.
 *
 * <pre>{@code
 * record Opened(RemoteRef<Account> account) implements RemoteMessage {}          // travels
 *
 * CompletionStage<Integer> pay(Opened opened) {                                  // on any node
 *     return opened.account().call(new DepositInto(100));
 * }
 * }</pre>
 *
 * <p><b>What it cannot do.</b>
 * <ul>
 *   <li>No borrow and no dereference: nobody outside the owner's node holds its arena, for no time. What has to be done without
 *       anybody in between is one command.
 *   <li>One arena at a time: no command runs on the arenas of two owners at once. Between two calls others may have changed
 *       everything.
 *   <li>No identity: a result that comes from another node is a copy. To come back to an object later, return a
 *       {@code RemoteRef} to it.
 *   <li>No deadlock detection: a call waits for no arena and stands in no wait-for graph. An actor that blocks on a call to
 *       itself, or to one that calls it back, waits until the time is up. Send the result to the actor as a message instead.
 *   <li>A timeout undoes nothing: the command may have run, and may still run.
 *   <li>It is no capability: whoever can send messages to a node can make up references to all objects of its actors, and run
 *       any command on them that is in that node's class path. Let nobody else connect: TLS, loopback, a closed network.
 * </ul>
 *
 * <p><b>Ownership.</b> Keeps nothing alive. When the object is freed or moved, the owner's arena closed or replaced, or the owner
 * ended, calls end with {@link org.arenas.error.StaleReferenceException}, at once and not when the time is up; an owner that
 * was started anew by another node at the same path is another owner.
 * <p><b>Thread-safety.</b> Immutable; all methods may be called from any thread. Two are equal if they name the same object of
 * the same owner by the same {@code own} or {@code expose}.
 * <p><b>Memory consistency.</b> Actions before a call happen-before the run of its command, if both are on one node; and that run
 * happens-before actions that depend on the stage, and before the owner's next message.
 *
 * @param <T> the object's type; nobody checks it before a command uses the object
 */
@JsonSerialize(using = RemoteRefJson.Writer.class)
@JsonDeserialize(using = RemoteRefJson.Reader.class)
public final class RemoteRef<T> implements RemoteMessage {
    static {
        Shareable.register(RemoteRef.class);
    }

    private final ArenasExtension here;
    private final ActorRef<?> owner;
    private final RefId id;

    RemoteRef(ArenasExtension here, ActorRef<?> owner, RefId id) {
        this.here = here;
        this.owner = owner;
        this.id = id;
    }

    /** {@return the actor that owns the object} */
    public ActorRef<?> owner() {
        return owner;
    }

    /** {@return what it is called there} */
    public RefId id() {
        return id;
    }

    /**
     * Has the owner run a command on the object, {@linkplain Delivery#AT_MOST_ONCE at most once}, and waits as long as {@code
     * arenas.actors.remote.call-timeout} says.
     *
     * @param command a shareable value
     * @return completes with the command's result, or exceptionally: with what the command threw, or {@link
     *     RemoteFailureException} if that cannot travel; with {@link org.arenas.error.StaleReferenceException} if the object is
     *     gone; with {@link org.arenas.error.UnreachableOwnerException} if the owner's node is, or the time is up; with {@link
     *     java.io.NotSerializableException} if the command cannot travel. Completes on a thread of the actor system.
     * @param <R> the type of the result
     * @throws org.arenas.error.NotShareableException if the command is not shareable
     */
    public <R extends @Nullable Object> CompletionStage<R> call(RemoteCommand<? super T, R> command) {
        return call(command, Delivery.AT_MOST_ONCE);
    }

    /**
     * As {@link #call(RemoteCommand)}, with another promise of how often the command runs.
     *
     * @param command a shareable value
     * @param delivery the promise
     * @return completes as with {@link #call(RemoteCommand)}
     * @param <R> the type of the result
     * @throws org.arenas.error.NotShareableException if the command is not shareable
     */
    public <R extends @Nullable Object> CompletionStage<R> call(
            RemoteCommand<? super T, R> command, Delivery delivery) {
        return call(command, delivery, here.remote().settings().callTimeout());
    }

    /**
     * As {@link #call(RemoteCommand, Delivery)}, with a time of its own.
     *
     * @param command a shareable value
     * @param delivery the promise
     * @param timeout how long to wait, 100 days at most; what has not been sent by then is not sent
     * @return completes as with {@link #call(RemoteCommand)}
     * @param <R> the type of the result
     * @throws IllegalArgumentException if the timeout is not positive
     * @throws org.arenas.error.NotShareableException if the command is not shareable
     */
    public <R extends @Nullable Object> CompletionStage<R> call(
            RemoteCommand<? super T, R> command, Delivery delivery, Duration timeout) {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(timeout, "timeout");
        return here.remote().call(this, command, delivery, timeout);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemoteRef<?> ref && ref.owner.equals(owner) && ref.id.equals(id);
    }

    @Override
    public int hashCode() {
        return owner.hashCode() * 31 + id.hashCode();
    }

    /** The owner and the id, for example {@code akka://bank/user/account#12/7/0@1}. */
    @Override
    public String toString() {
        return owner.path().toSerializationFormat() + "/" + id.arena() + "/" + id.slot() + "@" + id.generation();
    }
}
