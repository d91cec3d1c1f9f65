package org.arenas.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window.
 *
 * @param program where it is
 * @param profile a folder for its own files
 */
record Browser(Path program, Path profile) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final long DEADLINE_SECONDS = 40;

    /** {@return one that is installed and works} */
    static Optional<Browser> find(Path profile) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(program -> new Browser(program, profile))
                .filter(browser ->
                        browser.run("--dump-dom", "data:text/html,<p>works</p>").contains("works"))
                .findFirst();
    }

    /** {@return the page after its scripts have run in a window so wide} */
    String dump(Path page, int width) {
        return run("--window-size=" + width + ",900", "--dump-dom", page.toUri().toString());
    }

    /** Takes a picture of the page. */
    void picture(Path page, int width, int height, Path file) {
        String unused = run(
                "--window-size=" + width + "," + height,
                "--screenshot=" + file,
                page.toUri().toString());
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + profile));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(profile, "browser", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
