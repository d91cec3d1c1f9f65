package org.arenas.bench;

/**
 * What every benchmark guards: a number. The lines before and after its cache line are its own, so that a result says
 * nothing about what happens to be its neighbour on the heap.
 */
final class Counter extends CounterValue {
    long q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14, q15;
}

/** A superclass's fields are laid out first, so the padding stays in front. */
class CounterPadding {
    long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;
}

class CounterValue extends CounterPadding {
    long value;
}
