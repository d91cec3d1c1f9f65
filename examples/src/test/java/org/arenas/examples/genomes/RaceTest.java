package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RaceTest {
    private final List<String> log = new ArrayList<>();

    @Test
    void shouldLetTheModelsTakeTurnsInWarmUpAndInTimedRounds() {
        Race.Result result = race(new Fake("a", 1), new Fake("b", 1)).run(3);

        assertThat(result.warmUps()).isBetween(1, Race.MAX_WARM_UPS);
        assertThat(result.one().nanos()).hasSize(3).doesNotContain(0L);
        assertThat(result.other().nanos()).hasSize(3).doesNotContain(0L);
        assertThat(result.one().model()).isEqualTo("a");
        assertThat(result.other().model()).isEqualTo("b");
        int timed = 2 * result.warmUps();
        assertThat(log).hasSize(timed + 6);
        assertThat(log.subList(timed, timed + 6)).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void shouldThrowIfTheModelsDisagree() {
        assertThatThrownBy(() -> race(new Fake("a", 1), new Fake("b", 2)).run(1))
                .isInstanceOf(ModelsDisagreeException.class)
                .hasMessage("the models disagree: a=KmerCounts[k=3, distinct=1, total=1], "
                        + "b=KmerCounts[k=3, distinct=1, total=2]");
    }

    private Race race(CountingModel one, CountingModel other) {
        return new Race(one, other, Work.split(List.of(), 3, 1), Progress.NONE);
    }

    private final class Fake implements CountingModel {
        private final String name;
        private final long count;

        Fake(String name, long count) {
            this.name = name;
            this.count = count;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "fake";
        }

        @Override
        public KmerCounts count(Work work) {
            log.add(name);
            KmerCounts counts = new KmerCounts(work.k());
            counts.add(1, count);
            return counts;
        }

        @Override
        public void close() {}
    }
}
