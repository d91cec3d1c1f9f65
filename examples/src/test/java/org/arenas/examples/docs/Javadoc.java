package org.arenas.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The code in the documentation comments of a source file: whatever stands between <code>&lt;pre&gt;{&#64;code</code> and its end. */
final class Javadoc {
    private static final String OPEN = "<pre>{@code";
    private static final String CLOSE = "}</pre>";
    private static final Pattern MARGIN = Pattern.compile("^\\s*\\* ?");

    private Javadoc() {}

    static List<Snippet> snippets(Path root, Path file) throws IOException {
        String name = root.relativize(file).toString().replace('\\', '/');
        List<String> lines = Files.readAllLines(file);
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(OPEN)) {
                int first = i;
                while (!lines.get(i).contains(CLOSE)) {
                    i++;
                }
                snippets.add(new Snippet(name, first + 1, code(lines.subList(first, i + 1)), false, List.of()));
            }
        }
        return snippets;
    }

    private static List<String> code(List<String> comment) {
        String text = String.join(
                "\n",
                comment.stream()
                        .map(line -> MARGIN.matcher(line).replaceFirst(""))
                        .toList());
        text = text.substring(text.indexOf(OPEN) + OPEN.length(), text.lastIndexOf(CLOSE));
        return List.of(text.split("\n", -1));
    }
}
