package org.arenas;

/**
 * What a {@link Ref} names, as numbers: for a reference that has to leave the JVM as bytes, and comes back later. {@link
 * ExclusiveBorrow#resolve} makes a Ref of it again, and believes none of the numbers.
 *
 * <p>An id is no secret, and no right: who may have it resolved can name any object of the arena, as the numbers are given
 * one after the other.
 *
 * @param arena {@link Arena#id()}, which no other arena of the same JVM ever has
 * @param slot the place among the arena's objects
 * @param generation which of the objects that were in that place
 */
public record RefId(long arena, int slot, long generation) {}
