package org.arenas.examples.wordindex;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Stops in the middle of a document, says so, and waits to be killed. */
final class HalfDoneIndexer {
    private HalfDoneIndexer() {}

    /** Gives half of its words, and nothing more. */
    private static final class HalfGiven extends LinkedHashMap<String, Integer> {
        private static final long serialVersionUID = 1;

        HalfGiven(Map<String, Integer> words) {
            super(words);
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super Integer> action) {
            entrySet().stream().limit(size() / 2).forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
            System.out.println("half");
            try {
                int unused = System.in.read();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        Documents documents = Documents.in(Path.of(arguments[1]));
        try (WordIndex index = WordIndex.open(Path.of(arguments[0]))) {
            index.add(arguments[2], new HalfGiven(documents.words(arguments[2])));
        }
    }
}
