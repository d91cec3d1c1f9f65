package org.arenas.bench.report;

import java.util.List;

/** Every target with what was found: a table, which a narrow window shows as cards. */
final class TargetTable {
    private TargetTable() {}

    static String section(List<Outcome> outcomes) {
        StringBuilder rows = new StringBuilder();
        for (Topic topic : Topic.values()) {
            rows.append("<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"6\">")
                    .append(Html.escape(topic.heading()))
                    .append("</th></tr>\n");
            outcomes.stream().filter(o -> o.target().topic() == topic).forEach(outcome -> rows.append(row(outcome)));
            rows.append("</tbody>\n");
        }
        return Html.section(
                "targets",
                "All targets",
                "What the project set out to reach, and where it stands in this run.",
                """
                <table class="cards">
                <thead><tr><th scope="col">target</th><th scope="col">to reach</th><th scope="col" class="number">ours</th>
                <th scope="col" class="number">baseline</th><th scope="col" class="number">found</th>
                <th scope="col">verdict</th></tr></thead>
                """ + rows + "</table>\n");
    }

    private static String row(Outcome outcome) {
        String style = outcome.verdict().name().toLowerCase(java.util.Locale.ROOT);
        return "<tr><th scope=\"row\">%s%s</th>%s%s%s%s<td class=\"verdict %s\">%s%s</td></tr>%n"
                .formatted(
                        Html.escape(outcome.target().what()),
                        against(outcome.target().against()),
                        cell(
                                "bound",
                                "to reach",
                                outcome.target().rule().inWords(outcome.target().bound())),
                        cell(
                                "number",
                                "ours",
                                outcome.ours().map(Figure::toString).orElse("")),
                        cell(
                                "number",
                                "baseline",
                                outcome.baseline().map(Figure::toString).orElse("")),
                        cell(
                                "number",
                                "found",
                                outcome.ratio().isPresent()
                                                || outcome.baseline().isPresent()
                                        ? outcome.found()
                                        : ""),
                        style,
                        outcome.verdict().words(),
                        outcome.open() ? " <small>within the error</small>" : "");
    }

    private static String against(String what) {
        return what.isEmpty() ? "" : " <small>/ " + Html.escape(what) + "</small>";
    }

    private static String cell(String style, String name, String content) {
        return content.isEmpty()
                ? "<td class=\"%s empty\">–</td>".formatted(style)
                : "<td class=\"%s\" data-name=\"%s\">%s</td>".formatted(style, name, Html.escape(content));
    }
}
