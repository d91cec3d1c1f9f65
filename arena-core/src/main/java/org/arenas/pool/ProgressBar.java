package org.arenas.pool;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Shows a map's progress as one line that overwrites itself, if somebody watches.
 *
 * <pre>{@code
 * pool.map(numbers).progress(ProgressBar.onTerminal("squaring")).with(n -> n * n).toList();
 * }</pre>
 *
 * <p><b>Thread-safety.</b> For one map at a time.
 */
public final class ProgressBar implements Consumer<MapProgress> {
    private static final int WIDTH = 30;
    private static final double NANOS_PER_SECOND = 1e9;

    private final String title;
    private final PrintStream out;
    private final boolean visible;
    private int shown;

    ProgressBar(String title, PrintStream out, boolean visible) {
        this.title = Objects.requireNonNull(title, "title");
        this.out = out;
        this.visible = visible;
    }

    /**
     * {@return a bar on standard error, which shows nothing unless that is a terminal}
     *
     * @param title what the map does, for example {@code reading}
     */
    public static ProgressBar onTerminal(String title) {
        return new ProgressBar(title, System.err, hasTerminal());
    }

    /**
     * Whether the standard streams are a terminal. Since JDK 22 there may be a console without one, which {@code
     * Console.isTerminal()} tells, a method that JDK 17 does not have.
     */
    @SuppressWarnings("SystemConsoleNull") // that it may be no terminal since JDK 22 is what the rest is about
    private static boolean hasTerminal() {
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

    @Override
    public void accept(MapProgress progress) {
        if (!visible) {
            return;
        }
        String line = text(progress);
        out.print('\r' + line + " ".repeat(Math.max(0, shown - line.length())));
        shown = line.length();
        if (progress.done() == progress.total()) {
            out.println();
            shown = 0;
        }
        out.flush();
    }

    private String text(MapProgress progress) {
        double seconds = progress.elapsed().toNanos() / NANOS_PER_SECOND;
        if (progress.total() < 0) {
            return String.format(Locale.ROOT, "%s %d, %.1f s", title, progress.done(), seconds);
        }
        int filled = progress.total() == 0 ? WIDTH : (int) (WIDTH * progress.done() / progress.total());
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %d of %d, %.1f s",
                title,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                progress.done(),
                progress.total(),
                seconds);
    }
}
