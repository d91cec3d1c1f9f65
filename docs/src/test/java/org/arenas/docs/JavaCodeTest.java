package org.arenas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCodeTest {
    @TempDir
    private Path folder;

    private ApiTypes types;

    @BeforeEach
    void describeTypes() throws IOException {
        for (String page :
                new String[] {"a/Ref.html", "a/Two.html", "b/Two.html", "a/Outer.Inner.html", "a/class-use/Use.html"}) {
            Path file = folder.resolve(page);
            Path unused = Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        types = ApiTypes.in(folder, folder);
    }

    private String html(String code) {
        return JavaCode.html(code, types, PagePath::slashes);
    }

    @Test
    void shouldTellPartsApart() {
        assertThat(html("@Override int a = 0x1F; // \"no\" int"))
                .isEqualTo("<span class=\"annotation\">@Override</span> <span class=\"keyword\">int</span> a = "
                        + "<span class=\"number\">0x1F</span>; <span class=\"comment\">// &quot;no&quot; int</span>");
    }

    @Test
    void shouldKnowStrings() {
        assertThat(html("f('\\'', \"a\\\"int\", b)"))
                .isEqualTo(
                        "f(<span class=\"string\">'\\''</span>, <span class=\"string\">&quot;a\\&quot;int&quot;</span>, b)");
        assertThat(html("\"\"\"\n  int \"x\"\n  \"\"\";"))
                .isEqualTo(
                        "<span class=\"string\">&quot;&quot;&quot;\n  int &quot;x&quot;\n  &quot;&quot;&quot;</span>;");
    }

    @Test
    void shouldLoseNothing() {
        String code =
                "non-sealed interface A<T> { /* a\n b */ long l = 1_000L; char c = '<'; A<?> x() { return a&b; } }\n";
        assertThat(html(code)
                        .replaceAll("<[^>]*>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"))
                .isEqualTo(code);
    }

    @Test
    void shouldLinkTypesThatAreNoOtherType() {
        assertThat(html("Ref Two Use")).isEqualTo("<a class=\"type\" href=\"a/Ref.html\">Ref</a> Two Use");
        assertThat(types.size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ref              | a/Ref.html
            Ref<T>           | a/Ref.html
            Ref.read         | a/Ref.html
            Ref.read(x -> 1) | a/Ref.html
            Outer.Inner      | a/Outer.Inner.html
            Two              |
            ref              |
            Ref x            |
            Ref.X            |
            """)
    void shouldKnowWhatAPieceOfCodeIsAbout(String code, String page) {
        assertThat(types.mentioned(code).map(PagePath::slashes)).isEqualTo(Optional.ofNullable(page));
    }
}
