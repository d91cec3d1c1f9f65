package org.arenas.error;

/** Thrown when a task uses its home borrow while the home arena is given up, for example inside {@code suspendDuring}. Rule R2. */
public final class HomeSuspendedException extends ArenaException {
    private static final long serialVersionUID = 1L;

    HomeSuspendedException(String message) {
        super(message);
    }
}
