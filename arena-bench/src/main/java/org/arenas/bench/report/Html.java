package org.arenas.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Parts of a page that is well-formed XML, and needs nothing but itself. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@return a whole page} */
    static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), style(), body);
    }

    private static String style() {
        try (InputStream file = Objects.requireNonNull(Html.class.getResourceAsStream("report.css"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String section(String id, String heading, String lead, String content) {
        return "<section id=\"%s\">%n<h2>%s</h2>%n<p class=\"soft\">%s</p>%n%s</section>%n"
                .formatted(id, escape(heading), escape(lead), content);
    }

    /** {@return a chart with its legend}, which is HTML already. */
    static String figure(String id, Chart chart, String legend) {
        return "<figure>%n%s<div class=\"wide\">%s</div>%n<div class=\"narrow\">%s</div>%n</figure>%n"
                .formatted(legend, chart.draw(id + "-w", Chart.Width.WIDE), chart.draw(id + "-n", Chart.Width.NARROW));
    }

    /** {@return an entry of a legend: how it looks, and what it is} */
    static String legendEntry(String style, Marker marker, String name) {
        return "<li><svg class=\"swatch\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path class=\"%s\" d=\"%s\"/></svg>%s</li>"
                .formatted(style, marker.path(7, 7, 5), escape(name));
    }

    static String legend(List<String> entries) {
        return "<ul class=\"legend\">" + String.join("", entries) + "</ul>\n";
    }

    static String code(String text) {
        return "<code>" + escape(text) + "</code>";
    }
}
