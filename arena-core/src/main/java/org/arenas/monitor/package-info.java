/**
 * What can be seen from outside: counters of an arena, a snapshot of all of them with holders, waiters and the wait-for
 * graph, and how much the library remembers about call sites. Everything here is a passive, immutable value; it is
 * filled by the lock.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.monitor;
