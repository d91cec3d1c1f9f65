package org.arenas.examples.genomes;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints an outcome as plain text; the same in every locale. */
final class TextReport {
    private final PrintStream out;
    private final Outcome outcome;

    TextReport(PrintStream out, Outcome outcome) {
        this.out = out;
        this.outcome = outcome;
    }

    void print() {
        KmerCounts counts = outcome.counts();
        out.printf(
                Locale.ROOT,
                """
                Canonical %d-mers of %s, %,d bases

                total     %,15d
                distinct  %,15d

                """,
                counts.k(),
                outcome.genomesInWords(),
                outcome.bases(),
                counts.total(),
                counts.distinct());
        printTop(outcome.top(), counts.k());
        printTimes(outcome.result());
    }

    private void printTop(List<KmerCount> top, int k) {
        out.print("Most frequent (equally frequent ones in alphabetical order)\n");
        int rank = 1;
        for (KmerCount entry : top) {
            out.printf(Locale.ROOT, "%4d  %s  %,12d\n", rank++, Kmers.toText(entry.kmer(), k), entry.count());
        }
        out.print("\n");
    }

    private void printTimes(Race.Result result) {
        int workers = outcome.config().workers();
        int rounds = result.one().rounds();
        out.printf(
                Locale.ROOT,
                """
                Median of %d round%s after %d for warm-up, the models taking turns; %d worker%s, JDK %d, %d processors.
                Reading and unpacking the files was done once, before, and is not in the times.
                """,
                rounds,
                rounds == 1 ? "" : "s",
                result.warmUps(),
                workers,
                workers == 1 ? "" : "s",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors());
        printTime(result.one());
        printTime(result.other());
        out.printf(
                Locale.ROOT,
                """
                  ratio         %10.2f     (%s / %s)
                  %s
                Both models found the same counts in every round.
                """,
                outcome.ratio(),
                result.other().model(),
                result.one().model(),
                outcome.verdict());
    }

    private void printTime(Timing timing) {
        out.printf(
                Locale.ROOT,
                "  %-12s  %10.2f ms  (%.2f to %.2f)  %s\n",
                timing.model(),
                timing.medianMillis(),
                timing.fastestMillis(),
                timing.slowestMillis(),
                timing.description());
    }
}
