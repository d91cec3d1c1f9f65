package org.arenas.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineExampleTest {
    @Test
    void shouldCountTheWords() {
        assertThat(PipelineExample.count(List.of("the cat sat on the mat", "the dog sat on the cat")))
                .isEqualTo(Map.of("the", 4, "cat", 2, "sat", 2, "on", 2, "mat", 1, "dog", 1));
    }

    @Test
    void shouldCountMoreLinesThanThereIsRoomFor() {
        List<String> lines =
                IntStream.range(0, 5_000).mapToObj(i -> "a b w" + i % 10).toList();

        Map<String, Integer> counts = PipelineExample.count(lines);

        assertThat(counts)
                .hasSize(12)
                .containsEntry("a", 5_000)
                .containsEntry("b", 5_000)
                .containsEntry("w3", 500);
    }

    @Test
    void shouldEndWithoutInput() {
        assertThat(PipelineExample.count(List.of())).isEmpty();
    }
}
