package org.arenas.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Bars that say how many times as fast as its baseline something is: to the right of the line in the middle it is faster, to
 * the left slower, on a logarithmic scale, so that twice as fast and half as fast are equally long. A whisker is the error, a
 * mark the target.
 *
 * @param title what is compared
 * @param bars one each
 */
record SpeedChart(String title, List<Bar> bars) implements Chart {
    private static final double ROOM = 1.25;
    /** A whisker that goes farther does not stretch the axis. */
    private static final double FAR = 3;

    SpeedChart {
        bars = List.copyOf(bars);
    }

    /**
     * A comparison.
     *
     * @param label of what
     * @param against with what
     * @param speed how many times as fast as the baseline
     * @param low where the interval of the error begins
     * @param high and ends
     * @param wanted the speed that is the target
     * @param reached whether it is reached
     * @param unsure whether the error leaves that open
     * @param words the speed in words
     * @param verdict the outcome in words
     */
    record Bar(
            String label,
            String against,
            double speed,
            double low,
            double high,
            double wanted,
            boolean reached,
            boolean unsure,
            String words,
            String verdict) {
        String inWords() {
            return label + (against.isEmpty() ? "" : " beside " + against) + ": " + words + ", " + verdict;
        }
    }

    /** Where things are. */
    private record Layout(int row, int top, double left, double right, boolean wide) {
        static Layout of(Width width) {
            return width == Width.WIDE
                    ? new Layout(44, 34, 300, width.pixels() - 130.0, true)
                    : new Layout(76, 34, 6, width.pixels() - 6.0, false);
        }

        double middle(int row) {
            return top + row * this.row + (wide ? this.row / 2.0 : 56);
        }
    }

    @Override
    public Svg draw(String id, Width width) {
        Layout layout = Layout.of(width);
        int bottom = layout.top + bars.size() * layout.row;
        Svg svg = new Svg(id, width.pixels(), bottom + 24, title, description());
        Axis axis = axis(layout);
        addScale(svg, axis, layout, bottom);
        for (int i = 0; i < bars.size(); i++) {
            addBar(svg, bars.get(i), axis, layout, i);
        }
        return svg;
    }

    private Axis axis(Layout layout) {
        double low = bars.stream()
                .mapToDouble(bar -> Math.min(Math.max(bar.low, bar.speed / FAR), bar.wanted))
                .min()
                .orElse(1);
        double high = bars.stream()
                .mapToDouble(bar -> Math.max(Math.min(bar.high, bar.speed * FAR), bar.wanted))
                .max()
                .orElse(1);
        return Axis.logarithmic(Math.min(0.45, low / ROOM), Math.max(2.2, high * ROOM), layout.left, layout.right);
    }

    private static void addScale(Svg svg, Axis axis, Layout layout, int bottom) {
        for (double tick : axis.ticks(layout.wide ? 8 : 6)) {
            svg.line("grid", axis.at(tick), layout.top, axis.at(tick), bottom);
            svg.text("tick", axis.at(tick), bottom + 16, Svg.Anchor.MIDDLE, label(tick));
        }
        double one = axis.at(1);
        svg.line("axis", one, layout.top - 6, one, bottom);
        if (one - layout.left > 70) {
            svg.text("tick", one - 8, 20, Svg.Anchor.END, "← slower");
        }
        boolean room = layout.right - one > 190;
        svg.text("tick", one + 8, 20, Svg.Anchor.START, room ? "faster than the baseline →" : "faster →");
    }

    private static String label(double tick) {
        return tick < 1 ? "1/" + Math.round(1 / tick) : String.valueOf(Math.round(tick));
    }

    private static void addBar(Svg svg, Bar bar, Axis axis, Layout layout, int index) {
        double y = layout.middle(index);
        String style = bar.reached ? "reached" : "missed";
        if (layout.wide) {
            svg.text("label", layout.left - 16, y - 3, Svg.Anchor.END, bar.label);
            svg.text("tick", layout.left - 16, y + 13, Svg.Anchor.END, bar.against);
            svg.text("value " + style, layout.right + 14, y - 3, Svg.Anchor.START, bar.words);
            svg.text("tick", layout.right + 14, y + 13, Svg.Anchor.START, bar.verdict);
        } else {
            svg.text("label", layout.left, y - 38, Svg.Anchor.START, bar.label);
            svg.text("tick", layout.left, y - 22, Svg.Anchor.START, bar.against);
            svg.text("value " + style, layout.right, y - 22, Svg.Anchor.END, bar.words + ", " + bar.verdict);
        }
        double from = axis.at(Math.min(1, bar.speed));
        svg.rect(
                "bar " + style + (bar.unsure ? " unsure" : ""),
                from,
                y - 7,
                axis.at(Math.max(1, bar.speed)) - from,
                14);
        if (bar.high > bar.low) {
            svg.whisker(axis, bar.low, bar.high, y);
        }
        double wanted = axis.at(bar.wanted);
        svg.line("goal", wanted, y - 11, wanted, y + 11);
        svg.shape("goal", Marker.DOWN, wanted, y - 12, 4, "target: " + Units.speed(bar.wanted));
    }

    private String description() {
        return bars.stream()
                .map(bar -> bar.inWords() + ", target " + Units.speed(bar.wanted))
                .collect(Collectors.joining("; "));
    }
}
