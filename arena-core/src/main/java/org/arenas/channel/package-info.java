/**
 * Channels: {@linkplain org.arenas.channel.Channel bounded and unbounded queues} over which interpreters and threads pass
 * values, waiting for room and for items, and {@linkplain org.arenas.channel.Select} to wait for the first of several.
 *
 * <p>Only what is {@linkplain org.arenas.Shareable shareable} crosses (rule R8): an item is checked before it is put, on the
 * sender's thread, whichever way it is put. One that may not cross is nowhere then but with its sender.
 *
 * <h2>Memory consistency</h2>
 *
 * <ul>
 *   <li>Actions before an item is put happen-before actions after it was taken.
 *   <li>Actions before a take that makes room happen-before actions after the put that had to wait for it.
 *   <li>Actions before a channel is closed happen-before actions after the exception, or the end of the iteration, that
 *       tells of it.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.arenas.channel;
