package org.arenas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of this project, with an empty Javadoc: making that takes as long as all other tests here. */
@DisplayName("The site of this project")
class ProjectSiteTest {
    @TempDir
    private static Path folder;

    private static Findings findings;

    @BeforeAll
    static void make() throws IOException {
        Path api = Files.createDirectories(folder.resolve(Site.API));
        Files.writeString(api.resolve("index.html"), "<p>Javadoc</p>");
        findings = new Findings();
        Site.write(Repository.read(root(), SampleRepository.ADDRESS), folder, findings);
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root;
    }

    @Test
    void shouldHaveNoLinkThatLeadsNowhere() {
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void shouldHaveEachPage() {
        assertThat(folder.resolve("index.html")).exists();
        assertThat(folder.resolve("docs/internals/lock.html")).exists();
        assertThat(folder.resolve("CONTRIBUTING.html")).exists();
    }

    @Test
    void shouldNeedNoNetwork() throws IOException {
        assertThat(Files.readString(folder.resolve("docs/concepts.html")))
                .doesNotContain("src=\"http", "<script")
                .contains("<link rel=\"stylesheet\" href=\"../site.css\"/>");
    }
}
