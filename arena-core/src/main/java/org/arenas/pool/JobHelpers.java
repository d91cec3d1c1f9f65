package org.arenas.pool;

/**
 * How many helpers a map has.
 *
 * <p><b>Thread-safety.</b> None; a job calls it under its lock.
 */
final class JobHelpers {
    /*
     * asked   that were asked and have not left
     * coming  those of them that have not arrived, or have gone to do other tasks first
     */
    private int asked;
    private int coming;

    /**
     * Counts one more as asked, if the map can do with one.
     *
     * @param most how many it may have
     * @param claimers how many could find something to do
     */
    boolean tryAsk(int most, long claimers) {
        if (asked >= most || coming >= claimers) {
            return false;
        }
        asked++;
        coming++;
        return true;
    }

    /** One that was asked cannot come. */
    void cannotCome() {
        asked--;
        coming--;
    }

    void arrived() {
        coming--;
    }

    /** One does something else first. */
    void willComeAgain() {
        coming++;
    }

    void left() {
        asked--;
    }
}
