package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page Contributing names every property of the tests, and the times that the build has. */
@Timeout(60)
class ContributingTest {
    private static final Pattern PROPERTY = Pattern.compile(
            "(?:Integer\\.getInteger|Long\\.getLong|System\\.getProperty)\\(\\s*\"((?:arenas\\.)?[a-z.]+)\"");
    private static final Set<String> OF_THE_LIBRARY =
            Set.of("arenas.carriers", "arenas.diagnostics", "arenas.shareable", "arenas.dispatcher");
    private static final List<String> MODULES = List.of("arena-core", "arena-actors", "examples");

    private final Tables page;
    private final String pom;

    ContributingTest() throws IOException {
        page = Tables.of("CONTRIBUTING.md");
        pom = Files.readString(DocumentationTest.ROOT.resolve("pom.xml"));
    }

    @Test
    void shouldListThePropertiesOfTheTests() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String module : MODULES) {
            Path folder = DocumentationTest.ROOT.resolve(module + "/src/test");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.toString().endsWith(".java")) {
                        PROPERTY.matcher(Files.readString(file))
                                .results()
                                .map(found -> found.group(1))
                                .filter(name -> name.startsWith("arenas.") || !name.contains("."))
                                .forEach(used::add);
                    }
                }
            }
        }
        used.removeAll(OF_THE_LIBRARY);
        assertThat(page.firstCells("property")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void shouldGiveTheTimesOfTheBuild() {
        String text = String.join("\n", page.lines());
        assertThat(text).contains(property("arenas.test.module.timeout.seconds") + " seconds");
        assertThat(property("arenas.test.timeout")).isEqualTo("60 s");
        assertThat(text).contains("A test has a minute");
    }

    private String property(String name) {
        Matcher found = Pattern.compile("<" + Pattern.quote(name) + ">(.*?)</").matcher(pom);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }
}
