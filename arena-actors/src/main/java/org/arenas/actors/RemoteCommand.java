package org.arenas.actors;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done with an object of an actor on another node: a value that is sent there, and is run by the actor that owns
 * the object, with its arena held, between two of its messages. See {@link RemoteRef#call(RemoteCommand)}.
 *
 * <pre>{@code
 * record DepositInto(int amount) implements RemoteCommand<Account, Integer> {
 *     @Override
 *     public Integer run(Account account, ActorHome home) {
 *         account.deposit(amount);
 *         return account.balance();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Must be shareable, which a record of values is and a lambda is not; so must the result be. Both are
 * checked as everything is that leaves an arena (see {@link org.arenas.Shareable}), between nodes and on one node alike. What
 * a result loses on its way is its identity: the caller gets an equal object, not the same one.
 *
 * @param <T> the type of the object
 * @param <R> the type of the result: a {@link RemoteMessage}, or another value that Akka can serialise: null, a string,
 *     a boolean, a number, a time, or what you have bound
 */
public interface RemoteCommand<T, R extends @Nullable Object> extends RemoteMessage {
    /**
     * Runs at the owner. Whatever it throws goes to the caller and does not fail the owner, but for errors of the JVM.
     *
     * @param target the object, to be used until this method returns
     * @param home the arena that the object is in, held; other objects are reached through it, and new ones made
     * @return what the caller gets
     */
    R run(T target, ActorHome home);
}
