package org.arenas;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.arenas.error.NotShareableException;
import org.arenas.error.Violations;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The border: every value that leaves an arena through the library passes here, while the arena is still held. */
final class Crossing {
    /** What happens to a value that is not shareable. */
    enum Mode {
        /** An exception. */
        FAIL,
        /** It crosses, and a line in the log says so: once for each path and place. */
        REPORT,
        /** It crosses, and nobody looks. */
        OFF
    }

    /** The mode in force, for the life of the JVM. */
    static final Mode MODE = parse(System.getProperty("arenas.shareable", "fail"));

    private static final Logger LOG = LoggerFactory.getLogger(Shareable.class);
    private static final int MOST_REPORTS = 10_000;
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private Crossing() {}

    private static Mode parse(String text) {
        try {
            return Mode.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown mode of crossing: arenas.shareable=" + text + "; use fail, report or off", e);
        }
    }

    /**
     * Lets a result pass.
     *
     * @param value what is to cross
     * @param of what computed it, for messages
     * @param body the code that returned it
     */
    static <T extends @Nullable Object> T result(T value, Object of, Object body) {
        return MODE == Mode.OFF || ShareableCheck.isShareable(value)
                ? value
                : pass(MODE, value, "result of " + of, owner(body));
    }

    /** As {@link #result}, of a value that is put into something. */
    static <T extends @Nullable Object> T into(T value, Object what) {
        return MODE == Mode.OFF || ShareableCheck.isShareable(value)
                ? value
                : pass(MODE, value, "value of " + what, caller());
    }

    /** What happens to a value that is not shareable. */
    static <T extends @Nullable Object> T pass(Mode mode, T value, String crossing, String from) {
        if (mode == Mode.FAIL) {
            throw violation(value, crossing, from);
        }
        if (mode == Mode.REPORT) {
            report(value, crossing, from);
        }
        return value;
    }

    static NotShareableException violation(@Nullable Object value, String crossing, String from) {
        Shareable.Problem first = firstProblem(value);
        return Violations.notShareable(first.path(), first.type(), first.why(), crossing, from);
    }

    private static void report(@Nullable Object value, String crossing, String from) {
        Shareable.Problem first = firstProblem(value);
        // The third line of an order is the same violation as its second.
        String violation = first.path().replaceAll("\\[[^]]*]", "[]") + " " + first.type() + " " + from;
        if (REPORTED.size() < MOST_REPORTS && REPORTED.add(violation)) {
            LOG.warn(
                    "value is not shareable: path={}, type={}, why={}, crossing={}, from={}; it crossed all the same:"
                            + " -Darenas.shareable=report",
                    first.path(),
                    first.type(),
                    first.why(),
                    crossing,
                    from);
        }
    }

    private static Shareable.Problem firstProblem(@Nullable Object value) {
        List<Shareable.Problem> problems = ShareableCheck.problems(value, false);
        if (problems.isEmpty()) {
            throw new IllegalStateException("value changed while it was looked at: type="
                    + (value == null ? "null" : value.getClass().getName()));
        }
        return problems.get(0);
    }

    /** The class that a lambda, or an object, was written in. */
    private static String owner(Object body) {
        String name = body.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? name : name.substring(0, lambda);
    }

    static String caller() {
        return Site.where(new Throwable().getStackTrace());
    }
}
