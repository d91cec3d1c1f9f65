package org.arenas.examples.genomes;

import java.util.Locale;

/** An SVG histogram: how many different k-mers were found how often, on a logarithmic scale. */
final class SpectrumChart {
    private static final int LEFT = 80;
    private static final int WIDTH = 620;
    private static final int TOP = 8;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = TOP + HEIGHT;
    private static final int MAX_BARS = 64;
    private static final int X_LABELS = 12;
    /** Where the scale starts: below one, so that a bar of one k-mer can be seen. */
    private static final double FLOOR = 0.6;

    private final long width;
    private final long[] bars;
    private final double ceiling;
    private final StringBuilder svg = new StringBuilder();

    private SpectrumChart(KmerCounts counts) {
        long[] max = {1};
        counts.forEach((kmer, count) -> max[0] = Math.max(max[0], count));
        this.width = (max[0] + MAX_BARS - 1) / MAX_BARS;
        this.bars = new long[(int) ((max[0] + width - 1) / width)];
        counts.forEach((kmer, count) -> bars[(int) ((count - 1) / width)]++);
        long tallest = 1;
        for (long bar : bars) {
            tallest = Math.max(tallest, bar);
        }
        this.ceiling = Math.pow(10, Math.max(1, Math.ceil(Math.log10((double) tallest))));
    }

    static String svg(KmerCounts counts) {
        SpectrumChart chart = new SpectrumChart(counts);
        chart.svg
                .append("<svg viewBox=\"0 0 720 ")
                .append(BOTTOM + 42)
                .append("\" role=\"img\" aria-label=\"Histogram of k-mer frequencies\">\n");
        chart.addScale();
        chart.addBars();
        return chart.svg.append("</svg>\n").toString();
    }

    private void addScale() {
        for (long n = 1; n <= ceiling; n *= 10) {
            svg.append(String.format(Locale.ROOT, """
                    <line class="grid" x1="%1$d" x2="%2$d" y1="%3$.1f" y2="%3$.1f"/>
                    <text x="%4$d" y="%5$.1f" text-anchor="end">%6$,d</text>
                    """, LEFT, LEFT + WIDTH, y(n), LEFT - 8, y(n) + 4, n));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">times found</text>\n",
                LEFT + WIDTH,
                BOTTOM + 36));
    }

    private void addBars() {
        double slot = (double) WIDTH / bars.length;
        int labelEvery = Math.max(1, bars.length / X_LABELS);
        for (int i = 0; i < bars.length; i++) {
            long first = i * width + 1;
            double left = LEFT + i * slot;
            if (bars[i] > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        """
                        <rect class="bar" x="%.2f" y="%.1f" width="%.2f" height="%.1f" rx="1.5"><title>%s: \
                        %,d different k-mers</title></rect>
                        """,
                        left + slot * 0.08,
                        y(bars[i]),
                        slot * 0.84,
                        BOTTOM - y(bars[i]),
                        frequencies(first),
                        bars[i]));
            }
            if (i % labelEvery == 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>\n",
                        left + slot / 2,
                        BOTTOM + 16,
                        first));
            }
        }
    }

    private String frequencies(long first) {
        return width == 1
                ? String.format(Locale.ROOT, "found %,d times", first)
                : String.format(Locale.ROOT, "found %,d to %,d times", first, first + width - 1);
    }

    private double y(long n) {
        return BOTTOM - HEIGHT * Math.log((double) n / FLOOR) / Math.log(ceiling / FLOOR);
    }
}
