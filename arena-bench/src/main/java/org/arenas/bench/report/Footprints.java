package org.arenas.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenas.bench.FootprintBenchmark;
import org.arenas.bench.InterpreterFootprint;

/** Figures of memory, which programs of their own measure in heaps of a size that is given: they take minutes and gigabytes. */
final class Footprints {
    private static final long LIMIT_SECONDS = 300;
    private static final long NEEDED_BYTES = 7L << 30;
    private static final Pattern BYTES_EACH = Pattern.compile("bytesEach=([0-9.]+)");
    private static final Pattern PAUSE = Pattern.compile("longestPause=([0-9,]+) ms");
    private static final Pattern DROPPED = Pattern.compile("dropped: ([0-9,]+) us");
    private static final Pattern LIVE_EACH = Pattern.compile("created: .*liveEach=([0-9,]+)");

    private Footprints() {}

    /** {@return what could be measured}, with a line of progress for each program. */
    static List<Figure> measure(PrintStream progress) {
        List<Figure> figures = new ArrayList<>();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        if (system.getFreeMemorySize() < NEEDED_BYTES) {
            progress.println("Too little free memory for the footprints.");
            return figures;
        }
        for (String where : new String[] {"arena", "heap"}) {
            String name = FootprintBenchmark.class.getName() + "." + where + ".";
            String output =
                    run(List.of("-Xms4g", "-Xmx4g", "-XX:MaxDirectMemorySize=8g"), FootprintBenchmark.class, where);
            find(BYTES_EACH, output, name + "bytesEach", "B", figures);
            find(PAUSE, output, name + "longestPause", "ms/run", figures);
            find(DROPPED, output, name + "drop", "us/run", figures);
        }
        String idle = run(List.of("-Xmx2g"), InterpreterFootprint.class);
        find(LIVE_EACH, idle, InterpreterFootprint.class.getName() + ".created", "B", figures);
        figures.forEach(figure -> progress.println(figure.name() + ": " + figure));
        return figures;
    }

    /** {@return such a figure: of one run, so without an error} */
    static Figure figure(String benchmark, String unit, double score) {
        return new Figure(benchmark, Map.of(), 1, unit, score, Double.NaN, Double.NaN);
    }

    static void find(Pattern pattern, String output, String name, String unit, List<Figure> into) {
        Matcher matcher = pattern.matcher(output);
        if (matcher.find()) {
            into.add(figure(name, unit, Double.parseDouble(matcher.group(1).replace(",", ""))));
        }
    }

    private static String run(List<String> flags, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<Void> unused = process.onExit()
                    .completeOnTimeout(process, LIMIT_SECONDS, TimeUnit.SECONDS)
                    .thenAccept(Process::destroyForcibly);
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
