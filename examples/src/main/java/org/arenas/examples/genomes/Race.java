package org.arenas.examples.genomes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets two models count the same work in turns and takes the time. In each round both count once; who starts changes
 * from round to round, so that neither always runs on the caches and the garbage of the other.
 *
 * <p>Before the timed rounds come rounds for the JIT compiler: at least one, at most {@value #MAX_WARM_UPS}, none
 * started after {@value #WARM_UP_SECONDS} seconds.
 */
final class Race {
    static final int MAX_WARM_UPS = 40;
    static final int WARM_UP_SECONDS = 2;

    /** What both models counted, how many rounds went before, and the times of each. */
    record Result(KmerCounts counts, int warmUps, Timing one, Timing other) {}

    /** A model with what it counted last and how long it took in each round. */
    private static final class Runner {
        final CountingModel model;
        final List<Long> nanos = new ArrayList<>();
        KmerCounts last;

        Runner(CountingModel model, int k) {
            this.model = model;
            this.last = new KmerCounts(k);
        }

        void forget() {
            last = new KmerCounts(last.k());
        }

        void run(Work work) {
            long start = System.nanoTime();
            last = model.count(work);
            nanos.add(System.nanoTime() - start);
        }

        Timing timing() {
            return new Timing(model.name(), model.description(), nanos);
        }
    }

    private final CountingModel one;
    private final CountingModel other;
    private final Work work;
    private final Progress progress;

    Race(CountingModel one, CountingModel other, Work work, Progress progress) {
        this.one = one;
        this.other = other;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Runs {@code rounds} timed rounds.
     *
     * @throws ModelsDisagreeException if the models do not count the same in one of the rounds, warm-up included
     */
    Result run(int rounds) {
        int warmUps = warmUp();
        Runner first = new Runner(one, work.k());
        Runner second = new Runner(other, work.k());
        for (int round = 0; round < rounds; round++) {
            runBoth(first, second, round);
            progress.show("timed rounds", round + 1, rounds);
        }
        return new Result(first.last, warmUps, first.timing(), second.timing());
    }

    private int warmUp() {
        Runner first = new Runner(one, work.k());
        Runner second = new Runner(other, work.k());
        long start = System.nanoTime();
        int round = 0;
        do {
            runBoth(first, second, round++);
            progress.show("warm-up", round, MAX_WARM_UPS);
        } while (round < MAX_WARM_UPS && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
        return round;
    }

    private void runBoth(Runner first, Runner second, int round) {
        Runner starts = round % 2 == 0 ? first : second;
        Runner follows = round % 2 == 0 ? second : first;
        first.forget(); // big results of the round before would stand in the way of this one
        second.forget();
        starts.run(work);
        follows.run(work);
        if (!first.last.equals(second.last)) {
            throw new ModelsDisagreeException(first.model, first.last, second.model, second.last);
        }
    }
}
