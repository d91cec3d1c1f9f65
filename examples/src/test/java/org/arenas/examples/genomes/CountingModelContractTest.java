package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every model: it counts what the naive counter counts, however the work is cut. */
@Timeout(60)
class CountingModelContractTest {
    static Stream<Arguments> models() {
        return Stream.of(model("arenas", ArenaModel::new), model("free threads", FreeThreadsModel::new));
    }

    private static Arguments model(String name, IntFunction<CountingModel> create) {
        return Arguments.of(name, create);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void shouldAgreeWithTheNaiveCounterOnRandomTexts(String name, IntFunction<CountingModel> create) {
        for (int run = 0; run < 150; run++) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                texts.add(RandomFasta.text(random));
            }
            int k = Kmers.MIN_K + random.nextInt(random.nextBoolean() ? 6 : Kmers.MAX_K);
            int workers = 1 + random.nextInt(5);
            try (CountingModel model = create.apply(workers)) {
                Work work = Work.split(texts.stream().map(RandomFasta::parse).toList(), k, workers);
                assertThat(NaiveCounter.toMap(model.count(work)))
                        .as("%s seed=%d, k=%d, workers=%d", name, seed, k, workers)
                        .isEqualTo(NaiveCounter.count(texts, k));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void shouldCountTheSameInEveryRound(String name, IntFunction<CountingModel> create) {
        List<Genome> genomes = GenomeFiles.bundled(Progress.NONE).subList(0, 8);
        KmerCounts expected =
                KmerCounts.of(21, Work.split(genomes, 21, 1).shares().get(0));
        for (int workers : new int[] {1, 2, 3, 7}) {
            try (CountingModel model = create.apply(workers)) {
                Work work = Work.split(genomes, 21, workers);
                for (int round = 0; round < 10; round++) {
                    assertThat(model.count(work))
                            .as("%s workers=%d", name, workers)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void shouldCountWithMoreWorkersThanBases(String name, IntFunction<CountingModel> create) {
        try (CountingModel model = create.apply(64)) {
            Work work = Work.split(List.of(RandomFasta.parse(">a\nACG\n")), 2, 64);
            assertThat(NaiveCounter.toMap(model.count(work)))
                    .as(name)
                    .isEqualTo(NaiveCounter.count(List.of(">a\nACG"), 2));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void shouldThrowWhatAWorkerThrewAndCountOn(String name, IntFunction<CountingModel> create) {
        Genome genome = RandomFasta.parse(">a\nACGTTGCA\n");
        Work good = Work.split(List.of(genome), 3, 3);
        List<Slice> broken = List.of(new Slice(genome, -1, 5));
        Work bad =
                new Work(3, List.of(good.shares().get(0), broken, good.shares().get(2)));
        try (CountingModel model = create.apply(3)) {
            assertThatThrownBy(() -> model.count(bad)).as(name).isInstanceOf(ArrayIndexOutOfBoundsException.class);
            assertThat(model.count(good)).as(name).isEqualTo(KmerCounts.of(3, List.of(new Slice(genome, 0, 8))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void shouldCloseTwice(String name, IntFunction<CountingModel> create) {
        CountingModel model = create.apply(2);
        model.close();
        model.close();
        assertThat(model.name()).isEqualTo(name);
    }
}
