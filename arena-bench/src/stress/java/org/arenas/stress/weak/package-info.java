/**
 * The weakened twins: one step of the lock each, copied down to a few fields, with one thing taken out. jcstress must see
 * every one of them fail; else the scenario of its test proves nothing. What is taken out shows on x86, too: an atomic step in
 * two, a look that is not repeated, a load that may overtake a store, a store moved up by hand as a compiler might.
 */
package org.arenas.stress.weak;
