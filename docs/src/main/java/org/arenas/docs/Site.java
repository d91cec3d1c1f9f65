package org.arenas.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** The pages in a folder, beside the Javadoc, which is there before them. */
final class Site {
    /** Where the Javadoc is. */
    static final String API = "api";

    private final Repository repository;
    private final Path folder;
    private final Findings findings;

    private Site(Repository repository, Path folder, Findings findings) {
        this.repository = repository;
        this.folder = folder;
        this.findings = findings;
    }

    /** Writes the pages, and looks at each link of all that is in the folder then. */
    static void write(Repository repository, Path folder, Findings findings) throws IOException {
        new Site(repository, folder, findings).write();
    }

    private void write() throws IOException {
        Navigation navigation = Navigation.read(repository, findings);
        Links links = new Links(repository, findings);
        ApiTypes types = ApiTypes.in(folder, folder.resolve(API));
        for (MarkdownFile file : repository.files()) {
            String body = PageBody.html(file, links, types);
            String page = new Page(file, navigation, repository.address()).html(body);
            Files.writeString(parent(folder.resolve(file.path().page())), page);
        }
        for (Path picture : links.pictures()) {
            Path copied = Files.copy(
                    repository.onDisk(picture).orElseThrow(),
                    parent(folder.resolve(picture)),
                    StandardCopyOption.REPLACE_EXISTING);
            Objects.requireNonNull(copied);
        }
        try (InputStream style = Objects.requireNonNull(Site.class.getResourceAsStream("site.css"))) {
            long unused = Files.copy(style, folder.resolve(Page.STYLE), StandardCopyOption.REPLACE_EXISTING);
        }
        SiteCheck.check(folder, findings);
    }

    private static Path parent(Path file) throws IOException {
        Path unused = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return file;
    }
}
