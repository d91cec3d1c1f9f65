package org.arenas.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A JVM of a process pool, which is given work on its standard input and answers on its standard output. It is started once
 * and kept.
 *
 * <p><b>Thread-safety.</b> One thread at a time talks to it.
 */
public final class WorkerJvm implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;

    private WorkerJvm(Process process) {
        this.process = process;
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
        in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
    }

    /** {@return a JVM with this one's class path that runs a program} */
    public static WorkerJvm start(Class<?> program) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new WorkerJvm(new ProcessBuilder(java, "-Xmx256m", "-cp", classPath, program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@return what it reads} To be flushed at the end of a piece of work. */
    public DataOutputStream out() {
        return out;
    }

    /** {@return what it writes} */
    public DataInputStream in() {
        return in;
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
