package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The targets name what there is to measure")
class TargetsTest {
    /** These are measured by programs of their own. */
    private static final Set<String> FOOTPRINTS = Set.of(
            "FootprintBenchmark.arena.bytesEach", "FootprintBenchmark.heap.bytesEach", "InterpreterFootprint.created");

    @Test
    void shouldNameBenchmarksWithParametersThatExist() {
        List<Job> jobs = Job.all();
        List<String> unknown = Targets.all().stream()
                .flatMap(target -> target.selectors().stream())
                .filter(selector -> !FOOTPRINTS.contains(selector.benchmark()))
                .filter(selector -> jobs.stream().noneMatch(job -> job.is(selector)))
                .map(Selector::toString)
                .distinct()
                .toList();
        assertThat(unknown).as("targets that nothing measures").isEmpty();
    }

    @Test
    void shouldNameWorkloadsThatExist() {
        List<Job> jobs = Job.all();
        for (Workload workload : Workload.values()) {
            assertThat(workload.solutions())
                    .as("%s", workload)
                    .allMatch(solution -> jobs.stream().anyMatch(job -> job.is(workload.selector(solution))));
        }
    }

    @Test
    void shouldKnowEveryProblemOfTheSuite() {
        Set<String> problems = Job.all().stream()
                .filter(job -> job.inWords().startsWith(SavinaProblem.BENCHMARK))
                .map(job -> job.params().get("benchmark"))
                .collect(Collectors.toSet());
        assertThat(problems)
                .isEqualTo(Stream.of(SavinaProblem.values()).map(Enum::name).collect(Collectors.toSet()));
    }

    @Test
    void shouldNameOneFigureEach() {
        List<Job> jobs = Job.all();
        for (Target target : Targets.all()) {
            for (Selector selector : target.selectors()) {
                assertThat(jobs.stream().filter(job -> job.is(selector)).map(Job::inWords))
                        .as("what %s names", selector)
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void shouldHaveEveryTopicAndNoTargetTwice() {
        assertThat(Targets.all().stream().map(Target::topic).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(Topic.class));
        assertThat(Targets.all().stream().map(target -> target.topic() + target.what() + target.against()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldCompareRatiosWithABaseline() {
        assertThat(Targets.all())
                .filteredOn(target -> target.rule().isRatio() || target.rule() == Rule.MORE_NANOS_AT_MOST)
                .noneMatch(target -> target.baselines().isEmpty());
    }
}
