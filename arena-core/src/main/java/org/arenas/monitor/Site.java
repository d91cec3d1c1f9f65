package org.arenas.monitor;

import java.security.CodeSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in user code where something was acquired, released or scheduled. It is a throwable only so that it can be
 * attached to an exception as {@linkplain Throwable#addSuppressed suppressed}, whose stack trace then prints both stacks;
 * it is never thrown.
 */
public final class Site extends Throwable {
    private static final long serialVersionUID = 1L;

    /** Whether a class belongs to the library, by class name; filled by reports only. */
    private static final Map<String, Boolean> LIBRARY_CLASSES = new ConcurrentHashMap<>();

    private Site(String what, boolean withStack) {
        super(what, null, false, withStack);
    }

    /**
     * Remembers the calling stack.
     *
     * @param what what happened here, for example {@code acquired by main}
     * @return the site
     */
    public static Site here(String what) {
        return new Site(what, true);
    }

    /**
     * Something to attach to an exception where the stack was not kept.
     *
     * @param what what happened
     * @return a site without a stack
     */
    public static Site unknown(String what) {
        return new Site(what, false);
    }

    /**
     * The innermost frame that is not the library's own.
     *
     * @return for example {@code Bank.transfer(Bank.java:17)}
     */
    public String where() {
        return where(getStackTrace());
    }

    /**
     * The innermost frame of a stack that is neither the library's nor the JDK's.
     *
     * @param stack a stack, innermost frame first
     * @return the frame as text, or {@code unknown} if there is none
     */
    public static String where(StackTraceElement[] stack) {
        @Nullable StackTraceElement last = null;
        for (StackTraceElement frame : stack) {
            if (!isJdk(frame.getClassName()) && !isHidden(frame)) {
                last = frame;
                if (!isLibrary(frame.getClassName())) {
                    break;
                }
            }
        }
        return last == null ? "unknown" : text(last);
    }

    private static String text(StackTraceElement frame) {
        String className = frame.getClassName();
        return className.substring(className.lastIndexOf('.') + 1) + "." + frame.getMethodName() + "("
                + frame.getFileName() + ":" + frame.getLineNumber() + ")";
    }

    /**
     * The innermost frame of the calling thread that is neither the library's nor the JDK's, without the rest of the stack:
     * takes some microseconds, and keeps less than {@link #here} does.
     *
     * @return null if there is none
     */
    public static StackWalker.@Nullable StackFrame caller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isJdk(frame.getClassName()) && !isLibrary(frame.getClassName()))
                        .findFirst()
                        .orElse(null));
    }

    /**
     * A frame as messages name it.
     *
     * @param frame what {@link #caller()} returned
     * @return for example {@code Bank.transfer(Bank.java:17)}, or {@code unknown}
     */
    public static String where(StackWalker.@Nullable StackFrame frame) {
        return frame == null ? "unknown" : text(frame.toStackTraceElement());
    }

    /**
     * What happened and where, in one line.
     *
     * @return for example {@code orders#7 acquired by main at Bank.transfer(Bank.java:17)}
     */
    public String text() {
        return getMessage() + " at " + where();
    }

    private static boolean isJdk(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.");
    }

    /** The class behind a lambda or a method reference, which has no line; only the stack of another thread shows it. */
    private static boolean isHidden(StackTraceElement frame) {
        return frame.getClassName().contains("$$Lambda");
    }

    private static boolean isLibrary(String className) {
        return className.startsWith("org.arenas.")
                && LIBRARY_CLASSES.computeIfAbsent(className, Site::isFromOurCodeSource);
    }

    private static boolean isFromOurCodeSource(String className) {
        try {
            Class<?> type = Class.forName(className, false, Site.class.getClassLoader());
            return codeSource(type).equals(codeSource(Site.class));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static String codeSource(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "" : String.valueOf(source.getLocation());
    }
}
