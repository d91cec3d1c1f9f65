package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A curve chart for each {@link CostCurve}, for each other benchmark class that was measured with three values or more of a
 * numeric parameter, and for each that was measured with several numbers of threads: a line for each of its methods, or for
 * each model.
 */
final class Curves {
    private static final String THREADS = "threads";
    private static final int LEAST_POINTS = 3;
    private static final int OWN_STYLES = 3;
    private static final int OTHER_STYLES = 6;
    private static final Map<String, String> AXES = Map.of(
            "arenas",
            "number of arenas",
            "bytes",
            "size in bytes",
            "nanos",
            "work of an item, in nanoseconds",
            "actors",
            "number of actors",
            "percentFull",
            "percent full",
            THREADS,
            "number of threads");

    private static final Map<String, String> TITLES = Map.of(
            "BehaviourBenchmark", "Behaviours",
            "ParMapBenchmark", "A parallel map",
            "TransferBenchmark", "An object handed on",
            "ActorPayloadBenchmark", "A message and what it carries",
            "SharedBorrowBenchmark", "A shared borrow");

    private Curves() {}

    /** A chart with a sentence on it, or with none. */
    private record Part(String lead, LineChart chart) {}

    /** {@return all curves in one section, or nothing if there are none} */
    static String section(Figures figures) {
        List<Part> parts = parts(figures);
        if (parts.isEmpty()) {
            return "";
        }
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            LineChart chart = part.chart;
            List<String> legend = new ArrayList<>();
            chart.series().forEach(s -> legend.add(Html.legendEntry(s.style(), s.marker(), s.name())));
            content.append("<h3>").append(Html.escape(chart.title())).append("</h3>\n");
            if (!part.lead.isEmpty()) {
                content.append("<p class=\"soft\">")
                        .append(Html.escape(part.lead))
                        .append("</p>\n");
            }
            content.append(Html.figure("curve-" + i, chart, Html.legend(legend)));
        }
        return Html.section(
                "curves",
                "Cost curves",
                "What an operation takes as a parameter grows; lower is better. Teal, blue and violet are ours. Axes are"
                        + " logarithmic where values differ much; upright whiskers are errors.",
                content.toString());
    }

    static List<LineChart> of(Figures figures) {
        return parts(figures).stream().map(Part::chart).toList();
    }

    private static List<Part> parts(Figures figures) {
        Map<String, List<Figure>> families = figures.all().stream()
                .filter(figure -> figure.kind() != Figure.Kind.SIZE)
                .collect(Collectors.groupingBy(Figure::family, TreeMap::new, Collectors.toList()));
        List<Part> parts = new ArrayList<>();
        for (CostCurve curve : CostCurve.values()) {
            List<LineChart> charts = CostCurveCharts.of(curve, families.getOrDefault(curve.family(), List.of()));
            for (int i = 0; i < charts.size(); i++) {
                parts.add(new Part(i == 0 ? curve.lead() : "", charts.get(i)));
            }
            families.remove(curve.family());
        }
        List<LineChart> others = new ArrayList<>();
        families.forEach((family, members) -> addAll(family, members, others));
        others.forEach(chart -> parts.add(new Part("", chart)));
        return parts;
    }

    private static void addAll(String family, List<Figure> members, List<LineChart> charts) {
        Set<String> names = new TreeSet<>();
        members.forEach(figure -> names.addAll(figure.params().keySet()));
        for (String name : names) {
            if (isNumeric(name, members)) {
                add(family, name, members, charts);
            }
        }
        add(family, THREADS, members, charts);
    }

    private static boolean isNumeric(String param, List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.params().containsKey(param))
                .allMatch(figure -> figure.params().getOrDefault(param, "").matches("-?[0-9]+(\\.[0-9]+)?"));
    }

    private static void add(String family, String param, List<Figure> figures, List<LineChart> charts) {
        Set<String> varying = varying(figures);
        varying.remove(param);
        Map<String, List<Figure>> lines = figures.stream()
                .filter(figure -> param.equals(THREADS) || figure.params().containsKey(param))
                .collect(Collectors.groupingBy(
                        figure -> line(figure, varying), LinkedHashMap::new, Collectors.toList()));
        int least = param.equals(THREADS) ? 2 : LEAST_POINTS;
        lines.values()
                .removeIf(line ->
                        line.stream().mapToDouble(f -> x(f, param)).distinct().count() < least);
        if (lines.isEmpty()) {
            return;
        }
        Map<String, List<LineChart.Point>> points = new LinkedHashMap<>();
        Set<String> ours = new TreeSet<>();
        lines.forEach((name, line) -> {
            points.put(name, points(line, param));
            if (isOurs(line)) {
                ours.add(name);
            }
        });
        String axis = AXES.getOrDefault(param, param);
        charts.add(new LineChart(
                title(family) + ", by " + axis, axis, "time of one", Quantity.TIME, false, series(points, ours)));
    }

    /** {@return lines with styles, ours first} */
    static List<LineChart.Series> series(Map<String, List<LineChart.Point>> lines, Set<String> ours) {
        List<LineChart.Series> series = new ArrayList<>();
        int own = 0;
        int other = 0;
        for (Map.Entry<String, List<LineChart.Point>> line : lines.entrySet()) {
            String style =
                    ours.contains(line.getKey()) ? "own-" + own++ % OWN_STYLES : "other-" + other++ % OTHER_STYLES;
            series.add(new LineChart.Series(line.getKey(), style, Marker.of(series.size()), line.getValue()));
        }
        series.sort(Comparator.comparing(s -> !s.style().startsWith("own")));
        return series;
    }

    private static List<LineChart.Point> points(List<Figure> figures, String param) {
        return figures.stream()
                .map(figure -> new LineChart.Point(x(figure, param), figure.cost(), figure.costError()))
                .sorted(Comparator.comparingDouble(LineChart.Point::x))
                .toList();
    }

    private static double x(Figure figure, String param) {
        return param.equals(THREADS)
                ? figure.threads()
                : Double.parseDouble(figure.params().getOrDefault(param, "0"));
    }

    /** {@return the parameters that have several values} */
    private static Set<String> varying(List<Figure> figures) {
        Map<String, Set<String>> values = new TreeMap<>();
        figures.forEach(figure -> figure.params()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, unused -> new TreeSet<>()).add(value)));
        values.values().removeIf(of -> of.size() == 1);
        return new TreeSet<>(values.keySet());
    }

    /** A line is a method, and what the other parameters are if they vary. */
    private static String line(Figure figure, Set<String> varying) {
        String others = figure.params().entrySet().stream()
                .filter(entry -> varying.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? figure.method() : figure.method() + ", " + others.toLowerCase(Locale.ROOT);
    }

    private static boolean isOurs(List<Figure> line) {
        return Targets.all().stream()
                .flatMap(target -> target.ours().stream())
                .anyMatch(selector -> line.stream().anyMatch(selector::selects));
    }

    /** {@code BehaviourVsActorBenchmark} is "Behaviour vs actor". */
    private static String title(String family) {
        if (TITLES.containsKey(family)) {
            return TITLES.getOrDefault(family, family);
        }
        String words = family.replace("Benchmark", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
