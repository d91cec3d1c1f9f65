package org.arenas.error;

/** Thrown when a task is given to an interpreter whose mailbox is full and whose overflow policy is to fail. Rule R10. */
public final class MailboxFullException extends ArenaException {
    private static final long serialVersionUID = 1L;

    MailboxFullException(String message) {
        super(message);
    }
}
