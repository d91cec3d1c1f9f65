package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whole programs in each model. */
final class WorkloadSection {
    static final String ID = "workloads";

    private WorkloadSection() {}

    /** {@return the section, or nothing if no workload was measured} */
    static String of(Figures figures) {
        List<GroupChart.Group> operations = new ArrayList<>();
        List<GroupChart.Group> runs = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            List<GroupChart.Bar> bars = bars(workload, figures);
            if (!bars.isEmpty()) {
                (workload.isRun() ? runs : operations).add(new GroupChart.Group(workload.title(), bars, List.of()));
            }
        }
        if (operations.isEmpty() && runs.isEmpty()) {
            return "";
        }
        List<String> legend = new ArrayList<>(Stream.of(Workload.Model.values())
                .map(model -> Html.legendEntry(model.style(), Marker.SQUARE, model.words()))
                .toList());
        legend.add("<li>├─┤ the 99.9 % interval</li>");
        return Html.section(
                ID,
                "Workloads",
                "Whole programs, written for each model as its best user would: the time of an operation, or of a whole run, on"
                        + " a logarithmic scale. Shorter is faster.",
                chart("operations", "Workloads: time of an operation", operations, Html.legend(legend))
                        + chart("runs", "Workloads: time of a run", runs, ""));
    }

    private static List<GroupChart.Bar> bars(Workload workload, Figures figures) {
        List<GroupChart.Bar> bars = new ArrayList<>();
        for (Workload.Solution solution : workload.solutions()) {
            figures.find(workload.selector(solution))
                    .ifPresent(figure -> bars.add(new GroupChart.Bar(
                            solution.words(), solution.model().style(), figure.cost(), figure.costError())));
        }
        return bars;
    }

    private static String chart(String id, String title, List<GroupChart.Group> groups, String legend) {
        return groups.isEmpty() ? legend : Html.figure("workload-" + id, new GroupChart(title, groups, true), legend);
    }
}
