package org.arenas.examples.parmap;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.arenas.pool.Attempt;
import org.arenas.pool.InterpreterPool;
import org.arenas.pool.ProgressBar;

/** Counts the words of all files in a folder, several files at the same time. */
public final class WordCountExample {
    private WordCountExample() {}

    /**
     * Runs the recipe.
     *
     * @param arguments a folder
     * @throws IOException if it cannot be listed
     */
    public static void main(String... arguments) throws IOException {
        run(Path.of(arguments.length == 0 ? "." : arguments[0]), System.out);
    }

    static void run(Path folder, PrintStream out) throws IOException {
        List<Path> files = filesIn(folder);
        try (InterpreterPool pool = InterpreterPool.create("readers")) {
            // One result for each file, in the order of the files. A file that cannot be read does not end the map.
            List<Attempt<Long>> counts = pool.map(files)
                    .progress(ProgressBar.onTerminal("reading"))
                    .with(WordCountExample::words)
                    .attempts();
            for (Attempt<Long> count : counts) {
                Path name = files.get((int) count.index()).getFileName();
                out.println(name + ": " + (count.succeeded() ? count.value() + " words" : "not readable"));
            }
            long all = counts.stream()
                    .filter(Attempt::succeeded)
                    .mapToLong(Attempt::value)
                    .sum();
            out.println("all: " + all + " words");
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long words(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.flatMap(line -> Stream.of(line.split("\\W+")))
                    .filter(word -> !word.isEmpty())
                    .count();
        }
    }
}
