package org.arenas.bench.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * A run of the benchmarks: one after the other, each in a JVM of its own, until all are done or the time is over. A JVM that
 * takes far too long, or is still at it when the time is over, is ended; what is there by then can be had at any time.
 *
 * <p><b>Thread-safety.</b> One thread runs; any thread may ask for the results.
 */
final class Measuring {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Programme programme;
    private final OutputFormat log;
    private final PrintStream progress;
    private final long begun = System.nanoTime();
    private final Map<Job, List<RunResult>> results = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Measuring(Programme programme, OutputFormat log, PrintStream progress) {
        this.programme = programme;
        this.log = log;
        this.progress = progress;
    }

    /** Runs everything there is time for. */
    void run() {
        ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int pass = 0; pass < programme.edition().passes(); pass++) {
                List<Job> jobs = programme.jobs();
                for (int i = 0; i < jobs.size(); i++) {
                    if (left().isNegative()) {
                        tell("The time is over: %d of %d left in pass %d.", jobs.size() - i, jobs.size(), pass + 1);
                        return;
                    }
                    run(jobs.get(i), watchdog, String.format(Locale.ROOT, "%d.%d/%d", pass + 1, i + 1, jobs.size()));
                }
            }
        } finally {
            watchdog.shutdownNow();
        }
    }

    private void run(Job job, ScheduledExecutorService watchdog, String number) {
        Duration patience = programme.edition().patience();
        Duration limit = programme.edition().bounded() && left().plus(GRACE).compareTo(patience) < 0
                ? left().plus(GRACE)
                : patience;
        ScheduledFuture<?> end = watchdog.schedule(Measuring::endChildren, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Collection<RunResult> found = new Runner(options(job), log).run();
            for (RunResult result : found) {
                add(job, result);
                tell("%-9s %-75s %s", number, job.inWords(), inWords(measured(job, result)));
            }
            if (found.isEmpty()) {
                fail(job, number, "no result within " + limit.toSeconds() + " s, or an exception: see jmh.log");
            }
        } catch (RunnerException e) {
            fail(job, number, String.valueOf(e.getMessage()));
        } finally {
            end.cancel(false);
        }
    }

    private Options options(Job job) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(job.benchmark()) + "$")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(false)
                .forks(1);
        job.params().forEach(options::param);
        Edition edition = programme.edition();
        if (edition.bounded()) {
            TimeValue time = TimeValue.milliseconds(programme.iteration().toMillis());
            options.warmupIterations(job.singleShot() ? edition.warmUpRuns() : edition.warmups())
                    .measurementIterations(edition.iterations());
            if (!job.singleShot()) {
                options.warmupTime(time).measurementTime(time);
            }
        }
        return options.build();
    }

    /** Ends the JVMs that measure, and what they have started. */
    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private Duration left() {
        Edition edition = programme.edition();
        return edition.bounded() ? edition.budget().minusNanos(System.nanoTime() - begun) : Duration.ofDays(1);
    }

    private synchronized void add(Job job, RunResult result) {
        results.computeIfAbsent(job, unused -> new ArrayList<>()).add(result);
    }

    private synchronized void fail(Job job, String number, String reason) {
        failures.add(job.inWords() + ": " + reason);
        tell("%-9s %-75s %s", number, job.inWords(), reason);
    }

    private void tell(String format, Object... values) {
        progress.printf(Locale.ROOT, format + "%n", values);
    }

    /** In a group of methods, the one that has the group's name. */
    private static Result<?> measured(Job job, RunResult result) {
        String name = job.benchmark().substring(job.benchmark().lastIndexOf('.') + 1);
        return result.getSecondaryResults().getOrDefault(name, result.getPrimaryResult());
    }

    private static String inWords(Result<?> result) {
        return String.format(
                Locale.ROOT,
                "%s ± %s %s",
                Units.number(result.getScore()),
                Units.number(result.getScoreError()),
                result.getScoreUnit());
    }

    /** {@return what has come out so far, the passes of a benchmark as the forks of one result} */
    synchronized List<RunResult> results() {
        return results.values().stream().map(Measuring::merged).toList();
    }

    /** {@return what did not work, and why} */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private static RunResult merged(List<RunResult> passes) {
        List<BenchmarkResult> forks = new ArrayList<>();
        passes.forEach(pass -> forks.addAll(pass.getBenchmarkResults()));
        BenchmarkParams p = passes.get(0).getParams();
        BenchmarkParams params = new BenchmarkParams(
                p.getBenchmark(),
                p.generatedBenchmark(),
                p.shouldSynchIterations(),
                p.getThreads(),
                p.getThreadGroups(),
                p.getThreadGroupLabels(),
                forks.size(),
                p.getWarmupForks(),
                p.getWarmup(),
                p.getMeasurement(),
                p.getMode(),
                workload(p),
                p.getTimeUnit(),
                p.getOpsPerInvocation(),
                p.getJvm(),
                p.getJvmArgs(),
                p.getJdkVersion(),
                p.getVmName(),
                p.getVmVersion(),
                p.getJmhVersion(),
                p.getTimeout());
        return new RunResult(params, forks);
    }

    private static WorkloadParams workload(BenchmarkParams params) {
        WorkloadParams workload = new WorkloadParams();
        int index = 0;
        for (String name : params.getParamsKeys()) {
            workload.put(name, params.getParam(name), index++);
        }
        return workload;
    }
}
