package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests, benchmarks and sources that the documentation names are there. */
@Timeout(60)
class NamesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|Contract|Benchmark|Stress|WeakTwin))`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
    private static final int SHOWN_BY = 4;
    private static final int CELLS = 5;

    private final Set<String> sources = new TreeSet<>();

    NamesTest() throws IOException {
        try (Stream<Path> modules = Files.list(DocumentationTest.ROOT)) {
            for (Path module :
                    modules.filter(path -> Files.exists(path.resolve("src"))).toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .map(name -> name.substring(0, name.length() - ".java".length()))
                            .forEach(sources::add);
                }
            }
        }
    }

    @Test
    void shouldNameTestsThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        try (Stream<Path> files = Files.walk(DocumentationTest.ROOT.resolve("docs"))) {
            for (Path page :
                    files.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher names = TEST.matcher(Files.readString(page));
                while (names.find()) {
                    found++;
                    if (!sources.contains(names.group(1))) {
                        missing.add(page.getFileName() + ": " + names.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void shouldShowEveryEdgeOfTheMemoryModelByTestsThatExist() throws IOException {
        List<List<String>> edges = Tables.of("docs/concepts.md").rows("edge");
        assertThat(edges).hasSizeGreaterThan(20);
        assertThat(edges.stream().map(row -> row.get(0))).doesNotHaveDuplicates();
        for (List<String> edge : edges) {
            assertThat(edge).as("%s", edge).hasSize(SHOWN_BY + 1);
            for (String name : edge.get(SHOWN_BY).split(", ", -1)) {
                if (!name.equals("–")) {
                    assertThat(sources).as("shows %s", edge.get(0)).contains(name);
                }
            }
        }
    }

    @Test
    void shouldNameTheClassesOfTheInternals() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String page : List.of("lock", "channel", "shared-arena", "processes")) {
            for (String line : Tables.of("docs/internals/" + page + ".md").lines()) {
                String[] cells = line.split("\\|", -1);
                // A row of the table of parts: part, class, what it is.
                if (cells.length == CELLS
                        && !cells[1].contains("`")
                        && cells[2].strip().startsWith("`")) {
                    missing.addAll(CLASS.matcher(cells[2])
                            .results()
                            .map(found -> found.group(1))
                            .filter(name -> !sources.contains(name))
                            .toList());
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
