package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.agrona.DirectBuffer;
import org.arenas.testing.RuleNames;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The library as a module, and users in a module of their own that keeps its packages to itself. */
@DisplayName("R8 Records of named modules")
@DisplayNameGeneration(RuleNames.class)
class R08ModulePathTest {
    private static final String MAIN = """
            package shop;
            import java.util.ArrayList;
            import java.util.List;
            import org.arenas.Copies;
            import org.arenas.Frozen;
            import org.arenas.Shareable;
            public class Main {
                public static String visible() {
                    Visible value = new Visible(new ArrayList<>(List.of(1)));
                    return Shareable.explain(value).get(0).path() + " " + Frozen.of(value).get() + " "
                            + Copies.deep(value) + " " + Shareable.isShareable(new Visible(List.of(1)));
                }
                public static String hidden() {
                    return Shareable.explain(new shop.hidden.Order(List.of(1))).toString();
                }
                public static String flat() {
                    return Shareable.explain(new shop.hidden.Flat(1, "a")).toString();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void shouldReadPublicRecordsOfExportedPackages() throws Exception {
        assertThat(run("module shop { requires org.arenas; exports shop; }", "visible"))
                .isEqualTo("visible.value Visible[value=[1]] Visible[value=[1]] true");
    }

    @Test
    void shouldNameTheOpensThatIsMissing() throws Exception {
        assertThat(run("module shop { requires org.arenas; exports shop; }", "hidden"))
                .isEqualTo("[Problem[path=order, type=shop.hidden.Order, why=is a record that the library cannot read"
                        + " (module shop needs: opens shop.hidden to org.arenas)]]");
    }

    @Test
    void shouldReadRecordsOfOpenPackages() throws Exception {
        assertThat(run("module shop { requires org.arenas; exports shop; opens shop.hidden to org.arenas; }", "hidden"))
                .isEqualTo("[]");
    }

    @Test
    void shouldNotReadWhatItNeedNot() throws Exception {
        assertThat(run("module shop { requires org.arenas; exports shop; }", "flat"))
                .isEqualTo("[]");
    }

    private String run(String module, String method) throws Exception {
        Path classes = compile(Map.of(
                "module-info.java", module,
                "shop/Main.java", MAIN,
                "shop/Visible.java", "package shop; public record Visible(Object value) {}",
                "shop/hidden/Order.java", "package shop.hidden; public record Order(Object lines) {}",
                "shop/hidden/Flat.java", "package shop.hidden; public record Flat(int number, String text) {}"));
        ModuleFinder finder =
                ModuleFinder.of(classes, place(Arena.class), place(Logger.class), place(DirectBuffer.class));
        Configuration resolved = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("shop"));
        ModuleLayer layer =
                ModuleLayer.boot().defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader());
        Class<?> main = layer.findLoader("shop").loadClass("shop.Main");
        return (String) main.getMethod(method).invoke(null);
    }

    private Path compile(Map<String, String> sources) throws IOException {
        Path source = folder.resolve("source");
        for (Map.Entry<String, String> file : sources.entrySet()) {
            Path path = source.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String modulePath = Stream.of(Arena.class, Logger.class, DirectBuffer.class, NullMarked.class)
                .map(type -> place(type).toString())
                .collect(Collectors.joining(System.getProperty("path.separator")));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled = javac.getTask(
                            errors,
                            files,
                            null,
                            List.of("-proc:none", "--module-path", modulePath, "-d", classes.toString()),
                            null,
                            files.getJavaFileObjects(sources.keySet().stream()
                                    .map(source::resolve)
                                    .toArray(Path[]::new)))
                    .call();
            assertThat(compiled).as("%s", errors).isTrue();
        }
        return classes;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
