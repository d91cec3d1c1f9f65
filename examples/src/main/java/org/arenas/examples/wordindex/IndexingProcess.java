package org.arenas.examples.wordindex;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that adds documents to an index until it has all of them, beginning at another one than the other processes do.
 * So it is no matter which of them die.
 */
final class IndexingProcess {
    private IndexingProcess() {}

    /** Arguments: the file of the index, the folder of the documents, the number of this process, how many there are. */
    public static void main(String[] arguments) throws IOException {
        Documents documents = Documents.in(Path.of(arguments[1]));
        try (WordIndex index = WordIndex.open(Path.of(arguments[0]))) {
            add(documents, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), index);
        }
    }

    static void add(Documents documents, int process, int processes, WordIndex index) throws IOException {
        int count = documents.names().size();
        int first = count * process / processes;
        for (int i = 0; i < count; i++) {
            String name = documents.names().get((first + i) % count);
            if (!index.has(name)) {
                // Read and split into words before the index is held. If another process is faster, nothing is lost but
                // that.
                index.add(name, documents.words(name));
            }
        }
    }
}
