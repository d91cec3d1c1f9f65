package org.arenas.error;

/**
 * What a call of a remote reference ends with when the owner's node is unreachable or gone, or when the owner does not answer
 * in time. The command may have run, may still run, or may never run. Rule R9.
 */
public final class UnreachableOwnerException extends ArenaException {
    private static final long serialVersionUID = 1L;

    UnreachableOwnerException(String message) {
        super(message);
    }
}
