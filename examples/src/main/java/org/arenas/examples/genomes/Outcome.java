package org.arenas.examples.genomes;

import java.util.List;
import java.util.Locale;

/** Everything there is to report about a run. */
record Outcome(Config config, List<Genome> genomes, Race.Result result) {
    static final int TOP = 10;

    String genomesInWords() {
        return String.format(Locale.ROOT, "%,d genome%s", genomes.size(), genomes.size() == 1 ? "" : "s");
    }

    long bases() {
        return genomes.stream().mapToLong(Genome::bases).sum();
    }

    KmerCounts counts() {
        return result.counts();
    }

    List<KmerCount> top() {
        return counts().top(TOP);
    }

    /** Median time of the second model over that of the first: above one, the first model is faster. */
    double ratio() {
        return result.other().medianMillis() / result.one().medianMillis();
    }

    /** The ratio in words. */
    String verdict() {
        Timing one = result.one();
        Timing other = result.other();
        boolean oneIsFaster = ratio() >= 1;
        return String.format(
                Locale.ROOT,
                "%s: %.2f times as fast as %s",
                oneIsFaster ? one.model() : other.model(),
                oneIsFaster ? ratio() : 1 / ratio(),
                oneIsFaster ? other.model() : one.model());
    }
}
