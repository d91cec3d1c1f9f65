package org.arenas.testing;

/** An object to own: something that can be changed and is not thread-safe. */
public final class Box {
    /** What is in it. */
    public int value;

    /** A box with something in it. */
    public Box(int value) {
        this.value = value;
    }

    /** What is in it. */
    public int value() {
        return value;
    }

    /** Adds one to what is in it. */
    public void increment() {
        value++;
    }
}
