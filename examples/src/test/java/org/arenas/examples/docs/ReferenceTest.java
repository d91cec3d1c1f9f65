package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenas.actors.MailboxMetrics;
import org.arenas.error.ArenaException;
import org.arenas.error.EntityViolations;
import org.arenas.error.FileViolations;
import org.arenas.error.Violations;
import org.arenas.monitor.ArenaCounters;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Snapshot;
import org.arenas.offheap.FileInfo;
import org.arenas.offheap.MemoryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page Reference leaves nothing out and invents nothing. */
@Timeout(60)
class ReferenceTest {
    private static final String ANYTHING = "…";
    private static final Pattern PROPERTY = Pattern.compile(
            "(?:getProperty|Integer\\.getInteger|Long\\.getLong|Boolean\\.getBoolean)\\(\\s*\"([^\"]+)\"");
    private static final Pattern LOGGER = Pattern.compile("getLogger\\((?:(\\w+)\\.class|\"([^\"]+)\")\\)");
    private static final List<String> LIBRARY = List.of("arena-core", "arena-actors");

    private final Tables tables;
    private final List<String> lines;

    ReferenceTest() throws IOException {
        tables = Tables.of("docs/reference.md");
        lines = tables.lines();
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
        assertThat(firstCells("counter")).containsExactlyElementsOf(components(ArenaCounters.class));
        for (Class<?> type : List.of(MailboxMetrics.class, MemoryStatistics.class, FileInfo.class)) {
            assertThat(firstCells("`" + type.getSimpleName() + "`")).containsExactlyElementsOf(components(type));
        }
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void shouldListEverySystemPropertyOnce() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources().values()) {
            PROPERTY.matcher(source)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .filter(name -> !name.startsWith("os."))
                    .forEach(used::add);
        }
        assertThat(used).isNotEmpty();
        assertThat(firstCells("property")).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void shouldGiveTheLimitsAsTheyAre() throws ReflectiveOperationException {
        for (List<String> limit : tables.rows("limit")) {
            String name = limit.get(2);
            int dot = name.lastIndexOf('.');
            Field constant =
                    Class.forName("org.arenas." + name.substring(0, dot)).getDeclaredField(name.substring(dot + 1));
            constant.setAccessible(true);
            assertThat(limit.get(1).replace(",", "").replace(" ns", ""))
                    .as(name)
                    .isEqualTo(String.valueOf(constant.get(null)));
        }
    }

    @Test
    void shouldListEveryLoggerOnce() throws IOException {
        Set<String> used = new TreeSet<>();
        sources()
                .forEach((file, source) -> LOGGER.matcher(source)
                        .results()
                        .map(found -> found.group(2) != null ? found.group(2) : qualified(file, source, found.group(1)))
                        .forEach(used::add));
        List<String> listed =
                firstCells("logger").stream().filter(name -> !name.isEmpty()).toList();
        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(used);
    }

    /** The name of a class that a source uses: imported, or of the same package. */
    private static String qualified(String file, String source, String name) {
        return source.lines()
                .filter(line -> line.matches("import [a-z.]+\\." + name + ";"))
                .map(line -> line.substring("import ".length(), line.length() - 1))
                .findFirst()
                .orElse(file.substring(0, file.lastIndexOf('.') + 1) + name);
    }

    /** The main sources of the library by the names of their classes. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : LIBRARY) {
            Path folder = DocumentationTest.ROOT.resolve(module + "/src/main/java");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = folder.relativize(file).toString().replaceAll("[/\\\\]", ".");
                    sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
                }
            }
        }
        return sources;
    }

    @Test
    void shouldShowASnapshotAsItIs() {
        long millis = 1_000_000;
        ArenaSnapshot.Holder holder = new ArenaSnapshot.Holder("main", true, "unknown", "");
        ArenaSnapshot.Waiter teller = new ArenaSnapshot.Waiter(
                "teller-3",
                true,
                "Teller.main(Teller.java:10)",
                48 * millis,
                List.of("savings#2 held exclusively by main"));
        ArenaSnapshot.Waiter behaviour = new ArenaSnapshot.Waiter(
                "behaviour(write(savings#2))", true, "queued", 0, List.of("savings#2 queued before by teller-3"));
        ArenaCounters none = new ArenaCounters(0, 0, 0, 0, 0, 0, 0);
        ArenaSnapshot checking = new ArenaSnapshot(1, "checking", ArenaSnapshot.State.FREE, List.of(), List.of(), none);
        ArenaSnapshot savings = new ArenaSnapshot(
                2,
                "savings",
                ArenaSnapshot.State.EXCLUSIVE,
                List.of(holder),
                List.of(teller, behaviour),
                new ArenaCounters(3, 1, 0, 1, 137 * millis, 137 * millis, 22 * millis));
        String text = new Snapshot(List.of(checking, savings)).text();
        assertThat(String.join("\n", lines)).contains("```text\n" + text.replace("\r", "") + "\n```");

        Snapshot.Wait wait =
                new Snapshot.Wait("clerk", "an item of channel(orders#3)", "Clerk.run(Clerk.java:12)", List.of());
        assertThat(new Snapshot(List.of(), List.of(wait))
                        .text()
                        .lines()
                        .toList()
                        .get(1))
                .satisfies(line -> assertThat(String.join("\n", lines)).contains("`" + line + "`"));
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

    private List<String> firstCells(String heading) {
        return tables.firstCells(heading);
    }
}
