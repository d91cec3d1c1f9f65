package org.arenas.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What figures depend on: the machine, the JDK and the state of the sources. What cannot be found out is unknown. */
final class Machine {
    /** The name of how busy the machine was before the run. */
    static final String BUSY = "busy before";

    private static final String UNKNOWN = "unknown";

    private Machine() {}

    /** {@return facts by their names} */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        facts.put("processor", processor());
        facts.put("processors", String.valueOf(system.getAvailableProcessors()));
        facts.put("memory", Math.round(system.getTotalMemorySize() / 0x1p30) + " GiB");
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch"));
        facts.put(BUSY, busy(system));
        facts.put("JDK", Runtime.version() + ", " + System.getProperty("java.vendor"));
        facts.put("JVM", System.getProperty("java.vm.name"));
        facts.put("flags", flags());
        facts.put("commit", commit());
        return facts;
    }

    /** What the processors do in a second without us. An average over minutes would count the build before a run. */
    private static String busy(OperatingSystemMXBean system) {
        double first = system.getCpuLoad();
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        double since = system.getCpuLoad();
        return Double.isNaN(first) || Double.isNaN(since) || since < 0 ? UNKNOWN : Math.round(100 * since) + " %";
    }

    /** The flags that the measured JVMs take over; some benchmarks add what Agrona needs. */
    private static String flags() {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return flags.isEmpty() ? "none" : String.join(" ", flags);
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", UNKNOWN);
        }
    }

    private static String commit() {
        String hash = git("rev-parse", "--short=12", "HEAD");
        if (hash.isEmpty()) {
            return UNKNOWN;
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty() ? hash : hash + ", with changes";
    }

    private static String git(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? output.trim() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
