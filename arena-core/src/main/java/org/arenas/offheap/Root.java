package org.arenas.offheap;

/**
 * Something in a shared arena that has a name.
 *
 * @param name the name
 * @param type what it leads to, in words
 * @param handle leads there
 */
public record Root(String name, String type, Handle<?> handle) {}
