package org.arenas.pool;

import java.time.Duration;

/**
 * How far a map has come.
 *
 * @param done items that are done
 * @param total all items, or -1 if the source does not know
 * @param elapsed since the map began
 */
public record MapProgress(long done, long total, Duration elapsed) {}
