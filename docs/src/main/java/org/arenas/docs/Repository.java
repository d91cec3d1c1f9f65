package org.arenas.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The Markdown files of a repository, and what else is in it. */
final class Repository {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "src");

    private final Path root;
    private final String address;
    private final Map<Path, MarkdownFile> files = new TreeMap<>();

    private Repository(Path root, String address) {
        this.root = root;
        this.address = address;
    }

    /** Reads the Markdown files of a folder; {@code address} is where the world sees it. */
    static Repository read(Path root, String address) throws IOException {
        Repository repository = new Repository(root, address);
        for (Path file : markdown(root)) {
            PagePath path = new PagePath(root.relativize(file));
            repository.files.put(path.source(), MarkdownFile.parse(path, Files.readString(file)));
        }
        return repository;
    }

    private static List<Path> markdown(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> StreamSupport.stream(root.relativize(file).spliterator(), false)
                            .noneMatch(name -> NOT_OURS.contains(name.toString())))
                    .toList();
        }
    }

    Iterable<MarkdownFile> files() {
        return files.values();
    }

    Optional<MarkdownFile> find(Path path) {
        return Optional.ofNullable(files.get(path));
    }

    /** {@return the file on disk, if there is such a file or folder} */
    Optional<Path> onDisk(Path path) {
        Path file = root.resolve(path).normalize();
        return file.startsWith(root) && Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** {@return where the world sees a file or folder that is no page} */
    String addressOf(Path path) {
        return address
                + (Files.isDirectory(root.resolve(path)) ? "/tree/main/" : "/blob/main/")
                + PagePath.slashes(path);
    }

    String address() {
        return address;
    }
}
