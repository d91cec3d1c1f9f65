package org.arenas.testing;

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
import org.arenas.Arena;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** A module that uses the library as one, with classes of its own for both. */
public final class ModuleProgram {
    private final String module;
    private final ModuleLayer layer;

    private ModuleProgram(String module, ModuleLayer layer) {
        this.module = module;
        this.layer = layer;
    }

    /**
     * Compiles it.
     *
     * @param folder for its files
     * @param module its name
     * @param sources by path, {@code module-info.java} among them
     */
    public static ModuleProgram compile(Path folder, String module, Map<String, String> sources) throws IOException {
        Path classes = compile(folder, sources);
        ModuleFinder finder =
                ModuleFinder.of(classes, place(Arena.class), place(Logger.class), place(DirectBuffer.class));
        Configuration resolved = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of(module));
        return new ModuleProgram(
                module, ModuleLayer.boot().defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader()));
    }

    /** Calls a public static method that returns a text. */
    public String call(String type, String method) throws ReflectiveOperationException {
        Class<?> main = layer.findLoader(module).loadClass(type);
        return (String) main.getMethod(method).invoke(null);
    }

    private static Path compile(Path folder, Map<String, String> sources) throws IOException {
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
