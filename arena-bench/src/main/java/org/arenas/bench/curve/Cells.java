package org.arenas.bench.curve;

/**
 * Cells that several threads look at and change, in one of the models. Each thread has a user of its own.
 *
 * <p><b>Thread-safety.</b> Any thread may ask for a user; one thread at a time uses it. What all have done can be asked for
 * when all of them have finished.
 */
interface Cells extends AutoCloseable {
    /** {@return a way in for one thread} It finishes after every {@code batch} looks and changes. */
    User user(int batch);

    /** {@return how many changes all cells have seen}, when nobody uses them. */
    long changes();

    @Override
    void close();

    /** What a thread does. */
    interface User {
        void look(int cell);

        void change(int cell);

        /** Waits until all is done that this thread has asked for. */
        void finish();
    }
}
