package org.arenas.error;

import java.nio.file.Path;

/** What can be wrong with an arena in a file. */
public abstract sealed class ArenaFileException extends ArenaException
        permits ArenaBusyException,
                ArenaInRecoveryException,
                ArenaLockedOutException,
                ArenaPoisonedException,
                ArenaUncleanException,
                ByteOrderException,
                FileChecksumException,
                NewerVersionException,
                NotAnArenaFileException,
                TruncatedFileException {
    private static final long serialVersionUID = 1L;

    /** See {@link #path()}; as text, because it is serialised. */
    private final String path;

    ArenaFileException(String message, String path) {
        super(message);
        this.path = path;
    }

    /** {@return the file} */
    public Path path() {
        return Path.of(path);
    }
}
