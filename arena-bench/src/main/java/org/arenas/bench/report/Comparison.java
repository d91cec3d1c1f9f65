package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one report to another. A benchmark got slower, or faster, if the intervals of its two figures do not
 * overlap, and its cost changed by more than a twentieth: less than that is not worth a look, and an interval of few
 * iterations is sometimes too small. A figure without an error cannot tell.
 *
 * @param changes of what both have, the worst first
 * @param onlyBase what has gone
 * @param onlyHead what is new
 */
record Comparison(List<Change> changes, List<String> onlyBase, List<String> onlyHead) {
    private static final double NOTABLE = 1.05;

    Comparison {
        changes = List.copyOf(changes);
        onlyBase = List.copyOf(onlyBase);
        onlyHead = List.copyOf(onlyHead);
    }

    /** What became of a benchmark. */
    enum Kind {
        SLOWER,
        FASTER,
        SAME,
        UNKNOWN
    }

    /** A benchmark before and after. */
    record Change(Figure base, Figure head) {
        /** {@return the cost now divided by the cost before} */
        Ratio cost() {
            return Ratio.ofCosts(head, base);
        }

        Kind kind() {
            if (Double.isNaN(base.error()) || Double.isNaN(head.error())) {
                return Kind.UNKNOWN;
            }
            double cost = cost().value();
            if (overlap() || Math.max(cost, 1 / cost) <= NOTABLE) {
                return Kind.SAME;
            }
            return cost > 1 ? Kind.SLOWER : Kind.FASTER;
        }

        private boolean overlap() {
            return Math.abs(base.cost() - head.cost()) <= base.costError() + head.costError();
        }

        String inWords() {
            return "%-9s %-80s %s -> %s, cost %s"
                    .formatted(kind().name().toLowerCase(java.util.Locale.ROOT), head.key(), base, head, cost());
        }
    }

    static Comparison of(Figures base, Figures head) {
        Map<String, Figure> before = byKey(base);
        Map<String, Figure> after = byKey(head);
        List<Change> changes = new ArrayList<>();
        before.forEach((key, figure) -> {
            Figure now = after.get(key);
            if (now != null && now.kind() == figure.kind()) {
                changes.add(new Change(figure, now));
            }
        });
        changes.sort(Comparator.comparing(Change::kind)
                .thenComparing(change -> change.cost().value(), Comparator.reverseOrder()));
        return new Comparison(changes, without(before, after), without(after, before));
    }

    private static Map<String, Figure> byKey(Figures figures) {
        Map<String, Figure> byKey = new LinkedHashMap<>();
        figures.all().forEach(figure -> byKey.put(figure.key() + " " + figure.threads(), figure));
        return byKey;
    }

    private static List<String> without(Map<String, Figure> some, Map<String, Figure> others) {
        return some.entrySet().stream()
                .filter(entry -> !others.containsKey(entry.getKey()))
                .map(entry -> entry.getValue().key())
                .toList();
    }

    List<Change> of(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }

    String inWords() {
        return "%d slower, %d faster, %d the same, %d without an error, %d gone, %d new"
                .formatted(
                        of(Kind.SLOWER).size(),
                        of(Kind.FASTER).size(),
                        of(Kind.SAME).size(),
                        of(Kind.UNKNOWN).size(),
                        onlyBase.size(),
                        onlyHead.size());
    }
}
