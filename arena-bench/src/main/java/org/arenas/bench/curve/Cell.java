package org.arenas.bench.curve;

import org.arenas.bench.Work;

/**
 * An object that is looked at and changed, and remembers if that was done by two at a time. It counts its changes, and keeps
 * beside the count what some work makes of it; to look is to do that work again.
 *
 * <p><b>Thread-safety.</b> None: that is what the models are for.
 */
final class Cell {
    private static final int COUNT = 16;
    private static final int MADE = 17;
    private static final int BROKEN = 18;
    private static final int LENGTH = 35;

    /** Long enough for the cache lines in the middle to be its own. */
    private final long[] numbers = new long[LENGTH];

    private final int rounds;

    /** With so much work a look or a change. */
    Cell(int rounds) {
        this.rounds = rounds;
        numbers[MADE] = Work.rounds(0, rounds);
    }

    void look() {
        saw(isWhole());
    }

    /** {@return whether nobody is changing it} What this says has to be told to {@link #saw} once it is sure to count. */
    boolean isWhole() {
        return Work.rounds(numbers[COUNT], rounds) == numbers[MADE];
    }

    void saw(boolean whole) {
        if (!whole) {
            numbers[BROKEN] = 1;
        }
    }

    void change() {
        long count = numbers[COUNT] + 1;
        numbers[COUNT] = count;
        numbers[MADE] = Work.rounds(count, rounds);
    }

    /** {@return how often it was changed} */
    long changes() {
        if (numbers[BROKEN] != 0) {
            throw new IllegalStateException("a cell was seen halfway: changes=" + numbers[COUNT]);
        }
        return numbers[COUNT];
    }
}
