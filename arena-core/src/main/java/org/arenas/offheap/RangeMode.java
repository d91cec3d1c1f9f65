package org.arenas.offheap;

/** What a range of an array is borrowed for. */
public enum RangeMode {
    /** To read: any number of such borrows of the same elements at a time. */
    READ,
    /** To read and to write: nobody else has any of the elements. */
    WRITE;

    boolean conflictsWith(RangeMode other) {
        return this == WRITE || other == WRITE;
    }
}
