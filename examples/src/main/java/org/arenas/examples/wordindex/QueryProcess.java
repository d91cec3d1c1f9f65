package org.arenas.examples.wordindex;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A process that answers from an index, which it can only read: for each word on a line, a line of the documents it is in. */
final class QueryProcess {
    private QueryProcess() {}

    /** Arguments: the file of the index. Ends with its input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (WordIndex index = WordIndex.openReadOnly(Path.of(arguments[0]))) {
            for (String word = in.readLine(); word != null; word = in.readLine()) {
                out.println(answer(index.search(word.strip().toLowerCase(Locale.ROOT))));
            }
        }
    }

    /** The documents that have a word most often first. */
    static String answer(Map<String, Integer> documents) {
        return documents.isEmpty()
                ? "nowhere"
                : documents.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
