package org.arenas.bench.report;

import java.util.List;

/** How many targets are reached, missed and not measured. */
record Verdicts(int reached, int missed, int unmeasured) {
    static Verdicts of(List<Outcome> outcomes) {
        return new Verdicts(
                count(outcomes, Outcome.Verdict.REACHED),
                count(outcomes, Outcome.Verdict.MISSED),
                count(outcomes, Outcome.Verdict.UNMEASURED));
    }

    private static int count(List<Outcome> outcomes, Outcome.Verdict verdict) {
        return (int) outcomes.stream().filter(o -> o.verdict() == verdict).count();
    }

    int all() {
        return reached + missed + unmeasured;
    }

    @Override
    public String toString() {
        return reached + " of " + all() + " targets reached, " + missed + " missed, " + unmeasured + " not measured";
    }
}
