package org.arenas.bench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a run measures.
 *
 * @param edition how thoroughly
 * @param jobs what, the more important first
 * @param iteration how long an iteration is, zero for what the benchmarks say themselves
 */
record Programme(Edition edition, List<Job> jobs, Duration iteration) {
    Programme {
        jobs = List.copyOf(jobs);
    }

    /** {@return what the edition measures out of all jobs; with a pattern, those whose name matches it} */
    static Programme of(Edition edition, String pattern, List<Job> all) {
        if (!pattern.isEmpty()) {
            Pattern regex = Pattern.compile(pattern);
            return of(
                    edition,
                    all.stream()
                            .filter(job -> regex.matcher(job.benchmark()).find())
                            .toList());
        }
        return of(edition, edition.everything() ? all : curated(edition, all));
    }

    private static Programme of(Edition edition, List<Job> jobs) {
        return new Programme(
                edition, jobs, edition.bounded() ? edition.iteration(timed(jobs), once(jobs)) : Duration.ZERO);
    }

    /**
     * The first target of each topic, then the second of each, and so on, then the workloads, then the curves, as long as
     * everything fits.
     */
    private static List<Job> curated(Edition edition, List<Job> all) {
        List<Predicate<Job>> wanted = new ArrayList<>();
        interleaved(Targets.all()).forEach(target -> wanted.add(anyOf(target.selectors())));
        for (Workload workload : Workload.values()) {
            wanted.add(anyOf(workload.selectors()));
        }
        for (CostCurve curve : CostCurve.values()) {
            wanted.add(job -> CostCurve.of(job).filter(curve::equals).isPresent() && curve.isBrief(job));
        }
        Set<Job> jobs = new LinkedHashSet<>();
        for (Predicate<Job> together : wanted) {
            Set<Job> more = new LinkedHashSet<>(jobs);
            all.stream().filter(together).forEach(more::add);
            if (edition.fits(timed(more), once(more))) {
                jobs = more;
            }
        }
        return List.copyOf(jobs);
    }

    private static Predicate<Job> anyOf(List<Selector> selectors) {
        return job -> selectors.stream().anyMatch(job::is);
    }

    private static List<Target> interleaved(List<Target> targets) {
        List<List<Target>> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(targets.stream().filter(t -> t.topic() == topic).toList());
        }
        List<Target> all = new ArrayList<>();
        for (int i = 0; all.size() < targets.size(); i++) {
            for (List<Target> topic : topics) {
                if (i < topic.size()) {
                    all.add(topic.get(i));
                }
            }
        }
        return all;
    }

    private static int timed(Collection<Job> jobs) {
        return jobs.size() - once(jobs);
    }

    private static int once(Collection<Job> jobs) {
        return (int) jobs.stream().filter(Programme::isOnce).count();
    }

    /** Whether it counts runs, or takes as long as one. */
    private static boolean isOnce(Job job) {
        return job.singleShot() || Workload.of(job).filter(Workload::isRun).isPresent();
    }
}
