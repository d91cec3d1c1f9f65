package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million interpreters fit in one process, in a JVM of its own, because the size of the heap is fixed for the life of one. */
class MillionInterpretersTest {
    private static final int MANY = 1_000_000;
    private static final int SAMPLE = 1_000;

    @TempDir
    Path folder;

    @Test
    void shouldKeepAMillionInterpretersThatAllAnswer() throws Exception {
        assertThat(run("-Xmx2g")).containsExactly("alive " + MANY, "answered " + SAMPLE, "threads few");
    }

    private List<String> run(String option) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(55, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as("exit code; %s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the other JVM runs. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Interpreter[] all = new Interpreter[MANY];
            for (int i = 0; i < MANY; i++) {
                all[i] = Interpreter.create("one of many");
            }
            long alive = Arenas.interpreters().stream()
                    .filter(one -> one.state() == Interpreter.State.RUNNING)
                    .count();
            System.out.println("alive " + alive);
            int answered = 0;
            for (int i = 0; i < SAMPLE; i++) {
                int number = i * (MANY / SAMPLE);
                answered += all[number].<Integer>call(home -> number) == number ? 1 : 0;
            }
            System.out.println("answered " + answered);
            System.out.println(Thread.activeCount() < 100 ? "threads few" : "threads " + Thread.activeCount());
        }
    }
}
