/**
 * Memory off the heap that belongs to nobody: values of records, kept as bytes under the lock of an arena.
 *
 * <p>Stands on Agrona, which needs {@code --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED} (on the module path {@code
 * =org.agrona}). The rest of the library needs no flag.
 *
 * <h2>Memory consistency</h2>
 *
 * <ul>
 *   <li>Actions before a borrow is closed happen-before actions after a later borrow of the same arena was opened, unless both
 *       are shared, in this process or another one that has the same file open. If a process dies with a borrow, what that
 *       borrow changed is undone, and what came before it is seen.
 *   <li>Changes under an exclusive borrow happen-before actions after an optimistic read that has returned what they made.
 *   <li>Actions before an array is lent happen-before actions after a lease of it was opened; actions before a lease is closed
 *       happen-before actions after the next conflicting lease was opened, and after the split or scope was closed.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.arenas.offheap;
