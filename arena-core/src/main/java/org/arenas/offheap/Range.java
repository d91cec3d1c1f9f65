package org.arenas.offheap;

/**
 * Some elements of an array, each as far from the next.
 *
 * @param from the index of the first, at least 0
 * @param count how many, at least 0
 * @param step from one to the next, at least 1
 */
public record Range(long from, long count, long step) {
    /**
     * A range.
     *
     * @param from the index of the first
     * @param count how many
     * @param step from one to the next, at least 1
     * @throws IllegalArgumentException if a number is less than it may be, or the last index is 2^31 or more
     */
    public Range {
        boolean isLong = count > 1 && step > 0 && (Integer.MAX_VALUE - from) / step < count - 1;
        if (from < 0 || count < 0 || step < 1 || from > Integer.MAX_VALUE || isLong) {
            throw new IllegalArgumentException("range is impossible: from=" + from + ", count=" + count + ", step="
                    + step + "; use numbers that are not negative, a step of at least 1, and indexes below 2^31");
        }
    }

    /**
     * {@return elements one after the other}
     *
     * @param from the index of the first
     * @param count how many
     */
    public static Range of(long from, long count) {
        return new Range(from, count, 1);
    }

    /**
     * {@return every so manieth element}
     *
     * @param from the index of the first
     * @param count how many
     * @param step from one to the next
     */
    public static Range of(long from, long count, long step) {
        return new Range(from, count, step);
    }

    /** The index of the last one, if there is one. */
    long last() {
        return from + (count - 1) * step;
    }

    /**
     * Whether two ranges have an element in common. Exact, in time logarithmic in the steps.
     *
     * @param other of the same array
     * @return false if there is no index that both contain
     */
    public boolean overlaps(Range other) {
        /*
         * from + i * step = other.from + j * other.step: solvable if the greatest common divisor g of the steps divides the
         * distance of the first elements (Bézout), and then i is known modulo other.step / g, so that what is common is
         * itself a progression, of step lcm. It remains to look whether its first member that both ranges can have reached
         * is one that both still reach. All products stay below 2^62, since indexes and steps are below 2^31.
         */
        if (count == 0 || other.count == 0) {
            return false;
        }
        long low = Math.max(from, other.from);
        long high = Math.min(last(), other.last());
        if (low > high) {
            return false;
        }
        long stride = count == 1 ? 1 : step;
        long otherStride = other.count == 1 ? 1 : other.step;
        long[] bezout = bezout(stride, otherStride);
        long g = bezout[0];
        long distance = other.from - from;
        if (distance % g != 0) {
            return false;
        }
        long period = otherStride / g;
        long i = Math.floorMod(Math.floorMod(distance / g, period) * Math.floorMod(bezout[1], period), period);
        long common = from + i * stride;
        long lcm = stride * period;
        if (common < low) {
            common += (low - common + lcm - 1) / lcm * lcm;
        } else {
            common -= (common - low) / lcm * lcm;
        }
        return common <= high;
    }

    /** The greatest common divisor g of two numbers, and an x for which a * x = g modulo b. */
    private static long[] bezout(long a, long b) {
        long x = 1;
        long nextX = 0;
        long rest = a;
        long nextRest = b;
        while (nextRest != 0) {
            long quotient = rest / nextRest;
            long swap = rest - quotient * nextRest;
            rest = nextRest;
            nextRest = swap;
            swap = x - quotient * nextX;
            x = nextX;
            nextX = swap;
        }
        return new long[] {rest, x};
    }

    /** In words, for example {@code 0..9} or {@code 0..9 step 3}. */
    @Override
    public String toString() {
        if (count == 0) {
            return "none at " + from;
        }
        return from + ".." + last() + (count > 1 && step > 1 ? " step " + step : "");
    }
}
