package org.arenas.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Groups of bars: the same problem solved in several ways, beside what others have reported, on a logarithmic scale of time.
 *
 * @param title what is shown
 * @param groups one for each problem
 * @param named whether each bar says its name
 */
record GroupChart(String title, List<Group> groups, boolean named) implements Chart {
    private static final int BAR = 11;
    private static final int PITCH = 15;
    private static final int TOP = 26;

    GroupChart {
        groups = List.copyOf(groups);
    }

    /** A problem, with the bars of those who solve it and marks of what others have reported. */
    record Group(String label, List<Bar> bars, List<Mark> marks) {
        Group {
            bars = List.copyOf(bars);
            marks = List.copyOf(marks);
        }
    }

    /** Nanoseconds, their error, and the style of whom they belong to. */
    record Bar(String name, String style, double nanos, double error) {
        double high() {
            return Double.isNaN(error) ? nanos : nanos + error;
        }

        double low() {
            return Double.isNaN(error) ? nanos : Math.max(nanos - error, nanos / 10);
        }
    }

    /** Nanoseconds that somebody else has reported. */
    record Mark(String name, String style, Marker marker, double nanos) {}

    @Override
    public Svg draw(String id, Width width) {
        boolean wide = width == Width.WIDE;
        int[] tops = new int[groups.size() + 1];
        tops[0] = TOP;
        for (int i = 0; i < groups.size(); i++) {
            tops[i + 1] = tops[i] + groups.get(i).bars().size() * PITCH + (wide ? 14 : 34);
        }
        int bottom = tops[groups.size()];
        Svg svg = new Svg(id, width.pixels(), bottom + 4, title, description());
        Axis axis = axis(wide ? 180 : 6, width.pixels() - (named ? 190.0 : 70.0));
        for (double tick : axis.ticks(wide ? 6 : 3)) {
            svg.line("grid", axis.at(tick), TOP - 6, axis.at(tick), bottom);
            Svg.Anchor anchor = axis.at(tick) < 20 ? Svg.Anchor.START : Svg.Anchor.MIDDLE;
            svg.text(
                    "tick",
                    axis.at(tick),
                    14,
                    anchor,
                    Units.time(tick).replace(".00", "").replace(".0", ""));
        }
        for (int i = 0; i < groups.size(); i++) {
            add(svg, groups.get(i), axis, tops[i], wide);
        }
        return svg;
    }

    private Axis axis(double from, double to) {
        double low = values().min().orElse(1);
        double high = values().max().orElse(1);
        return Axis.logarithmic(Math.pow(10, Math.floor(Math.log10(low))), high * 1.2, from, to);
    }

    private DoubleStream values() {
        return groups.stream()
                .flatMapToDouble(group -> DoubleStream.concat(
                        group.bars().stream().mapToDouble(bar -> Math.min(bar.high(), bar.nanos() * 2)),
                        DoubleStream.concat(
                                group.bars().stream().mapToDouble(Bar::nanos),
                                group.marks().stream().mapToDouble(Mark::nanos))));
    }

    private void add(Svg svg, Group group, Axis axis, int top, boolean wide) {
        int first = wide ? top : top + 18;
        double middle = first + group.bars().size() * PITCH / 2.0;
        if (wide) {
            svg.text("label", axis.from() - 14, middle + 4, Svg.Anchor.END, group.label());
        } else {
            svg.text("label", axis.from(), top + 12.0, Svg.Anchor.START, group.label());
        }
        for (int i = 0; i < group.bars().size(); i++) {
            Bar bar = group.bars().get(i);
            double y = middle(first, i);
            svg.rect("bar " + bar.style(), axis.from(), y - BAR / 2.0, axis.at(bar.nanos()) - axis.from(), BAR);
            svg.whisker(axis, bar.low(), bar.high(), y);
        }
        for (Mark mark : group.marks()) {
            double x = axis.at(mark.nanos());
            svg.line(
                    "mark " + mark.style(),
                    x,
                    first - 2.0,
                    x,
                    first + group.bars().size() * PITCH - 2.0);
            svg.shape(
                    "mark " + mark.style(),
                    mark.marker(),
                    x,
                    middle - 2,
                    5,
                    mark.name() + ": " + Units.time(mark.nanos()));
        }
        for (int i = 0; i < group.bars().size(); i++) {
            Bar bar = group.bars().get(i);
            String words = named ? Units.time(bar.nanos()) + ", " + bar.name() : Units.time(bar.nanos());
            svg.text("tick", axis.at(bar.high()) + 8, middle(first, i) + 4, Svg.Anchor.START, words);
        }
    }

    private static double middle(double first, int bar) {
        return first + bar * PITCH + BAR / 2.0;
    }

    private String description() {
        return groups.stream()
                .map(group -> group.label() + ": "
                        + group.bars().stream()
                                .map(bar -> bar.name() + " " + Units.time(bar.nanos()))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }
}
