package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A full disk is an {@link IOException} when a file is made or grows, and never later. The disk is full in a JVM of its own,
 * whose files the system keeps from becoming longer than 512 KiB.
 */
@Timeout(60)
class DiskFullTest {
    private static final int LIMIT = 512 * 1024;

    @TempDir
    Path folder;

    @Test
    void shouldSayThatTheDiskIsFullAndLeaveEverythingAsItWas() throws Exception {
        assertThat(runLimited(folder.resolve("prices.data")))
                .containsExactly(
                        "creation: IOException, 0 files",
                        "growth: IOException, 2 segments, as long as before",
                        "then: 3 segments",
                        "opened: 3 segments");
    }

    /** Every byte has its place on the disk. */
    @Test
    void shouldHaveNoHoles() throws Exception {
        Path path = folder.resolve("whole.data");
        ArenaFile file = ArenaFile.create(path, FileOptions.of(1 << 20).maximum(4 << 20));
        file.addSegment(1 << 20);
        file.addJournal(1 << 16);
        file.close(true);

        assertThat(allocatedBytes(path)).isGreaterThanOrEqualTo(Files.size(path));
    }

    private long allocatedBytes(Path path) throws Exception {
        List<String> blocks = run("stat", "-c", "%b %B", path.toString());
        String[] numbers = blocks.get(0).split(" ", -1);
        return Long.parseLong(numbers[0]) * Long.parseLong(numbers[1]);
    }

    private List<String> runLimited(Path path) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // In units of 512 bytes, as POSIX has it.
        return run(
                "sh",
                "-c",
                "ulimit -f " + LIMIT / 512 + " && exec \"$0\" \"$@\"",
                java,
                "-XX:-UsePerfData",
                "-Xmx64m",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                path.toString());
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as("exit code; %s", lines).isZero();
            return lines;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(out);
        }
    }

    /** What the other JVM runs. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            FileOptions options = FileOptions.of(1 << 16).maximum(1 << 20);
            String creation = failure(() -> ArenaFile.create(path, FileOptions.of(LIMIT)));
            System.out.println("creation: " + creation + ", " + (Files.exists(path) ? 1 : 0) + " files");

            ArenaFile file = ArenaFile.create(path, options);
            file.addSegment(1 << 16);
            long bytes = Files.size(path);
            String growth = failure(() -> file.addSegment(LIMIT));
            System.out.println("growth: " + growth + ", " + file.segments() + " segments, "
                    + (Files.size(path) == bytes ? "as long as before" : "of another length"));

            file.addSegment(1 << 16);
            file.markClean(0);
            System.out.println("then: " + file.segments() + " segments");
            file.close(true);
            ArenaFile opened = ArenaFile.open(path, false);
            System.out.println("opened: " + opened.segments() + " segments");
        }

        private interface Attempt {
            void run() throws IOException;
        }

        private static String failure(Attempt attempt) {
            try {
                attempt.run();
                return "none";
            } catch (IOException e) {
                return e.getClass().getSimpleName();
            }
        }
    }
}
