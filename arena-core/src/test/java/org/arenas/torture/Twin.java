package org.arenas.torture;

/** An object whose plain fields agree unless somebody writes beside somebody else. */
final class Twin {
    private long left;
    private long right;

    /** Only under exclusive access. */
    void increment() {
        long before = read();
        left = before + 1;
        Thread.onSpinWait();
        right = before + 1;
    }

    /** Under either access. */
    long read() {
        long seen = left;
        Thread.onSpinWait();
        if (seen != right || seen != left) {
            throw new AssertionError("torn: left=" + seen + ", right=" + right);
        }
        return seen;
    }
}
