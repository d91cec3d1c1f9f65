package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The Savina suite: what a run takes in each model, beside what has been reported of others. */
final class SavinaSection {
    private static final String VERONA = "Verona’s C++ runtime";
    private static final String AKKA = "classic Akka";

    private SavinaSection() {}

    /** {@return the section, or nothing if nothing of it was measured} */
    static String of(Figures figures) {
        List<GroupChart.Group> groups = new ArrayList<>();
        for (SavinaProblem problem : SavinaProblem.values()) {
            List<GroupChart.Bar> bars = new ArrayList<>();
            add(bars, "arenas", "own-0", problem.selector(SavinaProblem.ARENAS), figures);
            add(bars, "actors", "other-0", problem.selector(SavinaProblem.ACTORS), figures);
            add(bars, "free threads", "other-1", problem.selector(SavinaProblem.THREADS), figures);
            if (!bars.isEmpty()) {
                groups.add(new GroupChart.Group(problem.title(), bars, marks(problem)));
            }
        }
        if (groups.isEmpty()) {
            return "";
        }
        String legend = Html.legend(List.of(
                Html.legendEntry("own-0", Marker.SQUARE, "behaviours and interpreters"),
                Html.legendEntry("other-0", Marker.SQUARE, "Akka Typed"),
                Html.legendEntry("other-1", Marker.SQUARE, "free threads"),
                Html.legendEntry("mark", Marker.DIAMOND, VERONA + ", reported"),
                Html.legendEntry("mark hollow", Marker.DIAMOND, AKKA + ", reported"),
                "<li>├─┤ the 99.9 % interval</li>"));
        return Html.section(
                "savina-suite",
                Topic.SAVINA.heading(),
                Topic.SAVINA.lead()
                        + " One run each, after warm-up, on a logarithmic scale: shorter is faster. The diamonds were"
                        + " measured by others on another machine of two processors.",
                Html.figure("savina-chart", new GroupChart("The Savina suite: time of a run", groups, false), legend));
    }

    private static void add(List<GroupChart.Bar> bars, String name, String style, String selector, Figures figures) {
        figures.find(Selector.of(selector))
                .ifPresent(figure -> bars.add(new GroupChart.Bar(name, style, figure.cost(), figure.costError())));
    }

    private static List<GroupChart.Mark> marks(SavinaProblem problem) {
        List<GroupChart.Mark> marks = new ArrayList<>();
        if (problem.veronaMillis() > 0) {
            marks.add(new GroupChart.Mark(VERONA, "solid", Marker.DIAMOND, problem.veronaMillis() * 1e6));
        }
        if (problem.akkaMillis() > 0) {
            marks.add(new GroupChart.Mark(AKKA, "hollow", Marker.DIAMOND, problem.akkaMillis() * 1e6));
        }
        return marks;
    }
}
