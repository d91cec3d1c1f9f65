package org.arenas.lock;

/**
 * Why a lock lets nobody in any more.
 *
 * @param closed true after a close; false if its holder died
 * @param deadHolder who died, or empty
 */
record Refusal(boolean closed, String deadHolder) {
    static final Refusal CLOSED = new Refusal(true, "");
}
