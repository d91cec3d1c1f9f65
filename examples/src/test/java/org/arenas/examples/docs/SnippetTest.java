package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation's tests find, and where they say it is. */
@Timeout(60)
class SnippetTest {
    @TempDir
    Path folder;

    @Test
    void shouldSayWhereASnippetIsWrong() throws IOException {
        assertThat(compile("# Title", "", "```java", "int a = 1;", "int b = missing;", "```"))
                .singleElement()
                .asString()
                .startsWith("page.md:5: cannot find symbol");
        assertThat(compile("```java", "int a = \"one\";", "```"))
                .singleElement()
                .asString()
                .startsWith("page.md:2: incompatible types");
        assertThat(compile("- item", "", "  ```java", "  int a = 1", "  ```"))
                .singleElement()
                .asString()
                .startsWith("page.md:4: ';' expected");
    }

    @Test
    void shouldCompileStatementsMembersTypesAndImports() throws IOException {
        assertThat(compile("```java", "Ref<Account> mine = alice;", "```")).isEmpty();
        assertThat(compile("```java", "record Pair(int a, int b) {}", "int a = new Pair(1, 2).a();", "```"))
                .isEmpty();
        assertThat(compile("```java", "private int a;", "int a() { return a; }", "```"))
                .isEmpty();
        assertThat(compile("```java", "import java.io.File;", "", "class A { File f; }", "class B extends A {}", "```"))
                .isEmpty();
        assertThat(compile("```java", "import java.io.File;", "", "Files.exists(null);", "```"))
                .singleElement()
                .asString()
                .startsWith("page.md:4: ");
    }

    @Test
    void shouldRunAndKnowTheExpectedOutput() throws Exception {
        Snippet snippet = page("```java run", "System.out.println(6 * 7);", "```", "", "```text", "42", "```")
                .snippets()
                .get(0);
        SnippetCompiler compiler = new SnippetCompiler(folder);
        assertThat(compiler.compile(snippet)).isEmpty();
        assertThat(compiler.run()).isEqualTo(List.of("42")).isEqualTo(snippet.output());
        assertThat(page("```java run", "int a;", "```", "far", "", "away", "```text", "42", "```")
                        .snippets()
                        .get(0)
                        .output())
                .isEmpty();
    }

    @Test
    void shouldRejectUnknownMarksAndOpenBlocks() {
        assertThatThrownBy(() -> page("", "```java rnu", "```").snippets())
                .hasMessage("unknown mark of a block: file=page.md, line=2, mark=java rnu; use java or java run");
        assertThatThrownBy(() -> page("", "```java", "int a;")).hasMessage("block is not closed: file=page.md, line=2");
    }

    @Test
    void shouldFindLinksAndAnchors() throws IOException {
        Markdown page =
                page("## A `b`, and (c)-d", "[x](y.md#z), [`q`](r)", "", "```", "[no](no)", "```", "`[no](no)`");
        assertThat(page.anchors()).containsExactly("a-b-and-c-d");
        assertThat(page.links()).containsExactly(new Markdown.Link(2, "y.md#z"), new Markdown.Link(2, "r"));
    }

    @Test
    void shouldFindChaptersAndContents() throws IOException {
        Markdown page = page("# T", "- [a](#a), [c](#c)", "- [b](#b)", "## A", "- [x](#b)", "### C", "## B");
        assertThat(page.contents()).containsExactly("a", "c", "b");
        assertThat(page.chapters()).containsExactly("a", "b");
    }

    @Test
    void shouldFindTheCodeInComments() throws IOException {
        Path file = folder.resolve("Type.java");
        Files.write(
                file,
                List.of(
                        "/**",
                        " * One {@code word}.",
                        " * <pre>{@code",
                        " * if (a) {",
                        " *     b();",
                        " * }",
                        " * }</pre>"));
        assertThat(Javadoc.snippets(folder, file))
                .containsExactly(
                        new Snippet("Type.java", 3, List.of("", "if (a) {", "    b();", "}", ""), false, List.of()));
    }

    private List<String> compile(String... lines) throws IOException {
        return new SnippetCompiler(folder).compile(page(lines).snippets().get(0));
    }

    private Markdown page(String... lines) throws IOException {
        return Markdown.read(folder, Files.write(folder.resolve("page.md"), List.of(lines)));
    }
}
