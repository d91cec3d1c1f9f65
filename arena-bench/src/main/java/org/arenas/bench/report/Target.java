package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the project wants to reach.
 *
 * @param topic under which heading it stands
 * @param what in a few words
 * @param against what it is compared with, in a few words
 * @param ours the figure of ours; the first one that is measured, if several will do
 * @param baselines those it is compared with: the best of them counts
 * @param rule how
 * @param bound how much
 */
record Target(
        Topic topic,
        String what,
        String against,
        List<Selector> ours,
        List<Selector> baselines,
        Rule rule,
        double bound) {
    Target {
        ours = List.copyOf(ours);
        baselines = List.copyOf(baselines);
    }

    /** {@return everything that must be measured to know} */
    List<Selector> selectors() {
        List<Selector> all = new ArrayList<>(ours);
        all.addAll(baselines);
        return all;
    }

    /** {@return how it stands} */
    Outcome outcome(Figures figures) {
        Optional<Figure> own =
                ours.stream().flatMap(s -> figures.find(s).stream()).findFirst();
        Optional<Figure> best =
                baselines.stream().flatMap(s -> figures.find(s).stream()).min(Comparator.comparingDouble(Figure::cost));
        if (own.isEmpty() || (best.isEmpty() && !baselines.isEmpty())) {
            return Outcome.unmeasured(this);
        }
        Figure figure = rule == Rule.BYTES_AT_MOST && own.get().kind() != Figure.Kind.SIZE
                ? own.get().allocation()
                : own.get();
        return Double.isNaN(figure.score()) ? Outcome.unmeasured(this) : Outcome.of(this, figure, best);
    }
}
