package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.arenas.testing.ModuleProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Record classes of users in a module of their own. */
class RecordModulePathTest {
    private static final String MAIN = """
            package shop;
            import java.lang.invoke.MethodHandles;
            import org.arenas.error.NotMappableException;
            import org.arenas.offheap.RecordLayout;
            public class Main {
                private record Own(int number) {}
                public static String visible() {
                    return text(RecordLayout.of(Visible.class));
                }
                public static String hidden() {
                    try {
                        return text(RecordLayout.of(shop.hidden.Order.class));
                    } catch (NotMappableException e) {
                        return e.path() + ": " + e.getMessage();
                    }
                }
                public static String withLookup() {
                    return text(RecordLayout.of(MethodHandles.lookup(), shop.hidden.Order.class))
                            + text(RecordLayout.of(MethodHandles.lookup(), Own.class));
                }
                private static String text(RecordLayout<?> layout) {
                    return layout.toString().lines().findFirst().orElseThrow() + ". ";
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void shouldReachPublicRecordsOfExportedPackages() throws Exception {
        assertThat(run("exports shop;", "visible")).isEqualTo("Visible: 8 bytes. ");
    }

    @Test
    void shouldNameTheRemedyForARecordOutOfReach() throws Exception {
        assertThat(run("exports shop;", "hidden"))
                .isEqualTo("order: record cannot be kept in bytes: path=order, type=shop.hidden.Order, why=the library"
                        + " cannot reach the record (give RecordLayout.of a MethodHandles.lookup() of module shop, or let"
                        + " that module open shop.hidden to org.arenas); build it of primitives, enums, records, handles,"
                        + " and Strings and arrays with a @Length");
    }

    @Test
    void shouldReachRecordsOfOpenPackages() throws Exception {
        assertThat(run("exports shop; opens shop.hidden to org.arenas;", "hidden"))
                .isEqualTo("Order: 16 bytes. ");
    }

    @Test
    void shouldReachWhatTheLookupReaches() throws Exception {
        assertThat(run("exports shop;", "withLookup")).isEqualTo("Order: 16 bytes. Own: 8 bytes. ");
    }

    private String run(String directives, String method) throws Exception {
        return ModuleProgram.compile(
                        folder,
                        "shop",
                        Map.of(
                                "module-info.java",
                                "module shop { requires org.arenas; " + directives + " }",
                                "shop/Main.java",
                                MAIN,
                                "shop/Visible.java",
                                "package shop; public record Visible(int number) {}",
                                "shop/hidden/Order.java",
                                "package shop.hidden; public record Order(long id, Part part) {"
                                        + " public record Part(int number) {} }"))
                .call("shop.Main", method);
    }
}
