package org.arenas.examples.genomes;

import java.io.Console;

/** Tells whether somebody watches. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether the standard streams are a terminal. Before JDK 22 there is a console only then; since then there may be one
     * without a terminal, which {@code Console.isTerminal()} tells, a method that this source level does not have.
     */
    @SuppressWarnings("SystemConsoleNull") // that it may be no terminal since JDK 22 is what the rest is about
    static boolean isAttached() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
