package org.arenas.bench.report;

/** What a target compares. */
enum Rule {
    /** Our cost is at most so many times that of the best baseline. */
    COST_AT_MOST(true),
    /** We are at least so many times as fast as the best baseline. */
    SPEED_AT_LEAST(true),
    /** Two of our own costs are within such a factor of each other: flat, whatever the parameter. */
    FLAT_WITHIN(true),
    /** We take at most so many nanoseconds more than the baseline. */
    MORE_NANOS_AT_MOST(false),
    /** We take at most so many nanoseconds. */
    NANOS_AT_MOST(false),
    /** We allocate, or keep, at most so many bytes. */
    BYTES_AT_MOST(false);

    /** What a measurement allocates itself, divided by the operations: fewer bytes than these are none. */
    static final double NO_BYTES = 0.1;

    private final boolean ratio;

    Rule(boolean ratio) {
        this.ratio = ratio;
    }

    /** {@return whether the outcome is a ratio of two figures} */
    boolean isRatio() {
        return ratio;
    }

    String inWords(double bound) {
        return switch (this) {
            case COST_AT_MOST -> "cost ≤ " + Units.number(bound);
            case SPEED_AT_LEAST -> "speed ≥ " + Units.number(bound);
            case FLAT_WITHIN -> "flat within " + Units.number(bound);
            case MORE_NANOS_AT_MOST -> "≤ " + Units.time(bound) + " more";
            case NANOS_AT_MOST -> "≤ " + Units.time(bound);
            case BYTES_AT_MOST -> bound < NO_BYTES ? "0 B" : "≤ " + Units.bytes(bound);
        };
    }
}
