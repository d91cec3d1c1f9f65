package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The whole program on good input. */
@Timeout(60)
class GenomesDemoTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldReportTheKnownFiguresOfTheBundledGenomes() throws Exception {
        Path counts = folder.resolve("counts.tsv");
        Properties options = options("out", counts.toString());
        options.remove("rounds");

        assertThat(run(options)).isZero();

        assertThat(text(err)).isEmpty();
        assertThat(text(out))
                .startsWith("Canonical 21-mers of 46 genomes, 1,383,386 bases\n")
                .containsPattern("total +1,382,021\n")
                .containsPattern("distinct +41,157\n")
                .contains("   1  AAAAAAAGTAGCCTTTGGCGG            46\n")
                .contains("  10  AAAAACATAATTACGATTGAG            46\n")
                .containsPattern("Median of 7 rounds after [1-9][0-9]* for warm-up, the models taking turns;")
                .containsPattern("  arenas +[0-9]+\\.[0-9]{2} ms  \\([0-9.]+ to [0-9.]+\\)  ")
                .containsPattern("  free threads +[0-9]+\\.[0-9]{2} ms  \\([0-9.]+ to [0-9.]+\\)  ")
                .containsPattern("  ratio +[0-9]+\\.[0-9]{2} +\\(free threads / arenas\\)\n")
                .contains("Both models found the same counts in every round.\n")
                .contains("All counts: " + counts + "\n")
                .endsWith("Chart: " + folder.resolve("demo").resolve("index.html") + "\n");
        List<String> lines = Files.readAllLines(counts);
        assertThat(lines).hasSize(41_157).isSorted();
        assertThat(lines.stream().mapToLong(GenomesDemoTest::countOf).sum()).isEqualTo(1_382_021);
    }

    @Test
    void shouldWriteWellFormedPageThatNeedsNoNetwork() throws Exception {
        assertThat(run(options())).isZero();
        byte[] page = Files.readAllBytes(folder.resolve("demo/index.html"));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(page));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2); // one round of each model
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("link").getLength()).isZero();
        String text = new String(page, StandardCharsets.UTF_8);
        assertThat(text)
                .contains("<b>1,382,021</b>", "<b>41,157</b>", "prefers-color-scheme: dark", "AAAAAAAGTAGCCTTTGGCGG")
                .doesNotContain("url(", "src=", "href=", "@import", "NaN", "Infinity");
        assertThat(text.replace("http://www.w3.org/1999/xhtml", "")).doesNotContain("://");
    }

    @Test
    void shouldWriteTheCountsOfAFolderAsLinesInAlphabeticalOrder() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("a.fa"), ">1\r\nacgtN\r\n\r\nTT\r\n>2\r\nAA\r\n");
        Files.write(input.resolve("b.FNA.GZ"), GenomeFilesTest.gzip(">3\nCC\nCC"));
        Path counts = folder.resolve("counts.tsv");
        Files.writeString(counts, "from an earlier run");

        assertThat(run(options("input", input.toString(), "k", "2", "workers", "3", "out", counts.toString())))
                .isZero();

        // AC, CG, GT=AC | TT=AA | AA | CC CC CC
        assertThat(Files.readString(counts)).isEqualTo("AA\t2\nAC\t2\nCC\t3\nCG\t1\n");
        assertThat(text(out))
                .startsWith("Canonical 2-mers of 2 genomes, 13 bases\n")
                .contains("3 workers");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("in", "counts.tsv", "demo");
        }
    }

    @Test
    void shouldReportNothingFoundInGenomesShorterThanK() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("a.fa"), ">only a header");
        Path counts = folder.resolve("counts.tsv");
        assertThat(run(options("input", input.toString(), "k", "31", "out", counts.toString())))
                .isZero();
        assertThat(text(out))
                .contains("1 genome, 0 bases")
                .containsPattern("total +0\n")
                .containsPattern("distinct +0\n");
        assertThat(counts).isEmptyFile();
    }

    @Test
    void shouldPrintTheSameInEveryLocale() throws Exception {
        Path input = Files.createDirectory(folder.resolve("in"));
        Files.writeString(input.resolve("a.fa"), ">a\n" + "ACGTTGCA".repeat(500));
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "de-DE", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                out.reset();
                assertThat(run(options("input", input.toString(), "k", "5"))).isZero();
                assertThat(text(out)).as(tag).isASCII().contains("4,000 bases").containsPattern("total +3,996\n");
                assertThat(Files.readString(folder.resolve("demo/index.html")))
                        .as(tag)
                        .isASCII()
                        .contains("<b>3,996</b>");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldShowProgressAndClearItBeforeTheReport() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(GenomesDemo.run(options(), stream, stream, new TerminalProgress(stream)))
                .isZero();
        assertThat(text(out))
                .contains("] reading 46 of 46", "] warm-up 1 of 40", "] timed rounds 1 of 1")
                .contains(" \rCanonical 21-mers");
    }

    private int run(Properties options) {
        return GenomesDemo.run(options, stream(out), stream(err), Progress.NONE);
    }

    /** One round and a page in the test's folder, and what {@code more} says. */
    private Properties options(String... more) {
        Properties options = new Properties();
        options.setProperty("demo.dir", folder.resolve("demo").toString());
        options.setProperty("rounds", "1");
        for (int i = 0; i < more.length; i += 2) {
            options.setProperty(more[i], more[i + 1]);
        }
        return options;
    }

    private static long countOf(String line) {
        return Long.parseLong(line.substring(line.indexOf('\t') + 1));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
