/**
 * Akka Typed actors as interpreters: an actor owns a home arena, which it holds while it processes a message.
 *
 * <h2>Memory consistency</h2>
 *
 * <ul>
 *   <li>Actions before a message is sent happen-before it is processed, and actions while it is processed happen-before the
 *       actor's next message: that is Akka's promise.
 *   <li>Actions while a message is processed happen-before actions after a later borrow of the actor's arena was opened, and
 *       actions before such a borrow is closed happen-before the actor's next message.
 *   <li>Actions before {@code askAndWait} is answered happen-before actions after it has returned.
 *   <li>Actions before a {@link org.arenas.actors.RemoteRef#call call} happen-before the run of its command, and that run
 *       happens-before actions that depend on the stage, if both are on one node. Between nodes there is no edge: what arrives
 *       is a copy.
 * </ul>
 */
@NullMarked
package org.arenas.actors;

import org.jspecify.annotations.NullMarked;
