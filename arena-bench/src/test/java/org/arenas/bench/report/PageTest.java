package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

@DisplayName("The page needs nothing but itself, and tells everything in words too")
class PageTest {
    @TempDir
    private Path folder;

    private Report report;
    private String page;
    private Document document;

    @BeforeEach
    void write() throws Exception {
        report = SampleReport.write(folder);
        page = Files.readString(folder.resolve(Report.PAGE));
        document = parse(page);
    }

    /** Fails on what is not well-formed. */
    static Document parse(String page) throws Exception {
        String xml = page.substring(page.indexOf("<html"));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void shouldFetchNothing() {
        assertThat(page.replace("http://www.w3.org/1999/xhtml", ""))
                .doesNotContain("http:", "https:", "@import", "url(", "src=");
        assertThat(elements(document, "script")).isEmpty();
        assertThat(elements(document, "link")).isEmpty();
        assertThat(elements(document, "a"))
                .allMatch(link -> link.getAttribute("href").startsWith("#"));
    }

    @Test
    void shouldLinkToPartsThatExist() {
        List<String> ids = elements(document, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(elements(document, "a"))
                .allMatch(link -> ids.contains(link.getAttribute("href").substring(1)));
    }

    @Test
    void shouldSayInWordsWhatEachChartShows() {
        List<Element> charts = elements(document, "svg").stream()
                .filter(svg -> svg.getAttribute("role").equals("img"))
                .toList();
        assertThat(charts).hasSizeGreaterThan(20);
        for (Element chart : charts) {
            assertThat(chart.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(chart.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
        }
    }

    @Test
    void shouldHaveARowForEveryTarget() {
        Element targets = elements(document, "section").stream()
                .filter(section -> section.getAttribute("id").equals("targets"))
                .findFirst()
                .orElseThrow();
        String text = targets.getTextContent();
        assertThat(Targets.all()).allSatisfy(target -> assertThat(text).contains(target.what()));
        NodeList rows = targets.getElementsByTagName("tr");
        assertThat(rows.getLength())
                .isEqualTo(1 + Topic.values().length + Targets.all().size());
        assertThat(text).contains("reached", "missed", "not measured", "within the error");
    }

    @Test
    void shouldTellMachineFailuresAndSuite() {
        assertThat(page)
                .contains(
                        "A processor &lt;of&gt; &quot;some&quot; kind &amp; speed",
                        "StuckBenchmark.never",
                        "id=\"savina-suite\"",
                        "id=\"workloads\"");
    }

    @Test
    void shouldShowEveryCostCurveWithASentence() {
        assertThat(elements(document, "h3"))
                .extracting(Element::getTextContent)
                .contains(Stream.of(CostCurve.values()).map(CostCurve::title).toArray(String[]::new));
        assertThat(elements(document, "p"))
                .extracting(Element::getTextContent)
                .contains(Stream.of(CostCurve.values()).map(CostCurve::lead).toArray(String[]::new));
    }

    @Test
    void shouldLeaveOutTheSuiteIfItWasNotMeasured() {
        Figures others = new Figures(report.figures().all().stream()
                .filter(figure -> !figure.name().equals(SavinaProblem.BENCHMARK))
                .toList());
        assertThat(new Page(new Report(others, RunInfo.NONE)).render()).doesNotContain("savina-suite");
    }

    @Test
    void shouldWarnOfABusyMachine() {
        assertThat(page).doesNotContain("something else to do");
        RunInfo busy = new RunInfo(Map.of(Machine.BUSY, "37 %"), List.of(), List.of());
        assertThat(new Page(new Report(report.figures(), busy)).render())
                .contains("37 % of its processors were busy. Do not quote these figures.");
    }

    @Test
    void shouldRenderWithoutAnyFigure() throws Exception {
        String empty = new Page(new Report(new Figures(List.of()), RunInfo.NONE)).render();
        assertThat(parse(empty).getElementsByTagName("section").getLength()).isEqualTo(5);
        assertThat(empty).contains("<b>" + Targets.all().size() + "</b><span class=\"soft\">not measured</span>");
    }

    @Test
    void shouldWriteTablesForOtherPrograms() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("targets.csv")))
                .hasSize(1 + Targets.all().size());
        List<String> results = Files.readAllLines(folder.resolve("results.csv"));
        assertThat(results).hasSize(1 + report.figures().all().size());
        assertThat(results.get(0)).isEqualTo("benchmark,params,threads,score,error,unit,bytesPerOp");
        assertThat(results).anyMatch(line -> line.startsWith("BehaviourBenchmark.whenOne,arenas=64,1,"));
    }

    @Test
    void shouldRenderAComparison() throws Exception {
        Figures slower = new Figures(report.figures().all().stream()
                .map(figure -> new Figure(
                        figure.benchmark(),
                        figure.params(),
                        figure.threads(),
                        figure.unit(),
                        figure.score() * 3,
                        figure.error(),
                        figure.bytes()))
                .toList());
        String comparison =
                new ComparisonPage(Comparison.of(report.figures(), slower), report.run(), report.run()).render();
        parse(comparison);
        assertThat(comparison).contains("3.00× slower", "3.00× faster", "no error known");
    }
}
