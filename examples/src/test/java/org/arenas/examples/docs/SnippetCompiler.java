package org.arenas.examples.docs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.typesafe.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.agrona.DirectBuffer;
import org.arenas.Arenas;
import org.arenas.actors.ArenaBehaviors;
import org.arenas.examples.bank.Account;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/**
 * Compiles snippets for Java 17, and runs them.
 *
 * <p>A snippet is a list of statements, or of members of a class, or whole files' worth of top-level types. It may have
 * imports of its own; those that nearly every snippet needs it has anyway. It sees the fields and types of its {@linkplain
 * Surroundings surroundings}.
 */
final class SnippetCompiler {
    private static final String NAME = "Snippet";
    /** What every snippet may use without importing it. */
    static final String IMPORTS = "import static org.arenas.Access.read; import static org.arenas.Access.write;"
            + " import java.lang.invoke.MethodHandles; import java.time.Duration; import java.util.*; import java.util.concurrent.*; import java.util.function.*;"
            + " import org.arenas.*; import org.arenas.channel.*; import org.arenas.error.*; import org.arenas.monitor.*;"
            + " import org.arenas.offheap.*; import org.arenas.pool.*; import java.io.*;"
            + " import org.arenas.examples.bank.Account; ";

    private static final String ACTOR_IMPORTS =
            "import akka.actor.typed.*; import akka.actor.typed.javadsl.*; import akka.cluster.sharding.typed.javadsl.*;"
                    + " import com.fasterxml.jackson.annotation.*; import org.arenas.actors.*; import org.arenas.actors.sharding.*; ";

    /** What a snippet has without saying so. */
    enum Surroundings {
        /** The library, and the names of {@link SnippetWorld}. */
        CORE(IMPORTS, SnippetWorld.class),

        /** Akka and {@code arena-actors}, too, and the names of {@link ActorSnippetWorld}. */
        ACTORS(IMPORTS + ACTOR_IMPORTS, ActorSnippetWorld.class);

        private final String imports;
        private final String type;

        Surroundings(String imports, Class<? extends SnippetWorld> world) {
            this.imports = imports + "import " + world.getName() + "; ";
            type = "public class " + NAME + " extends " + world.getSimpleName() + " { ";
        }
    }

    private static final String METHOD = "@Override public void run() throws Exception { ";

    /** One class of each library that snippets use, or that one of those needs. */
    private static final List<Class<?>> USED = List.of(
            Arenas.class,
            ArenaBehaviors.class,
            Account.class,
            SnippetWorld.class,
            DirectBuffer.class,
            NullMarked.class,
            Logger.class,
            Config.class,
            scala.Option.class,
            akka.actor.ActorSystem.class,
            akka.actor.typed.ActorSystem.class,
            akka.cluster.sharding.typed.javadsl.ClusterSharding.class,
            JsonCreator.class);

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private final Path folder;
    private final Surroundings surroundings;

    /**
     * A compiler of snippets in the {@linkplain Surroundings#CORE surroundings} of most.
     *
     * @param folder where class files go
     */
    SnippetCompiler(Path folder) {
        this(folder, Surroundings.CORE);
    }

    /**
     * A compiler.
     *
     * @param folder where class files go
     * @param surroundings what snippets have without saying so
     */
    SnippetCompiler(Path folder, Surroundings surroundings) {
        this.folder = folder;
        this.surroundings = surroundings;
    }

    /**
     * Compiles a snippet.
     *
     * @return what is wrong with it: {@code file:line: message} for each error; nothing if it compiles
     */
    List<String> compile(Snippet snippet) {
        List<String> imports = new ArrayList<>();
        List<String> code = new ArrayList<>();
        for (String line : snippet.lines()) {
            boolean isImport = line.startsWith("import ");
            imports.add(isImport ? line : "");
            code.add(isImport ? "" : line);
        }
        String head = surroundings.imports + String.join(" ", imports);
        List<String> asStatements = compile(snippet, head + surroundings.type + METHOD, code, "}}");
        if (asStatements.isEmpty()
                || compile(snippet, head + surroundings.type, code, "}").isEmpty()
                || compile(snippet, head, code, "").isEmpty()) {
            return List.of();
        }
        return asStatements;
    }

    private List<String> compile(Snippet snippet, String before, List<String> code, String after) {
        // All that comes before is on the snippet's first line, so that the lines keep their numbers.
        String source = before + String.join("\n", code) + "\n" + after;
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = List.of(
                "--release", "17", "-proc:none", "-Xlint:none", "-classpath", classPath(), "-d", folder.toString());
        JAVAC.getTask(null, null, diagnostics, options, null, List.of(new Source(source)))
                .call();
        return diagnostics.getDiagnostics().stream()
                .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .map(found -> snippet.file() + ":" + (snippet.firstLine() + Math.max(found.getLineNumber(), 1) - 1)
                        + ": " + found.getMessage(Locale.ROOT))
                .toList();
    }

    /**
     * Runs the snippet that was compiled last.
     *
     * @return what it printed
     */
    List<String> run() throws Exception {
        URL[] classes = {folder.toUri().toURL()};
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(classes, SnippetCompiler.class.getClassLoader())) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            SnippetWorld snippet = (SnippetWorld)
                    loader.loadClass(NAME).getDeclaredConstructor().newInstance();
            snippet.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Where the library, this test and what they need come from. */
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : USED) {
            try {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///" + NAME + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return text;
        }
    }
}
