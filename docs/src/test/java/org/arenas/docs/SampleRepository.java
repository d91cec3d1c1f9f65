package org.arenas.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A small repository in a folder, and the site that is made of it. */
final class SampleRepository {
    static final String ADDRESS = "https://example.org/arenas";

    private final Path root;
    private final Path site;

    SampleRepository(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("repository"));
        site = Files.createDirectories(folder.resolve("site"));
        write("README.md", "# Arenas\n\n[All](docs/README.md)\n");
        write("docs/README.md", "# Documentation\n\n| page |\n| --- |\n| [Guide](guide.md) |\n");
        write("docs/guide.md", "# The guide\n\n## First steps\n\nText.\n");
        Path type = Files.createDirectories(site.resolve("api/org/arenas")).resolve("Ref.html");
        Files.writeString(type, "<p>a type</p>\n");
        Files.writeString(site.resolve("api/index.html"), "<p>all types</p>\n");
    }

    SampleRepository write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Path unused = Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
        return this;
    }

    /** {@return what is wrong with it} */
    List<String> make() throws IOException {
        Findings findings = new Findings();
        Site.write(Repository.read(root, ADDRESS), site, findings);
        return findings.all();
    }

    String page(String file) throws IOException {
        return Files.readString(site.resolve(file));
    }

    Path site() {
        return site;
    }
}
