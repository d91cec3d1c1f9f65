package org.arenas.actors;

/**
 * What becomes of an actor's arena when a supervisor outside {@link ArenaBehaviors#owning} restarts the actor. A supervisor
 * inside restarts the behavior alone, and the arena is kept whatever the policy.
 */
public enum RestartPolicy {
    /** The arena and its objects stay; Refs to them stay valid. The default, as state in an arena is made to be shared. */
    KEEP,
    /** The arena stays and its objects are freed: Refs to them are stale, and who waits for the arena goes on waiting. */
    CLEAR,
    /** The arena is closed, and the actor gets another: Refs to the old one's objects throw, and who waits for it wakes. */
    REPLACE
}
