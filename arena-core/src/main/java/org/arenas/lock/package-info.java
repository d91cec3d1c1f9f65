/**
 * The lock of an arena: one word, one queue, striped reader cells, and the wait-for graph over all of them. It knows
 * nothing of objects. Applications use it through {@code org.arenas}; the module does not export it.
 *
 * <p>Every happens-before edge between two holders of an arena is one of these:
 *
 * <ul>
 *   <li>exclusive release → next exclusive acquisition: the release writes the word (release store or CAS), the
 *       acquisition reads it in its CAS; on a hand-off the granter writes the word and then the node's state, which the
 *       new holder reads before it runs;
 *   <li>exclusive release → next shared acquisition: the reader reads the word after it announced itself in its cell;
 *   <li>shared release → next exclusive acquisition: the reader clears its cell with at least a release store, the writer
 *       reads every cell with at least acquire after it got the word.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.arenas.lock;
