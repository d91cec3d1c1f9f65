package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where no browser is installed, the page is at least well-formed and has both drawings of each chart. */
@DisplayName("The page fits the window, wide or narrow")
class PageInBrowserTest {
    /** Tells how wide the window is, which has a least width, and the page, and which texts of the charts that are shown stick out of their drawings. */
    private static final String LOOK = """
            <script>
            const out = [];
            for (const svg of document.querySelectorAll('svg[role=img]')) {
              const box = svg.getBoundingClientRect();
              if (box.width === 0) continue;
              for (const text of svg.querySelectorAll('text')) {
                const its = text.getBoundingClientRect();
                if (its.left &lt; box.left - 1 || its.right &gt; box.right + 1 || its.bottom &gt; box.bottom + 1)
                  out.push(text.textContent);
              }
            }
            const found = document.createElement('pre');
            found.textContent = 'window=' + window.innerWidth + ' width=' + document.documentElement.scrollWidth
              + ' out=[' + out.join('; ') + ']';
            document.body.append(found);
            </script>
            """.replace("&lt;", "<").replace("&gt;", ">");

    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void write() throws Exception {
        Report unused = SampleReport.write(folder);
        page = folder.resolve(Report.PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 760, 400})
    void shouldFitTheWindow(int width) throws Exception {
        Optional<Browser> browser = Browser.find(Files.createDirectories(folder.resolve("profile")));
        if (browser.isEmpty()) {
            checkStructure();
            return;
        }
        Path looked = folder.resolve("looked.html");
        Files.writeString(looked, Files.readString(page).replace("</body>", LOOK + "</body>"));
        Matcher found = Pattern.compile("window=(\\d+) width=(\\d+) out=\\[(.*)]")
                .matcher(browser.get().dump(looked, width));
        assertThat(found.find()).as("the script has run").isTrue();
        assertThat(Integer.parseInt(found.group(2)))
                .as("width of the page")
                .isLessThanOrEqualTo(Integer.parseInt(found.group(1)));
        assertThat(found.group(3)).as("texts that stick out").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 400})
    void shouldBeSeen(int width) throws Exception {
        Optional<Browser> browser = Browser.find(Files.createDirectories(folder.resolve("profile")));
        if (browser.isEmpty()) {
            checkStructure();
            return;
        }
        Path file = folder.resolve("page.png");
        browser.get().picture(page, width, 1_400, file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(width);
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < width; x++) {
                colours.add(picture.getRGB(x, y) & 0xFFFFFF);
            }
        }
        // Bars of both verdicts, on cards: in the dark scheme the colours are others.
        assertThat(colours)
                .hasSizeGreaterThan(50)
                .containsAnyOf(0x0B7A75, 0x4FC4B8)
                .containsAnyOf(0xC2410C, 0xFF9A5C);
    }

    private void checkStructure() throws Exception {
        String text = Files.readString(page);
        assertThat(PageTest.parse(text).getElementsByTagName("figure").getLength())
                .isGreaterThan(10);
        assertThat(text.split("class=\"wide\"", -1)).hasSameSizeAs(text.split("class=\"narrow\"", -1));
    }
}
