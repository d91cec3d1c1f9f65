package org.arenas.examples.genomes;

import org.jspecify.annotations.Nullable;

/** Something the user gave cannot be used. The message is the one line that the user gets to see. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
