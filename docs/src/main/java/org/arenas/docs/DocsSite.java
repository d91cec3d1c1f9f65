package org.arenas.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the site: its arguments are the repository's root, the folder to write, and where the world sees the sources. */
public final class DocsSite {
    private static final int ARGUMENTS = 3;

    private DocsSite() {}

    /** Says where the site is, or what is wrong with it; then the exit status is 1. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException("three arguments are wanted: found=" + List.of(arguments));
        }
        Path folder = Path.of(arguments[1]).toAbsolutePath().normalize();
        List<String> findings = make(Path.of(arguments[0]).toAbsolutePath().normalize(), folder, arguments[2]);
        if (findings.isEmpty()) {
            System.out.println("documentation: " + folder.resolve("index.html"));
            return;
        }
        findings.forEach(System.err::println);
        System.err.println("documentation: " + findings.size() + " things are wrong");
        System.exit(1);
    }

    private static List<String> make(Path root, Path folder, String address) throws IOException {
        delete(folder);
        Path api = Files.createDirectories(folder.resolve(Site.API));
        ApiPages.write(root, api);
        Findings findings = new Findings();
        Site.write(Repository.read(root, address), folder, findings);
        return findings.all();
    }

    /** Deletes an older site; anything else stays, and the folder is refused. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(Site.API))) {
            throw new IllegalArgumentException("folder is no site: folder=" + folder + "; name a new one");
        }
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
