package org.arenas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The site")
class SiteTest {
    @TempDir
    private Path folder;

    private SampleRepository sample;

    @BeforeEach
    void open() throws IOException {
        sample = new SampleRepository(folder);
    }

    @Test
    void shouldLinkPagesToEachOther() throws IOException {
        sample.write("README.md", "# Arenas\n\n[first](docs/guide.md#first-steps), [all](docs/README.md)\n");
        assertThat(sample.make()).isEmpty();
        assertThat(sample.page("index.html"))
                .contains("<a href=\"docs/guide.html#first-steps\">first</a>", "<a href=\"docs/index.html\">all</a>");
        assertThat(sample.page("docs/guide.html")).contains("<h2 id=\"first-steps\">", "href=\"../site.css\"");
    }

    @Test
    void shouldLinkSourcesToTheRepository() throws IOException {
        sample.write("src/Bank.java", "class Bank {}\n")
                .write("README.md", "# Arenas\n\n[bank](src/Bank.java), [docs](docs)\n");
        assertThat(sample.make()).isEmpty();
        assertThat(sample.page("index.html"))
                .contains(
                        "href=\"" + SampleRepository.ADDRESS + "/blob/main/src/Bank.java\"",
                        "href=\"" + SampleRepository.ADDRESS + "/tree/main/docs\"");
    }

    @Test
    void shouldLinkTypesToTheirJavadoc() throws IOException {
        sample.write(
                "docs/guide.md",
                "# Guide\n\nA `Ref`, `Ref.read(...)`, `Rev`.\n\n```java\nRef<String> r = Ref.of(\"Ref\");\n```\n");
        assertThat(sample.make()).isEmpty();
        String link = "<a class=\"type\" href=\"../api/org/arenas/Ref.html\">";
        assertThat(sample.page("docs/guide.html"))
                .contains(link + "<code>Ref</code></a>", link + "<code>Ref.read(...)</code></a>", "<code>Rev</code>")
                .contains(link + "Ref</a>&lt;String&gt; r = " + link
                        + "Ref</a>.of(<span class=\"string\">&quot;Ref&quot;");
    }

    @Test
    void shouldMarkWhatAProgramPrints() throws IOException {
        sample.write(
                "docs/guide.md",
                "# Guide\n\n```java run\nint a = 1;\n```\n\n```text\n1 < 2\n```\n\n```text\nplain\n```\n");
        assertThat(sample.make()).isEmpty();
        assertThat(sample.page("docs/guide.html"))
                .contains("<pre class=\"output\"><code>1 &lt; 2\n", "<pre class=\"text\"><code>plain\n");
    }

    @Test
    void shouldCopyPictures() throws IOException {
        sample.write("docs/a.svg", "<svg/>")
                .write("docs/b.svg", "<svg/>")
                .write(
                        "README.md",
                        "# Arenas\n\n![a](docs/a.svg)\n\n<picture><source srcset=\"docs/b.svg\"/></picture>\n");
        assertThat(sample.make()).isEmpty();
        assertThat(sample.site().resolve("docs/a.svg")).exists();
        assertThat(sample.site().resolve("docs/b.svg")).exists();
    }

    @Test
    void shouldNameColumnsInEachCell() throws IOException {
        sample.write("docs/guide.md", "# Guide\n\n| what | cost |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n");
        assertThat(sample.make()).isEmpty();
        assertThat(sample.page("docs/guide.html"))
                .contains("<td data-name=\"what\">b</td>", "<td data-name=\"cost\">2</td>", "<div class=\"scroll\">");
    }

    @Test
    void shouldSayWhichLinkOfWhichLineLeadsNowhere() throws IOException {
        sample.write("docs/guide.md", """
                # Guide

                [a](missing.md), [b](#missing),
                [c](README.md#missing)

                - [d](../../outside.md)
                """);
        assertThat(sample.make())
                .contains(
                        "docs/guide.md:3: link to a file that is not there: missing.md",
                        "docs/guide.md:3: link to a heading that is not there: #missing",
                        "docs/guide.md:4: link to a heading that is not there: README.md#missing",
                        "docs/guide.md:6: link to a file that is not there: ../../outside.md");
    }

    @Test
    void shouldSayWhichPictureIsMissingOrNeedsTheNetwork() throws IOException {
        sample.write("README.md", "# Arenas\n\n![a](a.svg)\n\n![b](https://example.org/b.svg)\n");
        assertThat(sample.make())
                .contains(
                        "README.md:3: picture that is not there: a.svg",
                        "README.md:5: picture that needs the network: https://example.org/b.svg");
    }

    @Test
    void shouldWantEachPageInTheTable() throws IOException {
        sample.write("docs/more.md", "# More\n");
        assertThat(sample.make()).containsExactly("docs/README.md:1: page that is not in the table: docs/more.md");
    }

    @Test
    @DisplayName("is checked as it is in the end, the Javadoc included")
    void shouldCheckTheFinishedPages() throws IOException {
        Files.writeString(
                sample.site().resolve("api/index.html"),
                "<p>\n<a href=\"org/arenas/Gone.html\">x</a> <a href=\"../index.html#gone\">y</a>\n"
                        + "<a href=\"../docs/guide.html#first-steps\">z</a> <a href=\"../../outside.html\">o</a></p>");
        assertThat(sample.make())
                .containsExactly(
                        "api/index.html:2: link that leads nowhere: org/arenas/Gone.html",
                        "api/index.html:2: link that leads nowhere: ../index.html#gone",
                        "api/index.html:3: link that leads nowhere: ../../outside.html");
    }
}
