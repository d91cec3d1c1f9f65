/**
 * The arena model: {@linkplain org.arenas.Arena arenas} of objects, {@linkplain org.arenas.Ref references} between them,
 * {@linkplain org.arenas.Borrow borrows} that make a reference usable, {@linkplain org.arenas.Arenas#when behaviours} that
 * run when their arenas are held, and {@linkplain org.arenas.Interpreter interpreters} that own one. What leaves an
 * arena is {@linkplain org.arenas.Shareable shareable}, or {@linkplain org.arenas.Moved moved}, {@linkplain
 * org.arenas.Frozen frozen} or {@linkplain org.arenas.Copies copied}.
 *
 * <h2>Memory consistency</h2>
 *
 * <ul>
 *   <li>Actions before a borrow is closed happen-before actions after a later borrow of the same arena was opened, unless
 *       both are shared.
 *   <li>Actions in the body of a behaviour happen-before actions in the body of every later behaviour that shares an arena
 *       with it which at least one of them writes, and before actions after any later borrow of that kind.
 *   <li>Actions before a behaviour is scheduled happen-before its body; actions in its body happen-before actions that
 *       follow the completion of its stage.
 *   <li>Actions before a task is given to an interpreter happen-before the task; actions in a task happen-before the
 *       interpreter's next task, and before actions that follow the return of {@code call}, the completion of the stage
 *       that {@code submit} returned, or the return of {@code close}.
 *   <li>Actions before {@code suspendDuring}, {@code yield} or a borrow that had to wait gives up the home arena
 *       happen-before actions of whoever gets it meanwhile, and their actions before it is taken again.
 *   <li>Actions before an object is moved happen-before actions after it was accepted; actions before a value is put into a
 *       {@link org.arenas.SharedField} happen-before actions after it was read there.
 *   <li>Actions before a task is added to an {@link org.arenas.InOrder} happen-before the task; actions in it happen-before
 *       every later task that conflicts with it, and before actions that follow the return of {@code join}.
 *   <li>Actions in a {@link org.arenas.HostedTurn} happen-before the interpreter's next turn or task, and actions in a task
 *       before the next turn; actions before the stage given to {@code await} is completed happen-before actions after it.
 *   <li>Actions before an arena is closed happen-before actions after the exception that tells of it.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.arenas;
