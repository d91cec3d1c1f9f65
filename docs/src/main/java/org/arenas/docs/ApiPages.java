package org.arenas.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * The Javadoc of what is published, as one tree: the modules' own have no links to each other, since one of them is a
 * module of Java and the other cannot be. What a module does not export is left out.
 */
final class ApiPages {
    private static final Pattern EXPORT = Pattern.compile("^\\s*exports ([\\w.]+);", Pattern.MULTILINE);
    private static final String CORE = "arena-core";
    private static final String ACTORS = "arena-actors";
    private static final String SOURCES = "src/main/java";

    private ApiPages() {}

    /** Writes the Javadoc of the sources in a repository; the class path is that of this program. */
    static void write(Path root, Path folder) throws IOException {
        Path core = root.resolve(CORE).resolve(SOURCES);
        List<String> exports = exports(core.resolve("module-info.java"));
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path", "")));
        arguments.addAll(List.of("-encoding", "UTF-8", "-locale", "en_US", "-notimestamp", "-quiet"));
        // The build looks at the comments themselves, module by module.
        arguments.add("-Xdoclint:none");
        arguments.addAll(List.of("-windowtitle", "Arenas", "-doctitle", "Arenas: arena-core and arena-actors"));
        Path style = style(folder);
        arguments.addAll(List.of("--add-stylesheet", style.toString()));
        arguments.addAll(List.of("-header", Html.link("{@docRoot}/../index.html", "Documentation")));
        arguments.addAll(List.of("-group", CORE, String.join(":", exports)));
        arguments.addAll(List.of("-group", ACTORS, "org.arenas.actors*"));
        for (String exported : exports) {
            arguments.addAll(sources(core.resolve(exported.replace('.', '/')), 1));
        }
        arguments.addAll(sources(root.resolve(ACTORS).resolve(SOURCES), Integer.MAX_VALUE));
        run(arguments);
        Files.delete(style);
    }

    /** The colours of the site, in a file that Javadoc takes a copy of. */
    private static Path style(Path folder) throws IOException {
        Path file = folder.resolveSibling("api.css");
        try (InputStream style = Objects.requireNonNull(ApiPages.class.getResourceAsStream("api.css"))) {
            long unused = Files.copy(style, file);
        }
        return file;
    }

    private static void run(List<String> arguments) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();
        if (javadoc.run(out, out, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("Javadoc fails: " + said);
        }
    }

    private static List<String> exports(Path descriptor) throws IOException {
        return EXPORT.matcher(Files.readString(descriptor))
                .results()
                .map(export -> export.group(1))
                .toList();
    }

    /** File by file: a folder with a descriptor in it would make a module of all. */
    private static List<String> sources(Path folder, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
