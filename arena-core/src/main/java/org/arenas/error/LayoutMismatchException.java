package org.arenas.error;

import java.util.List;

/** Thrown when what is stored was written with another version of a record class, which the present one cannot read. */
public final class LayoutMismatchException extends ArenaException {
    private static final long serialVersionUID = 1L;

    /** See {@link #differences()}. */
    private final transient List<String> differences;

    LayoutMismatchException(String message, List<String> differences) {
        super(message);
        this.differences = List.copyOf(differences);
    }

    /** {@return what has changed, a text for each component; empty on a copy that was serialised} */
    public List<String> differences() {
        return differences == null ? List.of() : differences;
    }
}
