package org.arenas.examples.wordindex;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenas.examples.process.WorkerProcess;
import org.arenas.offheap.SharedArena;

/**
 * Several processes build an index of words in one file, and another one answers from it meanwhile. One of those that build,
 * and the one that answers, are killed; the index is what a single thread would have made, all the same.
 */
public final class WordIndexExample {
    private static final int INDEXERS = 3;

    private WordIndexExample() {}

    /**
     * Runs the recipe; the exit code is 1 if the index is not what it should be.
     *
     * @param arguments a folder of text files, {@code docs} if there is none
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path documents = Path.of(arguments.length == 0 ? "docs" : arguments[0]);
        Path folder = Files.createTempDirectory("words");
        Path file = folder.resolve("index");
        boolean same;
        try {
            same = run(new PrintStream(System.out, true, StandardCharsets.UTF_8), documents, file);
        } finally {
            SharedArena.discard(file);
            Files.delete(folder);
        }
        if (!same) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, Path folder, Path file) throws IOException, InterruptedException {
        List<WorkerProcess> indexers = new ArrayList<>();
        try (WordIndex index = WordIndex.create(file)) {
            for (int i = 0; i < INDEXERS; i++) {
                indexers.add(startIndexer(file, folder, i, INDEXERS));
            }
            try (WorkerProcess query = WorkerProcess.start(QueryProcess.class, file.toString())) {
                String unused = query.ask("arena");
                // Whether or not it is just changing the index.
                indexers.get(0).kill();
                query.kill();
            }
            for (WorkerProcess indexer : indexers) {
                int unused = indexer.awaitEnd();
            }
            try (WorkerProcess query = WorkerProcess.start(QueryProcess.class, file.toString())) {
                for (String word : List.of("deadlock", "arena", "xylophone")) {
                    out.print(word + ": " + query.ask(word) + "\n");
                }
            }
            boolean same = index.all().equals(sequential(folder));
            out.print(index.size() + " documents, " + index.all().size() + " words, "
                    + (same ? "as one thread finds them" : "BUT NOT AS ONE THREAD FINDS THEM") + "\n");
            return same;
        } finally {
            indexers.forEach(WorkerProcess::close);
        }
    }

    static WorkerProcess startIndexer(Path file, Path folder, int process, int processes) throws IOException {
        return WorkerProcess.start(
                IndexingProcess.class,
                file.toString(),
                folder.toString(),
                Integer.toString(process),
                Integer.toString(processes));
    }

    /** One thread, without an arena. */
    static Map<String, Map<String, Integer>> sequential(Path folder) throws IOException {
        Map<String, Map<String, Integer>> words = new TreeMap<>();
        Documents documents = Documents.in(folder);
        for (String name : documents.names()) {
            documents
                    .words(name)
                    .forEach((word, count) ->
                            words.computeIfAbsent(word, w -> new TreeMap<>()).put(name, count));
        }
        return words;
    }
}
