package org.arenas.bench.savina;

/** A number that somebody counts. */
final class Tally {
    long count;
}
