package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenas.error.ArenaException;
import org.arenas.error.EntityViolations;
import org.arenas.error.FileViolations;
import org.arenas.error.Violations;
import org.arenas.monitor.ArenaCounters;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.Diagnostics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page Reference leaves nothing out and invents nothing. */
@Timeout(60)
class ReferenceTest {
    private static final String ANYTHING = "…";
    private static final Pattern PROPERTY = Pattern.compile("\"(arenas\\.[a-z.]+)\"");

    private final List<String> lines;

    ReferenceTest() throws IOException {
        lines = Files.readAllLines(DocumentationTest.ROOT.resolve("docs/reference.md"));
    }

    @Test
    void shouldListEveryExceptionOnce() {
        assertThat(firstCells("exception"))
                .containsExactlyElementsOf(leaves(ArenaException.class)
                        .map(Class::getSimpleName)
                        .sorted()
                        .toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ReferenceTest::leaves)
                : Stream.of(type);
    }

    @Test
    void shouldQuoteEveryMessageAsItIs() throws ReflectiveOperationException {
        Set<String> messages = new TreeSet<>();
        for (Class<?> makers : List.of(Violations.class, FileViolations.class, EntityViolations.class)) {
            for (Method maker : makers.getMethods()) {
                if (Modifier.isStatic(maker.getModifiers())) {
                    messages.add(message(maker));
                }
            }
        }
        int first = lines.indexOf("```text") + 1;
        List<String> quoted =
                lines.subList(first, first + lines.subList(first, lines.size()).indexOf("```"));
        assertThat(quoted).containsExactlyInAnyOrderElementsOf(messages);
    }

    private static String message(Method maker) throws ReflectiveOperationException {
        Object[] arguments = Arrays.stream(maker.getParameterTypes())
                .map(ReferenceTest::anything)
                .toArray();
        String message = ((ArenaException) maker.invoke(null, arguments)).getMessage();
        return message.lines().findFirst().orElseThrow().replaceAll("=(\\d+|\\[" + ANYTHING + "])", "=" + ANYTHING);
    }

    private static Object anything(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        return type == List.class ? List.of(ANYTHING) : ANYTHING;
    }

    @Test
    void shouldListEveryCounterOnce() {
        assertThat(firstCells("counter"))
                .containsExactlyElementsOf(Arrays.stream(ArenaCounters.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    @Test
    void shouldListEverySystemPropertyOnce() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(DocumentationTest.ROOT.resolve("arena-core/src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                PROPERTY.matcher(Files.readString(source))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(used::add);
            }
        }
        assertThat(used).isNotEmpty();
        assertThat(firstCells("property")).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void shouldExplainEveryLevelAndState() {
        assertThat(firstCells("level"))
                .containsExactlyElementsOf(Arrays.stream(Diagnostics.values())
                        .map(level -> level.name().toLowerCase(Locale.ROOT))
                        .toList());
        String text = String.join("\n", lines);
        for (ArenaSnapshot.State state : ArenaSnapshot.State.values()) {
            assertThat(text).contains("`" + state + "`");
        }
    }

    /** The first column of the table with this heading, without backticks. */
    private List<String> firstCells(String heading) {
        int table = 0;
        while (!lines.get(table).startsWith("| " + heading + " |")) {
            table++;
        }
        return lines.stream()
                .skip(table + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1].strip().replace("`", ""))
                .toList();
    }
}
