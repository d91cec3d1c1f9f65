package org.arenas.error;

import java.util.List;

/**
 * Thrown to the execution whose wait would close a cycle of waits, instead of waiting for ever. Rule R5.
 *
 * <p>Nothing was acquired by the call that throws; what the execution held before, it still holds. Closing those borrows
 * lets the other members of the cycle go on.
 */
public final class DeadlockException extends ArenaException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> cycle;

    DeadlockException(String message, List<String> cycle) {
        super(message);
        this.cycle = List.copyOf(cycle);
    }

    /**
     * One line for each member of the cycle, the thrower first: who waits, for what, where, and who is in its way.
     *
     * @return the members in waiting order; empty on a copy that was serialised
     */
    public List<String> cycle() {
        return cycle == null ? List.of() : cycle;
    }
}
