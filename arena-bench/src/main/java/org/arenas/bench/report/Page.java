package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The page of a report: what is reached, charts of it, curves, every target and every figure, and how it was measured. */
final class Page {
    private static final String LEGEND = Html.legend(List.of(
            Html.legendEntry("reached", Marker.SQUARE, "target reached"),
            Html.legendEntry("missed", Marker.SQUARE, "target missed"),
            Html.legendEntry("reached unsure", Marker.SQUARE, "pale: the error leaves it open"),
            Html.legendEntry("goal", Marker.DOWN, "the target"),
            "<li>├─┤ the 99.9 % interval</li>"));

    private static final int BUSY_PERCENT = 15;

    private final Report report;
    private final List<Outcome> outcomes;

    Page(Report report) {
        this.report = report;
        this.outcomes = report.outcomes();
    }

    String render() {
        StringBuilder body = new StringBuilder();
        body.append("<h1>Arenas, measured</h1>\n<p class=\"soft\">")
                .append(Html.escape("Each benchmark of ours beside its baseline, on the same machine, in the same run. "
                        + report.run().fact("begun") + "."))
                .append("</p>\n");
        body.append(navigation()).append(summary());
        speeds(body);
        body.append(Curves.section(report.figures())).append(WorkloadSection.of(report.figures()));
        body.append(SavinaSection.of(report.figures()));
        body.append(TargetTable.section(outcomes)).append(FigureTable.section(report.figures()));
        body.append(machine()).append(method());
        return Html.page("Arenas, measured", body.toString());
    }

    private String navigation() {
        StringBuilder links = new StringBuilder("<nav aria-label=\"Contents\">");
        for (Topic topic : topicsWithSpeeds()) {
            links.append(link(id(topic), topic.heading()));
        }
        if (!Curves.of(report.figures()).isEmpty()) {
            links.append(link("curves", "Cost curves"));
        }
        if (!WorkloadSection.of(report.figures()).isEmpty()) {
            links.append(link(WorkloadSection.ID, "Workloads"));
        }
        if (!SavinaSection.of(report.figures()).isEmpty()) {
            links.append(link("savina-suite", Topic.SAVINA.heading()));
        }
        links.append(link("targets", "All targets")).append(link("figures", "All figures"));
        return links.append(link("machine", "Machine"))
                .append(link("method", "How to read this"))
                .append("</nav>\n")
                .toString();
    }

    private static String link(String id, String words) {
        return "<a href=\"#" + id + "\">" + Html.escape(words) + "</a>";
    }

    private String summary() {
        Verdicts verdicts = Verdicts.of(outcomes);
        long open = outcomes.stream().filter(Outcome::open).count();
        String tiles = tile("reached", verdicts.reached(), "targets reached")
                + tile("missed", verdicts.missed(), "missed")
                + tile("unmeasured", verdicts.unmeasured(), "not measured");
        String doubt =
                open == 0 ? "" : "With %d of them the error leaves open on which side they are. ".formatted(open);
        String lead = busy() + "<p class=\"soft below\">" + doubt
                + "In the charts a bar to the right of the line is faster than the baseline, to the left slower; the scale"
                + " multiplies.</p>\n";
        return "<section id=\"summary\">\n<div class=\"tiles\">" + tiles + "</div>\n" + share(verdicts) + lead + LEGEND
                + "</section>\n";
    }

    /** Figures from a machine with something else to do are worth nothing. */
    private String busy() {
        String busy = report.run().fact(Machine.BUSY);
        return busy.endsWith(" %") && Integer.parseInt(busy.substring(0, busy.length() - 2)) > BUSY_PERCENT
                ? "<p class=\"warning below\">The machine had something else to do when this run began: " + busy
                        + " of its processors were busy. Do not quote these figures.</p>\n"
                : "";
    }

    private static String tile(String style, int count, String words) {
        return "<div class=\"%s\"><b>%d</b><span class=\"soft\">%s</span></div>".formatted(style, count, words);
    }

    private static String share(Verdicts verdicts) {
        return "<div class=\"share\" aria-hidden=\"true\">"
                + part("reached", verdicts.reached())
                + part("missed", verdicts.missed())
                + part("unmeasured", verdicts.unmeasured())
                + "</div>\n";
    }

    private static String part(String style, int count) {
        return count == 0 ? "" : "<span class=\"%s\" style=\"flex:%d\"></span>".formatted(style, count);
    }

    private List<Topic> topicsWithSpeeds() {
        List<Topic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (topic != Topic.SAVINA && !bars(topic).isEmpty()) {
                topics.add(topic);
            }
        }
        return topics;
    }

    private void speeds(StringBuilder body) {
        for (Topic topic : topicsWithSpeeds()) {
            SpeedChart chart = new SpeedChart(topic.heading() + ": speed beside the baseline", bars(topic));
            body.append(Html.section(
                    id(topic), topic.heading(), topic.lead(), Html.figure(id(topic) + "-speed", chart, "")));
        }
    }

    private static String id(Topic topic) {
        return topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<SpeedChart.Bar> bars(Topic topic) {
        List<SpeedChart.Bar> bars = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.target().topic() == topic && outcome.comparesSpeeds()) {
                outcome.speed().ifPresent(speed -> bars.add(bar(outcome, speed)));
            }
        }
        return bars;
    }

    private static SpeedChart.Bar bar(Outcome outcome, Ratio speed) {
        boolean size = outcome.ours().orElseThrow().kind() == Figure.Kind.SIZE;
        String words = size ? Units.size(speed.value()) : Units.speed(speed.value());
        return new SpeedChart.Bar(
                outcome.target().what(),
                outcome.target().against(),
                speed.value(),
                speed.low(),
                speed.high(),
                outcome.speedWanted(),
                outcome.verdict() == Outcome.Verdict.REACHED,
                outcome.open(),
                words,
                outcome.verdict().words() + (outcome.open() ? ", unsure" : ""));
    }

    private String machine() {
        StringBuilder facts = new StringBuilder("<dl>\n");
        report.run()
                .facts()
                .forEach((name, value) -> facts.append("<dt>")
                        .append(Html.escape(name))
                        .append("</dt><dd>")
                        .append(Html.escape(value))
                        .append("</dd>\n"));
        facts.append("</dl>\n");
        if (!report.run().failures().isEmpty()) {
            facts.append("<h3>Without a result</h3>\n<ul>");
            report.run()
                    .failures()
                    .forEach(failure ->
                            facts.append("<li>").append(Html.code(failure)).append("</li>"));
            facts.append("</ul>\n");
        }
        return Html.section("machine", "Machine and run", "What the figures depend on.", facts.toString());
    }

    private static String method() {
        return Html.section(
                "method",
                "How to read this",
                "Ratios travel from machine to machine better than times do; both depend on the processor.",
                """
                <p><b>Speed and cost.</b> In the charts a bar to the right is faster than the baseline, to the left slower; the
                scale multiplies, so that twice as fast and half as fast are equally long. The table gives each target as it was
                set: a cost is our time divided by the baseline’s, below 1 is good for us; a speed is the inverse.</p>
                <p><b>Errors.</b> The ± of a figure is half of its 99.9 % interval, from the iterations of all its JVMs. Of a
                ratio <i>r</i> = <i>a</i>/<i>b</i> the logarithm has the error <i>e</i> = √((Δ<i>a</i>/<i>a</i>)² +
                (Δ<i>b</i>/<i>b</i>)²), to the first order and for independent errors; the interval shown goes from
                <i>r</i>·exp(−<i>e</i>) to <i>r</i>·exp(<i>e</i>), and is written as ×/÷ exp(<i>e</i>) where it is wide; a whisker without an
                end goes on beyond the chart. A verdict is by the value; where the target lies within the
                interval, the table says so.</p>
                <p><b>Several baselines.</b> The best of them counts. What allocates less than a tenth of a byte an operation
                allocates nothing: measuring itself does.</p>
                <p><b>Short editions</b> are for a look. Quote figures of three JVMs each, from a machine that does nothing else:
                how busy it was before the run is among the facts above.</p>
                """);
    }
}
