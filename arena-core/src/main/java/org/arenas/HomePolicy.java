package org.arenas;

/** What an interpreter does with its home arena while its task waits for another one. */
public enum HomePolicy {
    /** Gives it up and takes it again together with the other; the default. Others may use it meanwhile. */
    SUSPEND,
    /** Keeps it. Nobody changes it during a task; a cycle of such waits throws {@link org.arenas.error.DeadlockException}. */
    KEEP
}
