package org.arenas.stress;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * Runs the stress tests and judges their results: every ordinary test must pass, and every weakened twin must fail.
 *
 * <p>A twin is a test whose class name ends with {@code WeakTwin}. It runs the scenario of its test on a deliberately
 * broken implementation, and so proves that the scenario is able to fail. Beyond what jcstress itself checks, each
 * selected test must have left samples: a run without tests, or a test that was not run, is an error.
 *
 * <p>Usage: {@code StressRun must-pass|must-fail} and any jcstress options, of which {@code -t} selects among the
 * tests or among the twins. Results are written to the working directory.
 */
public final class StressRun {
    private static final String ORDINARY = "(?<!WeakTwin)$";
    private static final String TWINS = "(?<=WeakTwin)$";

    private static final String EVERYTHING = "(?:.*).*";
    private static final String TWINS_LOG = "twins.log";

    private StressRun() {}

    /** Halves the configurations of a JDK 17: biased locking concerns monitors alone, and no scenario uses one. */
    private static final class WithoutBiasedLocking extends JCStress {
        WithoutBiasedLocking(Options options) {
            super(options);
        }

        /** Called by {@link #run} once the configurations are known, and before it looks at them. */
        @Override
        public SortedSet<String> getTests() {
            VMSupport.getAvailableVMConfigs().removeIf(config -> config.args().contains("-XX:+UseBiasedLocking"));
            return super.getTests();
        }
    }

    public static void main(String[] args) throws Exception {
        boolean twins = switch (args.length == 0 ? "" : args[0]) {
            case "must-pass" -> false;
            case "must-fail" -> true;
            default ->
                throw new IllegalArgumentException("first argument is wrong: arguments=" + Arrays.toString(args)
                        + "; start with must-pass or must-fail");
        };
        Options options = new Options(withSuffix(args, twins ? TWINS : ORDINARY));
        if (!options.parse()) {
            System.exit(1);
        }
        SortedSet<String> tests = new WithoutBiasedLocking(options).getTests();
        if (tests.isEmpty()) {
            if (twins && !options.getTestFilter().startsWith(EVERYTHING)) {
                System.out.println("no weakened twin among the selected tests");
                return;
            }
            throw new AssertionError("no stress test selected: filter=" + options.getTestFilter() + "; check -t");
        }
        if (twins) {
            runTwins(options);
        } else {
            new WithoutBiasedLocking(options).run();
        }
        List<String> complaints = judge(tests, results(options), twins);
        if (!complaints.isEmpty()) {
            throw new AssertionError("stress run is no proof:\n  " + String.join("\n  ", complaints));
        }
        System.out.printf(
                "%d %s%n", tests.size(), twins ? "weakened twins failed, as they must" : "stress tests passed");
    }

    /** What jcstress says of the twins' failures would be mistaken for failures, so it goes to a file. */
    private static void runTwins(Options options) throws Exception {
        PrintStream console = System.out;
        try (PrintStream log = new PrintStream(TWINS_LOG, StandardCharsets.UTF_8)) {
            System.setOut(log);
            new WithoutBiasedLocking(options).run();
        } catch (AssertionError expected) {
            console.println("jcstress reports failures, as expected; they are in " + TWINS_LOG);
        } finally {
            System.setOut(console);
        }
    }

    private static List<String> judge(SortedSet<String> tests, Map<String, List<TestResult>> results, boolean twins) {
        List<String> complaints = new ArrayList<>();
        for (String test : tests) {
            List<TestResult> runs = results.getOrDefault(test, List.of());
            if (runs.stream().noneMatch(run -> run.status() == Status.NORMAL && run.getTotalCount() > 0)) {
                complaints.add(test + " left no samples: runs=" + runs.size());
            } else if (runs.stream().anyMatch(run -> run.status() != Status.NORMAL)) {
                complaints.add(test + " had a run that ended in an error or a timeout");
            } else if (twins && runs.stream().noneMatch(StressRun::sawForbidden)) {
                complaints.add(test + " did not fail, so nothing shows that its test can; raise -time or -iters");
            }
        }
        return complaints;
    }

    private static boolean sawForbidden(TestResult run) {
        return run.grading().gradingResults.values().stream()
                .anyMatch(result -> result.expect == Expect.FORBIDDEN && result.count > 0);
    }

    private static Map<String, List<TestResult>> results(Options options) throws IOException, ClassNotFoundException {
        InProcessCollector results = new InProcessCollector();
        DiskReadCollector file = new DiskReadCollector(options.getResultFile(), results);
        try {
            file.dump();
        } finally {
            file.close();
        }
        return results.getTestResults().stream().collect(Collectors.groupingBy(TestResult::getName));
    }

    /** Drops the first argument, and narrows the test selection to names that end as {@code suffix} says. */
    private static String[] withSuffix(String[] args, String suffix) {
        List<String> options = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        int filter = options.indexOf("-t");
        if (filter < 0) {
            options.addAll(List.of("-t", EVERYTHING + suffix));
        } else {
            options.set(filter + 1, "(?:" + options.get(filter + 1) + ").*" + suffix);
        }
        return options.toArray(String[]::new);
    }
}
