package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark with one value of each parameter: what one JVM measures.
 *
 * @param benchmark the full name of class and method
 * @param params the values
 * @param singleShot whether it counts runs instead of time
 */
record Job(String benchmark, Map<String, String> params, boolean singleShot) {
    private static final String PACKAGE = "org.arenas.bench.";

    /** {@return all that make sense on this machine, with all combinations of parameters} */
    static List<Job> all() {
        List<Job> jobs = new ArrayList<>();
        for (BenchmarkListEntry entry : BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT),
                        List.of(".*"),
                        List.of())) {
            for (Map<String, String> values : combinations(entry.getParams().orElse(Map.of()))) {
                jobs.add(new Job(entry.getUsername(), values, entry.getMode() == Mode.SingleShotTime));
            }
        }
        jobs.removeIf(job -> !CostCurve.makesSense(job));
        return jobs;
    }

    boolean is(Selector selector) {
        return benchmark.equals(PACKAGE + selector.benchmark()) && selector.selects(params);
    }

    private static List<Map<String, String>> combinations(Map<String, String[]> params) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, String[]> param : params.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> values : all) {
                for (String value : param.getValue()) {
                    Map<String, String> more = new LinkedHashMap<>(values);
                    more.put(param.getKey(), value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    /** {@return name and parameters, without the package} */
    String inWords() {
        String name = benchmark.substring(PACKAGE.length());
        return params.isEmpty() ? name : name + " " + params;
    }
}
