package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.arenas.examples.docs.SnippetCompiler.Surroundings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows compiles and prints what it says, and its links lead somewhere. */
@Timeout(240)
class DocumentationTest {
    static final Path ROOT = root();
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:abstract |final |sealed |non-sealed )*(?:class|interface|record|enum) ", Pattern.MULTILINE);
    private static final int FIRST_SCREEN = 25;
    private static final Set<String> NOT_OURS = Set.of("target", ".git");

    @TempDir
    Path folder;

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @TestFactory
    @DisplayName("every block of Java in the README and the documentation")
    Stream<DynamicTest> shouldCompileTheDocumentation() throws IOException {
        List<Snippet> snippets = new ArrayList<>(read("README.md").snippets());
        for (Markdown file : documents("docs")) {
            snippets.addAll(file.snippets());
        }
        assertThat(snippets).hasSizeGreaterThan(8).anyMatch(Snippet::run);
        return snippets.stream().map(this::test);
    }

    @TestFactory
    @DisplayName("every block of code in the Javadoc of a public type")
    Stream<DynamicTest> shouldCompileTheJavadoc() throws IOException {
        List<Snippet> snippets = javadoc("arena-core");
        assertThat(fileNames(snippets)).contains("Arena.java", "Arenas.java", "Borrow.java", "Interpreter.java");
        return snippets.stream().map(this::test);
    }

    @TestFactory
    @DisplayName("every block of code in the Javadoc of a public type of actors")
    Stream<DynamicTest> shouldCompileTheJavadocOfActors() throws IOException {
        List<Snippet> snippets = javadoc("arena-actors");
        assertThat(fileNames(snippets)).contains("ArenaBehaviors.java", "RemoteRef.java", "ArenaSharding.java");
        return snippets.stream().map(snippet -> test(snippet, Surroundings.ACTORS));
    }

    private static List<Snippet> javadoc(String module) throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path file : files(ROOT.resolve(module + "/src/main/java"), ".java")) {
            if (PUBLIC_TYPE.matcher(Files.readString(file)).find()) {
                snippets.addAll(Javadoc.snippets(ROOT, file));
            }
        }
        return snippets;
    }

    private static List<String> fileNames(List<Snippet> snippets) {
        return snippets.stream()
                .map(snippet -> Path.of(snippet.file()).getFileName().toString())
                .toList();
    }

    private DynamicTest test(Snippet snippet) {
        return test(snippet, Surroundings.CORE);
    }

    private DynamicTest test(Snippet snippet, Surroundings surroundings) {
        return dynamicTest(snippet.where(), () -> {
            SnippetCompiler compiler = new SnippetCompiler(Files.createTempDirectory(folder, "snippet"), surroundings);
            assertThat(compiler.compile(snippet)).as("errors").isEmpty();
            if (snippet.run()) {
                List<String> printed = compiler.run();
                if (!snippet.output().isEmpty()) {
                    assertThat(withoutIds(printed))
                            .as("output of %s", snippet.where())
                            .isEqualTo(withoutIds(snippet.output()));
                }
            }
        });
    }

    /** Arenas are numbered as they are created, in this JVM by all tests together. */
    private static List<String> withoutIds(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("#\\d+", "#1")).toList();
    }

    @Test
    @DisplayName("the README's first example ends on the first screen")
    void shouldShowAnExampleAtOnce() throws IOException {
        Snippet first = read("README.md").snippets().get(0);
        assertThat(first.run()).isTrue();
        assertThat(first.firstLine() + first.lines().size()).isLessThanOrEqualTo(FIRST_SCREEN);
    }

    @Test
    void shouldLinkToWhatExists() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Markdown> files = documents("");
        int links = 0;
        for (Markdown file : files) {
            for (Markdown.Link link : file.links()) {
                if (!link.target().matches("[a-z]+:.*")) {
                    links++;
                    if (!exists(file, link.target())) {
                        broken.add(file.name() + ":" + link.line() + ": " + link.target());
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(10);
    }

    @Test
    @DisplayName("the front page gives the imports that snippets are compiled with")
    void shouldTellTheImports() throws IOException {
        assertThat(read("docs/README.md").snippets().get(0).lines().stream().filter(line -> line.startsWith("import ")))
                .containsExactlyInAnyOrderElementsOf(SnippetCompiler.IMPORTS
                        .replace("; ", ";\n")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.contains(".examples."))
                        .toList());
    }

    @Test
    @DisplayName("a table of contents has every chapter, in order")
    void shouldListTheChapters() throws IOException {
        int tables = 0;
        for (Markdown file : documents("docs")) {
            List<String> contents = new ArrayList<>(file.contents());
            if (!contents.isEmpty()) {
                tables++;
                contents.retainAll(file.chapters());
                assertThat(contents).as("contents of %s", file.name()).isEqualTo(file.chapters());
            }
        }
        assertThat(tables).isGreaterThan(5);
    }

    private static boolean exists(Markdown from, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? ROOT.resolve(from.name())
                : ROOT.resolve(from.name()).resolveSibling(parts[0]).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || Markdown.read(ROOT, file).anchors().contains(parts[1]);
    }

    private static Markdown read(String file) throws IOException {
        return Markdown.read(ROOT, ROOT.resolve(file));
    }

    /** The Markdown files of a folder, in the order of their names. */
    private static List<Markdown> documents(String folder) throws IOException {
        List<Markdown> documents = new ArrayList<>();
        for (Path file : files(ROOT.resolve(folder), ".md")) {
            documents.add(Markdown.read(ROOT, file));
        }
        return documents;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> StreamSupport.stream(ROOT.relativize(file).spliterator(), false)
                            .noneMatch(name -> NOT_OURS.contains(name.toString())))
                    .sorted()
                    .toList();
        }
    }
}
