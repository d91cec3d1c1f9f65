package org.arenas.examples.parmap;

import java.io.PrintStream;
import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.arenas.InterpreterLocal;
import org.arenas.pool.InterpreterPool;

/**
 * Parses dates with {@link SimpleDateFormat}, which breaks when two threads use one of them at the same time: each worker has
 * its own, made when it first needs it, and used by one task at a time.
 */
public final class DateFormatExample {
    private static final InterpreterLocal<SimpleDateFormat> FORMAT =
            InterpreterLocal.withInitial(DateFormatExample::format);

    private DateFormatExample() {}

    /**
     * Runs the recipe.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        run(System.out);
    }

    private static SimpleDateFormat format() {
        SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        return format;
    }

    static void run(PrintStream out) {
        List<String> dates = List.of("1969-07-20", "1970-01-02", "2000-01-01");
        try (InterpreterPool pool = InterpreterPool.create("parsers", 2)) {
            out.println("seconds: " + seconds(pool, dates));
        }
    }

    static List<Long> seconds(InterpreterPool pool, List<String> dates) {
        return pool.map(dates).with(DateFormatExample::parse).toList();
    }

    private static long parse(String date) throws ParseException {
        return FORMAT.get().parse(date).toInstant().getEpochSecond();
    }
}
