/**
 * A {@linkplain org.arenas.pool.InterpreterPool pool of interpreters} behind the interface of {@link
 * java.util.concurrent.ExecutorService}, and a parallel map on top of it.
 *
 * <h2>Memory consistency</h2>
 *
 * <ul>
 *   <li>Actions before a task is given to a pool happen-before the task; actions in the task happen-before whatever follows
 *       the result that its future gives.
 *   <li>Actions in a task happen-before the next task of the same worker, because both hold its home arena.
 *   <li>Actions before a map is begun happen-before the function is applied to each item; these happen-before whatever
 *       follows the delivery of the item's result.
 *   <li>Actions in tasks happen-before actions that follow the return of {@code close}, or of an {@code awaitTermination}
 *       that returned true.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.arenas.pool;
