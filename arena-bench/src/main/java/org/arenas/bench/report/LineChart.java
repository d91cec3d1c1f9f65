package org.arenas.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Lines of what an operation takes, time or memory, against a parameter. An axis is logarithmic where its values differ much, and begins with
 * zero where they do not. A whisker is the error.
 *
 * @param title what is shown
 * @param xAxis what the parameter is
 * @param yAxis what is taken
 * @param quantity in which unit
 * @param evenly whether the values of the parameter stand at equal distances, whatever they are
 * @param series the lines
 */
record LineChart(String title, String xAxis, String yAxis, Quantity quantity, boolean evenly, List<Series> series)
        implements Chart {
    private static final double MUCH = 8;
    private static final int HEIGHT = 320;
    private static final int TOP = 30;
    private static final int BOTTOM = 46;

    LineChart {
        series = List.copyOf(series);
    }

    /**
     * A line.
     *
     * @param name whose
     * @param style its class in the page's style
     * @param marker the shape of its points
     * @param points from left to right
     */
    record Series(String name, String style, Marker marker, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }
    }

    /** A point: a value of the parameter, what is taken, and its error, which may be NaN. */
    record Point(double x, double value, double error) {
        double low() {
            return Double.isNaN(error) ? value : Math.max(value - error, value / 10);
        }

        double high() {
            return Double.isNaN(error) ? value : value + error;
        }
    }

    @Override
    public Svg draw(String id, Width width) {
        boolean wide = width == Width.WIDE;
        Svg svg = new Svg(id, width.pixels(), HEIGHT, title, description());
        Axis x = xAxis(wide ? 74 : 58, width.pixels() - (wide ? 30.0 : 18.0));
        Axis y = upright();
        svg.text("tick", 0, 14, Svg.Anchor.START, yAxis);
        for (double tick : y.ticks(6)) {
            svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
            svg.text("tick", x.from() - 8, y.at(tick) + 4, Svg.Anchor.END, quantity.tick(tick));
        }
        for (double value : xs().distinct().sorted().toArray()) {
            double at = x.at(place(value));
            svg.line("grid", at, TOP, at, HEIGHT - BOTTOM + 5.0);
            svg.text("tick", at, HEIGHT - BOTTOM + 20.0, Svg.Anchor.MIDDLE, count(value));
        }
        svg.text("tick", (x.from() + x.to()) / 2, HEIGHT - 6.0, Svg.Anchor.MIDDLE, xAxis);
        series.forEach(line -> add(svg, line, x, y));
        return svg;
    }

    private DoubleStream xs() {
        return points().mapToDouble(Point::x);
    }

    /** {@return where a value stands} */
    private double place(double value) {
        return evenly ? xs().distinct().filter(other -> other < value).count() : value;
    }

    private java.util.stream.Stream<Point> points() {
        return series.stream().flatMap(line -> line.points.stream());
    }

    private Axis xAxis(double from, double to) {
        double low = xs().map(this::place).min().orElse(1);
        double high = xs().map(this::place).max().orElse(1);
        boolean logarithmic = !evenly && low > 0 && high / low >= MUCH;
        double inset = 16;
        return logarithmic
                ? Axis.logarithmic(low, high, from + inset, to - inset)
                : new Axis(low, high, from + inset, to - inset, false);
    }

    private Axis upright() {
        double low = points().mapToDouble(Point::low).min().orElse(1);
        double high = points().mapToDouble(Point::high).max().orElse(1);
        return high / low >= MUCH
                ? Axis.logarithmic(low / 1.3, high * 1.3, HEIGHT - BOTTOM, TOP)
                : Axis.linear(high * 1.1, HEIGHT - BOTTOM, TOP);
    }

    private void add(Svg svg, Series line, Axis x, Axis y) {
        svg.polyline(
                "line " + line.style,
                line.points.stream()
                        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(place(point.x)), y.at(point.value)))
                        .collect(Collectors.joining(" ")));
        for (Point point : line.points) {
            if (!Double.isNaN(point.error)) {
                svg.line(
                        "whisker " + line.style,
                        x.at(place(point.x)),
                        y.at(point.low()),
                        x.at(place(point.x)),
                        y.at(point.high()));
            }
            svg.shape(
                    "point " + line.style,
                    line.marker,
                    x.at(place(point.x)),
                    y.at(point.value),
                    5,
                    line.name + ", " + count(point.x) + ": " + quantity.words(point.value, point.error));
        }
    }

    private static String count(double value) {
        if (value >= 1e6 && value % 1e6 == 0) {
            return String.format(Locale.ROOT, "%,.0f M", value / 1e6);
        }
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%s", value);
    }

    private String description() {
        return series.stream()
                .map(line -> line.name + ": "
                        + line.points.stream()
                                .map(point -> count(point.x) + " " + quantity.words(point.value))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
