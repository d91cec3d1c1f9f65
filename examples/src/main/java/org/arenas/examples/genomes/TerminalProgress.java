package org.arenas.examples.genomes;

import java.io.PrintStream;

/** Shows progress as one line that overwrites itself. For a terminal only, and for one thread. */
final class TerminalProgress implements Progress {
    private static final int BAR = 30;

    private final PrintStream out;
    private int shown;

    TerminalProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(String doing, int done, int of) {
        int filled = BAR * done / of;
        overwrite("  [" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + doing + " " + done + " of " + of);
    }

    @Override
    public void clear() {
        overwrite("");
        out.print('\r');
        out.flush();
    }

    private void overwrite(String line) {
        out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
        out.flush();
        shown = line.length();
    }
}
