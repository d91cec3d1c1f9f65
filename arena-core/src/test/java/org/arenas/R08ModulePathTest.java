package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.arenas.testing.ModuleProgram;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        return ModuleProgram.compile(
                        folder,
                        "shop",
                        Map.of(
                                "module-info.java", module,
                                "shop/Main.java", MAIN,
                                "shop/Visible.java", "package shop; public record Visible(Object value) {}",
                                "shop/hidden/Order.java", "package shop.hidden; public record Order(Object lines) {}",
                                "shop/hidden/Flat.java",
                                        "package shop.hidden; public record Flat(int number, String text) {}"))
                .call("shop.Main", method);
    }
}
