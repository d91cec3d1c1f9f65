package org.arenas.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

@DisplayName("A run measures what there is time for")
class MeasuringTest {
    private static final Job PLAIN = new Job("org.arenas.bench.BorrowBenchmark.plain", Map.of(), false);
    private static final Job ALLOCATE =
            new Job("org.arenas.bench.AllocatorBenchmark.freeAndAllocate", Map.of("percentFull", "10"), false);

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    /** Figures do not matter here, so another run of JMH on the machine does not either. */
    @BeforeAll
    static void ignoreOtherRuns() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    private Measuring measuring(Edition edition, Duration iteration, Job... jobs) {
        PrintStream log = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Measuring(
                new Programme(edition, List.of(jobs), iteration),
                OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL),
                new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    @Test
    void shouldMakeOneResultOfAllPasses() {
        Edition edition = new Edition("test", false, 2, 1, 2, Duration.ofSeconds(50));
        Measuring measuring = measuring(edition, Duration.ofMillis(20), ALLOCATE);
        measuring.run();
        assertThat(measuring.failures()).isEmpty();
        assertThat(measuring.results()).hasSize(1);
        RunResult result = measuring.results().get(0);
        assertThat(result.getParams().getForks()).isEqualTo(2);
        assertThat(result.getParams().getParam("percentFull")).isEqualTo("10");
        assertThat(result.getBenchmarkResults()).hasSize(2);
        assertThat(result.getPrimaryResult().getSampleCount()).isEqualTo(4);
        assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("2.1/1").contains("ns/op");
    }

    @Test
    void shouldEndWhatIsStillRunningWhenTheTimeIsOver() {
        Edition edition = new Edition("test", false, 1, 1, 100, Duration.ofSeconds(1));
        Measuring measuring = measuring(edition, Duration.ofSeconds(1), PLAIN, ALLOCATE);
        long begun = System.nanoTime();
        measuring.run();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(40));
        assertThat(measuring.results()).isEmpty();
        assertThat(measuring.failures()).singleElement().asString().startsWith("BorrowBenchmark.plain: no result");
        assertThat(progress.toString(StandardCharsets.UTF_8)).contains("The time is over: 1 of 2 left in pass 1.");
    }
}
