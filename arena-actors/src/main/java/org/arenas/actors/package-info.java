/**
 * Akka Typed actors as interpreters: an actor owns a home arena, which it holds while it processes a message.
 */
@NullMarked
package org.arenas.actors;

import org.jspecify.annotations.NullMarked;
