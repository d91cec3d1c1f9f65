package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The page of a comparison: a chart of what changed beyond the noise, and a table of everything. */
final class ComparisonPage {
    private final Comparison comparison;
    private final RunInfo base;
    private final RunInfo head;

    ComparisonPage(Comparison comparison, RunInfo base, RunInfo head) {
        this.comparison = comparison;
        this.base = base;
        this.head = head;
    }

    String render() {
        String title = "Arenas, compared";
        String body = "<h1>" + title + "</h1>\n<p class=\"soft\">" + Html.escape(comparison.inWords()) + ".</p>\n"
                + changed() + facts() + all();
        return Html.page(title, body);
    }

    private String changed() {
        List<SpeedChart.Bar> bars = new ArrayList<>();
        comparison.of(Comparison.Kind.SLOWER).forEach(change -> bars.add(bar(change, false)));
        comparison.of(Comparison.Kind.FASTER).forEach(change -> bars.add(bar(change, true)));
        String lead =
                "Slower or faster means that the 99.9 % intervals do not overlap, and that the cost changed by more than 5 %.";
        if (bars.isEmpty()) {
            return Html.section("changes", "Nothing changed beyond the noise", lead, "");
        }
        String legend = Html.legend(List.of(
                Html.legendEntry("missed", Marker.SQUARE, "slower now"),
                Html.legendEntry("reached", Marker.SQUARE, "faster now"),
                "<li>├─┤ the interval of the ratio</li>"));
        SpeedChart chart = new SpeedChart("Speed now beside speed before", bars);
        return Html.section("changes", "Changed beyond the noise", lead, Html.figure("changes-speed", chart, legend));
    }

    private static SpeedChart.Bar bar(Comparison.Change change, boolean faster) {
        Ratio speed = change.cost().inverse();
        return new SpeedChart.Bar(
                change.head().name(),
                change.head().paramsInWords(),
                speed.value(),
                speed.low(),
                speed.high(),
                1,
                faster,
                false,
                Units.speed(speed.value()),
                "");
    }

    private String facts() {
        Set<String> names = new LinkedHashSet<>(base.facts().keySet());
        names.addAll(head.facts().keySet());
        StringBuilder rows = new StringBuilder();
        for (String name : names) {
            rows.append(
                    "<tr><th scope=\"row\">%s</th><td data-name=\"before\">%s</td><td data-name=\"now\">%s</td></tr>%n"
                            .formatted(Html.escape(name), Html.escape(base.fact(name)), Html.escape(head.fact(name))));
        }
        return names.isEmpty()
                ? ""
                : Html.section(
                        "machine",
                        "Machine and run",
                        "Figures of different machines or JDKs cannot be compared.",
                        """
                        <table class="cards"><thead><tr><th scope="col">fact</th><th scope="col">before</th>
                        <th scope="col">now</th></tr></thead>
                        <tbody>
                        """ + rows + "</tbody></table>\n");
    }

    private String all() {
        StringBuilder rows = new StringBuilder();
        for (Comparison.Change change : comparison.changes()) {
            rows.append(row(change));
        }
        return Html.section(
                "all",
                "Everything",
                "The worst first. Cost is the time now divided by the time before.",
                """
                <table class="cards"><thead><tr><th scope="col">benchmark</th><th scope="col" class="number">before</th>
                <th scope="col" class="number">now</th><th scope="col" class="number">cost</th><th scope="col">verdict</th></tr></thead>
                <tbody>
                """
                        + rows + "</tbody></table>\n" + names("Gone", comparison.onlyBase())
                        + names("New", comparison.onlyHead()));
    }

    private static String row(Comparison.Change change) {
        Comparison.Kind kind = change.kind();
        String style = switch (kind) {
            case SLOWER -> "missed";
            case FASTER -> "reached";
            default -> "unmeasured";
        };
        return """
                <tr><th scope="row">%s</th><td class="number" data-name="before">%s</td><td class="number" data-name="now">%s</td>
                <td class="number" data-name="cost">%s</td><td class="verdict %s">%s</td></tr>
                """.formatted(
                Html.code(change.head().key()),
                Html.escape(change.base().toString()),
                Html.escape(change.head().toString()),
                Html.escape(change.cost().toString()),
                style,
                kind == Comparison.Kind.UNKNOWN ? "no error known" : kind.name().toLowerCase(Locale.ROOT));
    }

    private static String names(String heading, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<h3>" + heading + "</h3>\n<ul>");
        names.forEach(name -> list.append("<li>").append(Html.code(name)).append("</li>"));
        return list.append("</ul>\n").toString();
    }
}
