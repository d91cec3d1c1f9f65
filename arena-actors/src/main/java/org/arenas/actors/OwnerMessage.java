package org.arenas.actors;

/** A message of the library's own to an actor with an arena: it is answered before the behavior sees it. */
abstract sealed class OwnerMessage implements RemoteMessage permits RemoteCall, RemoteConnect {
    /* A class, not an interface: that an ordinary message is none of these is found out by one comparison. */

    /** Called on the actor's thread, with the arena not yet held. */
    abstract void reach(ActorArena arena);
}
