package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The numbers on the page Formats are those of the constants in the sources, and none is missing. */
@Timeout(60)
class FormatTest {
    private static final String PACKAGE = "org.arenas.offheap.";
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9,]*");
    private static final int NAMED = 2;

    /** Constants of these classes that are no places: sizes, versions, values of a field. */
    private static final Set<String> NO_PLACES = Set.of(
            "FileLayout.PAGE",
            "FileLayout.VERSION",
            "FileLayout.MARK",
            "FileLayout.WITH_JOURNAL",
            "FileLayout.META_PAGES",
            "FileLayout.META_BYTES",
            "FileLayout.MOST_EXTENTS",
            "FileLayout.HEAD_BYTES",
            "BlockDescriptor.GRANULE",
            "BlockDescriptor.GRANULE_BITS",
            "BlockDescriptor.HEADER_BYTES",
            "BlockDescriptor.FREE_BYTES",
            "BlockDescriptor.LEAST_GRANULES",
            "BlockDescriptor.USED",
            "BlockDescriptor.FREE_TYPE",
            "BlockDescriptor.END_TYPE",
            "Journal.CHUNK_BITS",
            "Journal.CHUNK",
            "Journal.LEAST_ENTRY",
            "Journal.WORD_BYTES",
            "Journal.RUN",
            "Journal.LEAST_RUNS",
            "Journal.MOST_RUNS",
            "Control.SLOTS",
            "Control.BYTES",
            "Control.VERSION",
            "Control.SLOT_BYTES",
            "Control.THREAD_BYTES",
            "Control.SITE_BYTES",
            "Control.SLOT_BITS",
            "Types.LEAST_ENTRY");

    private final Tables page;

    FormatTest() throws IOException {
        page = Tables.of("docs/internals/format.md");
    }

    @Test
    void shouldGiveEveryPlaceAsItIs() throws ReflectiveOperationException {
        Set<String> listed = new TreeSet<>();
        Set<String> types = new TreeSet<>();
        for (String type : List.of("FileLayout", "HeapDescriptor", "BlockDescriptor", "Journal", "Control")) {
            for (List<List<String>> table : page.all("byte | bytes | `" + type + "`")) {
                for (List<String> row : table) {
                    check(type, row.get(NAMED), row.get(0), listed);
                }
            }
            types.add(type);
        }
        for (List<String> row : page.rows("number | `Types`")) {
            check("Types", row.get(1), row.get(0), listed);
        }
        types.add("Types");
        Set<String> places = new TreeSet<>();
        for (String type : types) {
            for (Field field : Class.forName(PACKAGE + type).getDeclaredFields()) {
                String name = type + "." + field.getName();
                if (Modifier.isStatic(field.getModifiers())
                        && field.getType() == int.class
                        && !NO_PLACES.contains(name)) {
                    places.add(name);
                }
            }
        }
        assertThat(listed).isEqualTo(places);
    }

    private static void check(String type, String name, String place, Set<String> listed)
            throws ReflectiveOperationException {
        if (!name.isEmpty()) {
            assertThat(number(place)).as("%s.%s", type, name).isEqualTo(constant(type, name));
            assertThat(listed.add(type + "." + name))
                    .as("%s.%s, once", type, name)
                    .isTrue();
        }
    }

    @Test
    void shouldCoverTheBytesWithoutAGap() {
        for (String type : List.of("FileLayout", "Journal")) {
            for (List<List<String>> table : page.all("byte | bytes | `" + type + "`")) {
                for (int i = 1; i < table.size(); i++) {
                    List<String> before = table.get(i - 1);
                    assertThat(number(table.get(i).get(0)))
                            .as("the row behind %s", before)
                            .isEqualTo(number(before.get(0)) + number(before.get(1)));
                }
            }
        }
    }

    @Test
    void shouldShowTheClassesOfSizesAsTheyAre() throws ReflectiveOperationException {
        Method listOf = type("FreeLists").getDeclaredMethod("listOf", int.class);
        listOf.setAccessible(true);
        long classes = constant("FreeLists", "SECOND_CLASSES");
        for (List<String> row : page.rows("granules")) {
            long list = number(row.get(2)) * classes + number(row.get(NAMED + 1));
            for (long granules : numbers(row.get(0))) {
                assertThat(((Integer) listOf.invoke(null, (int) granules)).longValue())
                        .as("%s granules", granules)
                        .isEqualTo(list);
            }
        }
    }

    @Test
    void shouldGiveTheLimitsAsTheyAre() throws ReflectiveOperationException {
        String text = page.rows("limit").stream().map(List::toString).collect(Collectors.joining("\n"));
        long segment = constant("Segments", "LARGEST_SEGMENT");
        assertThat(segment).isEqualTo(1L << 30);
        long block = segment - constant("HeapDescriptor", "BLOCKS") - constant("BlockDescriptor", "GRANULE");
        long slots = constant("LongLongMap", "MOST_CAPACITY");
        assertThat(numbers(text))
                .contains(
                        constant("Segments", "MOST_SEGMENTS"),
                        constant("FileOptions", "LEAST_BYTES"),
                        constant("FileLayout", "MOST_EXTENTS"),
                        constant("FileLayout", "META_BYTES"),
                        block - constant("BlockDescriptor", "PAYLOAD"),
                        constant("BlockDescriptor", "FREE_BYTES"),
                        2 * slots / 3,
                        constant("BytesMap", "MOST_CHAINS"),
                        constant("Control", "SLOTS"));
        String all = String.join("\n", page.lines());
        assertThat(numbers(all))
                .contains(
                        constant("Control", "BYTES"),
                        constant("FileLayout", "HEAD_BYTES"),
                        constant("FileLayout", "PAGE"));
        long lists = constant("FreeLists", "FIRST_CLASSES") * constant("FreeLists", "SECOND_CLASSES");
        assertThat(all).contains("each of " + lists + " lists");
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }

    private static long constant(String type, String name) throws ReflectiveOperationException {
        Field field = type(type).getDeclaredField(name);
        field.setAccessible(true);
        return ((Number) field.get(null)).longValue();
    }

    private static long number(String cell) {
        return numbers(cell).get(0);
    }

    private static List<Long> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(found -> Long.parseLong(found.group().replace(",", "")))
                .toList();
    }
}
