package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** The charts of a {@link CostCurve}: of the time, and of the memory where that matters. */
final class CostCurveCharts {
    private static final int LEAST_POINTS = 3;

    private CostCurveCharts() {}

    /** {@return none if too few points were measured} */
    static List<LineChart> of(CostCurve curve, List<Figure> figures) {
        List<LineChart> charts = new ArrayList<>();
        add(curve, curve.title(), curve.timed(), Quantity.TIME, figures, Figure::cost, Figure::costError, charts);
        if (curve.hasBytes()) {
            add(
                    curve,
                    curve.title() + ": bytes",
                    "bytes of one",
                    Quantity.BYTES,
                    figures,
                    Figure::bytes,
                    figure -> Double.NaN,
                    charts);
        }
        return charts;
    }

    private static void add(
            CostCurve curve,
            String title,
            String yAxis,
            Quantity quantity,
            List<Figure> figures,
            ToDoubleFunction<Figure> value,
            ToDoubleFunction<Figure> error,
            List<LineChart> charts) {
        Map<String, List<LineChart.Point>> lines = new TreeMap<>();
        Set<String> ours = new TreeSet<>();
        for (Figure figure : figures) {
            double x = Double.parseDouble(figure.params().getOrDefault(curve.param(), "NaN"));
            double share = curve.sharesOut() ? x : 1;
            double shown = value.applyAsDouble(figure) / share;
            if (shown > 0) {
                lines.computeIfAbsent(curve.line(figure), unused -> new ArrayList<>())
                        .add(new LineChart.Point(x, shown, error.applyAsDouble(figure) / share));
                if (curve.isOurs(figure)) {
                    ours.add(curve.line(figure));
                }
            }
        }
        lines.values().removeIf(points -> points.size() < LEAST_POINTS);
        lines.values().forEach(points -> points.sort(Comparator.comparingDouble(LineChart.Point::x)));
        if (!lines.isEmpty()) {
            charts.add(new LineChart(
                    title, curve.axis(), yAxis, quantity, curve.isOfPercents(), Curves.series(lines, ours)));
        }
    }
}
