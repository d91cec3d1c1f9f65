package org.arenas.lock;

/**
 * What the lock promises, as a program for one thread: the sequential specification of the Lincheck tests. Two arenas, each
 * with one number. Whatever several threads do at once, all of them must get results that this class gives for some order
 * of their operations.
 *
 * <p>Every operation is one step, because it holds what it uses from its beginning to its end:
 *
 * <pre>
 *   exclusive on one arena          addLow, addHigh            R7: nobody else is in
 *   shared on one arena             readLow                    R7: sees no half of a change
 *   exclusive and shared in a group addBoth, readBoth          R5: all or nothing, in any order
 *   a behaviour                     whenLow, whenBoth, whenCopy R6: as if it ran when it was scheduled
 *   close                           closeLow                   R9: from then on every use of the arena is refused
 * </pre>
 */
public class ArenaModel {
    /** The result of an operation on an arena that is closed. */
    static final int REFUSED = -1;

    private int low;
    private int high;
    private boolean lowClosed;

    public int addLow() {
        return lowClosed ? REFUSED : ++low;
    }

    public int addHigh() {
        return ++high;
    }

    public int readLow() {
        return lowClosed ? REFUSED : low;
    }

    public int addBoth() {
        return lowClosed ? REFUSED : both(++low, ++high);
    }

    public int readBoth() {
        return lowClosed ? REFUSED : both(low, high);
    }

    public int whenLow() {
        return addLow();
    }

    public int whenBoth() {
        return addBoth();
    }

    public int whenCopy() {
        if (lowClosed) {
            return REFUSED;
        }
        high += low;
        return both(low, high);
    }

    public boolean closeLow() {
        boolean first = !lowClosed;
        lowClosed = true;
        return first;
    }

    static int both(int low, int high) {
        return 1000 * low + high;
    }
}
