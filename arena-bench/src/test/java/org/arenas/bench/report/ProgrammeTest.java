package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An edition runs what fits its time")
class ProgrammeTest {
    private static final List<Job> ALL = Job.all();

    private static Set<String> families(Programme programme) {
        return programme.jobs().stream()
                .map(job -> job.inWords().split("\\.", 2)[0])
                .collect(Collectors.toSet());
    }

    @Test
    void shouldHaveEveryTargetInTheStandardEdition() {
        List<Job> jobs = Programme.of(Edition.standard(), "", ALL).jobs();
        List<Job> needed = ALL.stream()
                .filter(job -> Targets.all().stream()
                        .flatMap(target -> target.selectors().stream())
                        .anyMatch(job::is))
                .toList();
        assertThat(jobs).containsAll(needed);
    }

    @Test
    void shouldHaveEveryWorkloadAndSomeOfEveryCurveInTheStandardEdition() {
        Programme standard = Programme.of(Edition.standard(), "", ALL);
        assertThat(Workload.values())
                .allMatch(workload -> workload.selectors().stream()
                        .allMatch(selector -> standard.jobs().stream().anyMatch(job -> job.is(selector))));
        List<Job> brief = ALL.stream()
                .filter(job ->
                        CostCurve.of(job).filter(curve -> curve.isBrief(job)).isPresent())
                .toList();
        assertThat(standard.jobs()).containsAll(brief);
        assertThat(standard.jobs().stream()
                        .filter(job -> CostCurve.of(job).isPresent())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(brief);
    }

    /** Behaviours, pools and actors are not compiled before. */
    @Test
    void shouldWarmUpForHalfASecondInTheStandardEdition() {
        Programme standard = Programme.of(Edition.standard(), "", ALL);
        assertThat(standard.iteration().multipliedBy(Edition.standard().warmups()))
                .isGreaterThan(Duration.ofMillis(500));
    }

    @Test
    void shouldHaveSomethingOfMostTopicsInTheQuickEdition() {
        Programme quick = Programme.of(Edition.quick(), "", ALL);
        assertThat(quick.jobs()).hasSizeLessThan(90);
        assertThat(families(quick))
                .contains(
                        "BorrowBenchmark", "BehaviourBenchmark", "ChannelBenchmark", "PoolBenchmark", "ActorBenchmark");
    }

    @Test
    void shouldHaveEverythingInTheFullEdition() {
        Programme full = Programme.of(Edition.full(), "", ALL);
        assertThat(full.jobs()).containsExactlyElementsOf(ALL);
        assertThat(full.iteration()).isEqualTo(Duration.ZERO);
    }

    @Test
    void shouldPickByPattern() {
        Programme programme = Programme.of(Edition.standard(), "bench.BorrowBenchmark.(plain|reentrant)", ALL);
        assertThat(programme.jobs().stream().map(Job::inWords))
                .containsExactlyInAnyOrder("BorrowBenchmark.plain", "BorrowBenchmark.reentrantLock");
        assertThat(programme.iteration()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldShortenIterationsForManyBenchmarks() {
        Edition edition = Edition.standard();
        assertThat(edition.iteration(20, 0)).isGreaterThan(edition.iteration(240, 0));
        assertThat(edition.iteration(240, 30)).isLessThan(edition.iteration(240, 0));
        assertThat(edition.fits(10_000, 0)).isFalse();
    }
}
