package org.arenas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NavigationTest {
    @TempDir
    private Path folder;

    private static final String FRONT = """
            # Documentation

            | page | what |
            | --- | --- |
            | [The lock](internals/lock.md) | see [guide](guide.md) |
            | [Guide](guide.md) | steps |
            | [Changes](../CHANGELOG.md) | news |

            | recipe |
            | --- |
            | [another](guide.md) |
            """;

    private SampleRepository sample() throws IOException {
        return new SampleRepository(folder)
                .write("docs/README.md", FRONT)
                .write("docs/internals/lock.md", "# The lock of an arena\n\n## States\n")
                .write("CHANGELOG.md", "# Changelog\n");
    }

    @Test
    void shouldOrderPagesAsTheTableDoes() throws IOException {
        SampleRepository sample = sample();
        assertThat(sample.make()).isEmpty();
        String pages = sample.page("index.html").replaceAll("(?s).*<nav aria-label=\"Pages\">(.*?)</nav>.*", "$1");
        assertThat(pages.replaceAll("<[^>]*>", " ").strip().split("\\s*\\n\\s*"))
                .containsExactly(
                        "Arenas",
                        "Welcome",
                        "All pages",
                        "Documentation",
                        "Guide",
                        "Javadoc",
                        "Internals",
                        "The lock",
                        "Project",
                        "Changes");
    }

    @Test
    void shouldShowTheSectionsOfThisPageAndItsNeighbours() throws IOException {
        SampleRepository sample = sample();
        assertThat(sample.make()).isEmpty();
        assertThat(sample.page("docs/internals/lock.html"))
                .contains("<title>The lock of an arena · Arenas</title>")
                .contains("<a aria-current=\"page\" href=\"#page-text\">The lock</a>")
                .contains("<a href=\"#states\">States</a>")
                .contains("<a class=\"before\" href=\"../guide.html\"><small>Before</small>Guide</a>")
                .contains("<a class=\"after\" href=\"../../CHANGELOG.html\"><small>Next</small>Changes</a>");
    }
}
