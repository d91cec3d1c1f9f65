package org.arenas.bench.report;

import java.util.Locale;

/**
 * A drawing as SVG inside a page. It has a title and a description for those who do not see it, and takes its colours and
 * fonts from the page's style, so that it follows light and dark; that is why it is written here, as charting libraries put
 * colours, fonts and sizes into each element.
 */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(String id, int width, int height, String title, String description) {
        append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">%n<title id=\"%s-t\">%s</title>%n"
                        + "<desc id=\"%s-d\">%s</desc>",
                width, height, id, id, id, Html.escape(title), id, Html.escape(description));
    }

    private void append(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "%n", values));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        append("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", style, x1, y1, x2, y2);
    }

    void rect(String style, double x, double y, double width, double height) {
        append(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                style, x, y, Math.max(width, 1), height);
    }

    /** A text that begins, has its middle, or ends at a point. */
    void text(String style, double x, double y, Anchor anchor, String content) {
        append(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                style, x, y, anchor.name().toLowerCase(Locale.ROOT), Html.escape(content));
    }

    /** A line through points, given as {@code x,y x,y}. */
    void polyline(String style, String points) {
        append("<polyline class=\"%s\" points=\"%s\"/>", style, points);
    }

    /** A filled shape, with what it tells when pointed at. */
    void shape(String style, Marker marker, double x, double y, double radius, String tells) {
        append(
                "<path class=\"%s\" d=\"%s\"><title>%s</title></path>",
                style, marker.path(x, y, radius), Html.escape(tells));
    }

    /** A horizontal whisker, with an end where it does not go on beyond the axis. */
    void whisker(Axis axis, double low, double high, double y) {
        line("whisker", axis.at(low), y, axis.at(high), y);
        if (low >= axis.low()) {
            line("whisker", axis.at(low), y - 4, axis.at(low), y + 4);
        }
        if (high <= axis.high()) {
            line("whisker", axis.at(high), y - 4, axis.at(high), y + 4);
        }
    }

    /** Where a text stands. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
