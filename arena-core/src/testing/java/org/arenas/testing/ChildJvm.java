package org.arenas.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM with the classes of this one, which talks in lines; ended with {@link #close()}, whatever it does. */
public final class ChildJvm implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 40;
    private static final String END = "<end of output>";

    private final Process process;
    private final BufferedWriter input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.input = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main class, small and quick to start, with the flag that Agrona needs. */
    public static ChildJvm start(Class<?> main, String... arguments) {
        return start(List.of(), main, arguments);
    }

    /** Starts a main class with further options of the JVM. */
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the logger, which takes longer to start than all the rest. */
    private static String classPath() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(separator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(separator));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add(e.toString());
        } finally {
            output.add(END);
        }
    }

    /** Says something to it. */
    public void send(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that begins with a text; others are passed over. */
    public String expect(String start) {
        List<String> heard = hear(start);
        return heard.get(heard.size() - 1);
    }

    /** The lines up to the next that begins with a text. */
    public List<String> hear(String start) {
        List<String> heard = new ArrayList<>();
        while (true) {
            String line = next();
            heard.add(line);
            if (line.startsWith(start)) {
                return heard;
            }
            if (line.equals(END)) {
                throw new AssertionError("child ended before it said \"" + start + "\"; it said " + seen);
            }
        }
    }

    private String next() {
        try {
            String line = output.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("child says nothing more; it said " + seen);
            }
            seen.add(line);
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a child was to say something", e);
        }
    }

    /** Asks, and gets the answer: what stands behind the mark {@code "> "} in the next line that begins with it. */
    public String ask(String line) {
        send(line);
        return expect("> ").substring(2);
    }

    /** Everything that it said and nobody has heard, once it has ended. */
    public List<String> rest() {
        List<String> rest = new ArrayList<>();
        for (String line = next(); !line.equals(END); line = next()) {
            rest.add(line);
        }
        return rest;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at whatever instruction it is, as kill -9 does, and waits until it has ended. */
    public void kill() {
        // Not by the process itself, which would close its streams, and what it said would be lost.
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Waits for its end. {@return its exit code} */
    public int awaitEnd() {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("child does not end; it said " + seen);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a child was to end", e);
        }
    }

    /** Sends a signal, for example {@code STOP}, where there is a kill command. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (!kill.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("cannot send " + name + " to " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a signal was sent", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}
