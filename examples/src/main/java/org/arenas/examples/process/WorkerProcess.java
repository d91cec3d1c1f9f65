package org.arenas.examples.process;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.arenas.Arenas;
import org.slf4j.LoggerFactory;

/**
 * Another JVM, with the library and the flag that arenas off the heap need. It can be asked in lines, which it answers in
 * lines; what it says on the standard error appears on this one's.
 *
 * <p><b>Ownership.</b> Ends when it is closed, whatever it does then.
 * <p><b>Thread-safety.</b> One thread asks; any may kill.
 */
public final class WorkerProcess implements AutoCloseable {
    /** Long enough for a machine that has other things to do; short enough for somebody who waits for a test. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Small, and quick to start. Nothing but the library's own logging would need a logger. */
    private static final List<String> OPTIONS = List.of(
            "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.internal.verbosity=ERROR");

    private final String name;
    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    private WorkerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process.
     *
     * @param main its main class
     * @param arguments of its main method
     * @return to be closed
     * @throws IOException if it cannot be started
     */
    public static WorkerProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        command.addAll(List.of(arguments));
        return new WorkerProcess(
                main.getSimpleName(),
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /**
     * Starts a process with all that is on the class path here, for a program that needs more than the library.
     *
     * @param options of its JVM, after those that every worker has
     * @param main its main class
     * @param arguments of its main method
     * @return to be closed
     * @throws IOException if it cannot be started
     */
    public static WorkerProcess start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(options);
        command.addAll(List.of("-cp", wholeClassPath(main), main.getName()));
        command.addAll(List.of(arguments));
        return new WorkerProcess(
                main.getSimpleName(),
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    /** That of the loader, if it says so: Maven runs programs in its own JVM, whose class path is not theirs. */
    private static String wholeClassPath(Class<?> main) {
        if (!(main.getClassLoader() instanceof URLClassLoader loader)) {
            return System.getProperty("java.class.path");
        }
        List<String> places = new ArrayList<>();
        for (URL url : loader.getURLs()) {
            places.add(place(url));
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    private static String place(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the library, what it needs, and the recipes are; whoever loads them here: Maven does so without a class path. */
    private static String classPath(Class<?> main) {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type :
                List.of(main, WorkerProcess.class, Arenas.class, DirectBuffer.class, LoggerFactory.class)) {
            places.add(place(type.getProtectionDomain().getCodeSource().getLocation()));
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    /**
     * Says something, and waits for the answer. A process that does not answer within a minute is killed.
     *
     * @param question one line
     * @return the next line that it says
     * @throws IOException if it has ended, or does so without an answer
     */
    public String ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        return hear();
    }

    /**
     * Waits for what it says next. A process that says nothing for a minute is killed.
     *
     * @return one line
     * @throws IOException if it ends without a word
     */
    public String hear() throws IOException {
        Executor later = CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<Void> end = CompletableFuture.runAsync(this::kill, later);
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new EOFException("worker has ended without an answer: worker=" + this);
            }
            return line;
        } finally {
            end.cancel(false);
        }
    }

    /**
     * Waits until it has ended by itself. One that does not within a minute is killed.
     *
     * @return its exit code; not 0 if it was killed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
        return process.waitFor();
    }

    /** Ends it at whatever instruction it is, as {@code kill -9} does. It has no say in this. */
    public void kill() {
        // By its handle: Process itself closes the streams, too, and what it had said would be lost.
        process.toHandle().destroyForcibly();
    }

    /** {@return its number for the operating system} */
    public long pid() {
        return process.pid();
    }

    /** {@return false once it has ended} */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it, and waits until it is gone. */
    @Override
    public void close() {
        kill();
        process.onExit().join();
        process.destroy();
    }

    @Override
    public String toString() {
        return name + "[pid=" + pid() + "]";
    }
}
