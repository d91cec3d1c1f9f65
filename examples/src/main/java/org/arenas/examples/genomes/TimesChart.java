package org.arenas.examples.genomes;

import java.util.Locale;

/** An SVG of the times of two models: a bar up to the median, and a dot for each round. */
final class TimesChart {
    private static final int LEFT = 110;
    private static final int WIDTH = 500;
    private static final int TOP = 12;
    private static final int ROW = 62;
    private static final int BAR = 34;
    private static final int BOTTOM = TOP + 2 * ROW;

    private final Scale scale;
    private final StringBuilder svg = new StringBuilder();

    private TimesChart(Scale scale) {
        this.scale = scale;
    }

    static String svg(Timing one, Timing other) {
        TimesChart chart = new TimesChart(Scale.upTo(Math.max(one.slowestMillis(), other.slowestMillis())));
        chart.svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 720 %d\" role=\"img\" aria-label=\"Median times: %s %.2f ms, %s %.2f ms\">\n",
                BOTTOM + 40,
                one.model(),
                one.medianMillis(),
                other.model(),
                other.medianMillis()));
        chart.addAxis();
        chart.addRow(one, "one", TOP);
        chart.addRow(other, "other", TOP + ROW);
        return chart.svg.append("</svg>\n").toString();
    }

    private void addAxis() {
        for (double tick : scale.ticks()) {
            svg.append(String.format(Locale.ROOT, """
                    <line class="grid" x1="%1$.1f" x2="%1$.1f" y1="%2$d" y2="%3$d"/>
                    <text x="%1$.1f" y="%4$d" text-anchor="middle">%5$s</text>
                    """, x(tick), TOP - 6, BOTTOM, BOTTOM + 16, tickLabel(tick)));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">milliseconds</text>\n",
                LEFT + WIDTH,
                BOTTOM + 34));
    }

    private void addRow(Timing timing, String style, int top) {
        int middle = top + ROW / 2;
        svg.append(String.format(
                Locale.ROOT,
                """
                <text class="label" x="%d" y="%d" text-anchor="end">%s</text>
                <rect class="%s span" x="%d" y="%d" width="%.1f" height="%d" rx="4"/>
                <rect class="%s" x="%.1f" y="%d" width="3" height="%d"/>
                <text class="label value" x="%.1f" y="%d">%.2f ms</text>
                """,
                LEFT - 12,
                middle + 5,
                timing.model(),
                style,
                LEFT,
                middle - BAR / 2,
                x(timing.medianMillis()) - LEFT,
                BAR,
                style,
                x(timing.medianMillis()) - 3,
                middle - BAR / 2,
                BAR,
                x(timing.slowestMillis()) + 14,
                middle + 5,
                timing.medianMillis()));
        for (int round = 0; round < timing.rounds(); round++) {
            double millis = timing.nanos().get(round) / 1e6;
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"%s round\" cx=\"%.1f\" cy=\"%d\" r=\"5\"><title>round %d: %.2f ms</title></circle>\n",
                    style,
                    x(millis),
                    middle,
                    round + 1,
                    millis));
        }
    }

    private double x(double millis) {
        return LEFT + WIDTH * millis / scale.max();
    }

    /** As many digits as the step needs. */
    private String tickLabel(double tick) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(scale.step())));
        return String.format(Locale.ROOT, "%,." + digits + "f", tick);
    }
}
