package org.arenas.examples.wordindex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files of text in a folder, each known by its path from there. */
record Documents(Path folder, List<String> names) {
    private static final Pattern TEXT = Pattern.compile(".+\\.(md|txt|java)");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    static Documents in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new Documents(
                    folder,
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> TEXT.matcher(name).matches())
                            .sorted()
                            .toList());
        }
    }

    /** How often each word occurs in a document. */
    Map<String, Integer> words(String name) throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher words = WORD.matcher(Files.readString(folder.resolve(name)));
        while (words.find()) {
            counts.merge(words.group().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        return counts;
    }
}
