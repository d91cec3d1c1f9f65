package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkTest {
    @Test
    void shouldCoverEveryBaseOnceInEqualShares() {
        for (int run = 0; run < 300; run++) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            List<Genome> genomes = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                genomes.add(new Genome("g" + i, 1, new byte[random.nextInt(200)]));
            }
            int workers = 1 + random.nextInt(9);
            Work work = Work.split(genomes, 21, workers);

            assertThat(work.workers()).as("seed=%d", seed).isEqualTo(workers);
            List<Slice> joined = new ArrayList<>();
            long total = genomes.stream().mapToLong(Genome::length).sum();
            for (List<Slice> share : work.shares()) {
                long length = share.stream().mapToLong(Slice::length).sum();
                assertThat(length).as("seed=%d", seed).isBetween(total / workers, total / workers + 1);
                joined.addAll(share);
            }
            assertThat(glue(joined))
                    .as("seed=%d", seed)
                    .isEqualTo(genomes.stream()
                            .filter(g -> g.length() > 0)
                            .map(g -> new Slice(g, 0, g.length()))
                            .toList());
        }
    }

    /** Joins neighbouring slices of one genome. */
    private static List<Slice> glue(List<Slice> slices) {
        List<Slice> glued = new ArrayList<>();
        for (Slice slice : slices) {
            int last = glued.size() - 1;
            if (last >= 0
                    && glued.get(last).genome() == slice.genome()
                    && glued.get(last).to() == slice.from()) {
                glued.set(last, new Slice(slice.genome(), glued.get(last).from(), slice.to()));
            } else {
                glued.add(slice);
            }
        }
        return glued;
    }
}
