package org.arenas.bench.report;

import java.util.Comparator;
import java.util.List;

/** Every figure, folded away. */
final class FigureTable {
    private FigureTable() {}

    static String section(Figures figures) {
        StringBuilder rows = new StringBuilder();
        List<Figure> sorted = figures.all().stream()
                .sorted(Comparator.comparing(Figure::name))
                .toList();
        for (Figure figure : sorted) {
            rows.append(
                    "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"number\">%s</td><td class=\"number\">%s</td></tr>%n"
                            .formatted(
                                    Html.code(figure.name()),
                                    Html.escape(figure.paramsInWords()),
                                    Html.escape(figure.toString()),
                                    Double.isNaN(figure.bytes()) ? "" : Html.escape(Units.bytes(figure.bytes()))));
        }
        return Html.section(
                "figures",
                "All figures",
                "As they were measured; the same as results.csv and results.json beside this page.",
                """
                <details><summary>Show %d figures</summary>
                <div class="scroll"><table>
                <thead><tr><th scope="col">benchmark</th><th scope="col">parameters</th><th scope="col" class="number">figure</th>
                <th scope="col" class="number">allocated</th></tr></thead>
                <tbody>
                %s</tbody>
                </table></div>
                </details>
                """.formatted(sorted.size(), rows));
    }
}
