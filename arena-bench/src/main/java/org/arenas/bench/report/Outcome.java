package org.arenas.bench.report;

import java.util.Optional;

/**
 * How a target stands.
 *
 * @param target which one
 * @param verdict whether it is reached
 * @param open whether the error leaves the verdict open
 * @param ours our figure
 * @param baseline the best baseline
 * @param ratio of the rules that compare: how the target states it, a cost or a speed
 * @param found what was found, in words
 */
record Outcome(
        Target target,
        Verdict verdict,
        boolean open,
        Optional<Figure> ours,
        Optional<Figure> baseline,
        Optional<Ratio> ratio,
        String found) {
    /** What came out. */
    enum Verdict {
        REACHED("reached"),
        MISSED("missed"),
        UNMEASURED("not measured");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Outcome unmeasured(Target target) {
        return new Outcome(
                target, Verdict.UNMEASURED, false, Optional.empty(), Optional.empty(), Optional.empty(), "–");
    }

    static Outcome of(Target target, Figure ours, Optional<Figure> baseline) {
        return baseline.isPresent() ? compared(target, ours, baseline.get()) : alone(target, ours);
    }

    private static Outcome alone(Target target, Figure ours) {
        double value = ours.cost();
        double error = Double.isNaN(ours.costError()) ? 0 : ours.costError();
        double bound = target.rule() == Rule.BYTES_AT_MOST ? Math.max(target.bound(), Rule.NO_BYTES) : target.bound();
        boolean open = value - error <= bound && bound <= value + error;
        return new Outcome(
                target,
                value <= bound ? Verdict.REACHED : Verdict.MISSED,
                open,
                Optional.of(ours),
                Optional.empty(),
                Optional.empty(),
                ours.kind() == Figure.Kind.SIZE ? Units.bytes(value) : Units.time(value, ours.costError()));
    }

    private static Outcome compared(Target target, Figure ours, Figure baseline) {
        if (target.rule() == Rule.MORE_NANOS_AT_MOST) {
            return difference(target, ours, baseline);
        }
        Ratio cost = Ratio.ofCosts(ours, baseline);
        Ratio ratio = switch (target.rule()) {
            case SPEED_AT_LEAST -> cost.inverse();
            case FLAT_WITHIN -> cost.value() < 1 ? cost.inverse() : cost;
            default -> cost;
        };
        boolean reached = target.rule() == Rule.SPEED_AT_LEAST
                ? ratio.value() >= target.bound()
                : ratio.value() <= target.bound();
        return new Outcome(
                target,
                reached ? Verdict.REACHED : Verdict.MISSED,
                ratio.leavesOpen(target.bound()),
                Optional.of(ours),
                Optional.of(baseline),
                Optional.of(ratio),
                ratio.toString());
    }

    private static Outcome difference(Target target, Figure ours, Figure baseline) {
        double more = ours.cost() - baseline.cost();
        double error = Math.hypot(ours.costError(), baseline.costError());
        return new Outcome(
                target,
                more <= target.bound() ? Verdict.REACHED : Verdict.MISSED,
                Math.abs(more - target.bound()) <= error,
                Optional.of(ours),
                Optional.of(baseline),
                Optional.empty(),
                Units.time(more, error) + " more");
    }

    /** {@return how many times as fast as the baseline we are} Of those alone that compare speeds. */
    Optional<Ratio> speed() {
        return target.rule() == Rule.COST_AT_MOST ? ratio.map(Ratio::inverse) : ratio;
    }

    /** {@return how many times as fast we want to be} */
    double speedWanted() {
        return target.rule() == Rule.COST_AT_MOST ? 1 / target.bound() : target.bound();
    }

    /** {@return whether it belongs into a chart of speeds} */
    boolean comparesSpeeds() {
        return target.rule() == Rule.COST_AT_MOST || target.rule() == Rule.SPEED_AT_LEAST;
    }

    String verdictInWords() {
        return open ? verdict.words() + ", within the error" : verdict.words();
    }
}
