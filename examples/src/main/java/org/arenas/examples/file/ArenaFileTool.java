package org.arenas.examples.file;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenas.error.ArenaException;
import org.arenas.error.ArenaFileException;
import org.arenas.offheap.FileInfo;
import org.arenas.offheap.LeakReport;
import org.arenas.offheap.MemoryBlock;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.MemoryStatistics;
import org.arenas.offheap.RepairReport;
import org.arenas.offheap.Root;
import org.arenas.offheap.SharedArena;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Looks at arenas in files, and repairs them: {@code arena-file info|verify|repair|roots|dump FILE}. Exits with 0 if all is
 * well, with 1 if there are problems, and with 2 if it was called wrongly or the file cannot be read.
 */
@Command(
        name = "arena-file",
        description = "Looks at arenas in files, and repairs them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is well", "1:there are problems", "2:wrong use, or the file cannot be read"})
public final class ArenaFileTool {
    static final int FINE = 0;
    static final int PROBLEMS = 1;
    static final int UNREADABLE = 2;

    @Spec
    private CommandSpec spec;

    // Not null once picocli has read the command line.
    @SuppressWarnings("NullAway.Init")
    private ArenaFileTool() {}

    /** Runs a command. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new ArenaFileTool())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()))
                .execute(args);
    }

    private static int explain(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof NoSuchFileException none) {
            err.println("there is no such file: " + none.getFile());
            return UNREADABLE;
        }
        if (failure instanceof IOException || failure instanceof ArenaFileException) {
            err.println(failure.getMessage());
            return UNREADABLE;
        }
        if (failure instanceof ArenaException) {
            err.println(failure.getMessage());
            return PROBLEMS;
        }
        throw failure;
    }

    @Command(description = "Says what the head of a file says, whatever its state.", mixinStandardHelpOptions = true)
    int info(@Parameters(paramLabel = "FILE", description = "with or without .data at its end") Path file)
            throws IOException {
        FileInfo info = SharedArena.inspect(file);
        line("file", info.path());
        line("bytes", info.fileBytes());
        line("version", info.version());
        line("uuid", info.uuid());
        line("created", info.created());
        line("memory", info.bytes() + " of at most " + info.maximumBytes() + " bytes, segments: " + info.segments());
        line("journal", info.journalBytes() == 0 ? "none" : info.journalBytes() + " bytes");
        line("state", info.state());
        line("sequence", info.sequence());
        line("usable", info.refusal() == null ? "yes" : "no: " + info.refusal());
        return info.refusal() == null ? FINE : PROBLEMS;
    }

    private void line(String name, Object value) {
        spec.commandLine().getOut().printf("%-9s %s%n", name, value);
    }

    @Command(description = "Looks at every block whether it is what was written.", mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "FILE", description = "with or without .data at its end") Path file,
            @Option(names = "--leaks", description = "what no root leads to is a problem, too") boolean leaks,
            @Option(names = "--patience", description = "seconds to wait for another process", defaultValue = "5")
                    int seconds)
            throws IOException {
        return reading(file, seconds, m -> {
            List<String> problems = new ArrayList<>(m.verify());
            if (problems.isEmpty()) {
                print(statistics(m.statistics()));
            }
            if (problems.isEmpty() && leaks) {
                LeakReport report = m.findLeaks();
                report.unreached().forEach(lost -> problems.add("no root leads to " + text(lost)));
                report.unread().forEach(unread -> problems.add("nobody knows where this leads to: " + text(unread)));
            }
            print(problems);
            print(List.of(problems.isEmpty() ? "all is well" : "problems: " + problems.size()));
            return problems.isEmpty() ? FINE : PROBLEMS;
        });
    }

    private static String text(MemoryBlock block) {
        return block.type() + " " + block.handle() + ", " + block.bytes() + " bytes";
    }

    private static List<String> statistics(MemoryStatistics statistics) {
        List<String> lines = new ArrayList<>();
        lines.add("used " + statistics.usedBytes() + " bytes in " + statistics.usedBlocks() + " blocks, free "
                + statistics.freeBytes() + " bytes, the largest " + statistics.largestFree());
        statistics.bytesByType().entrySet().stream()
                .map(entry -> "  " + entry.getKey() + ": " + entry.getValue() + " bytes")
                .sorted()
                .forEach(lines::add);
        return lines;
    }

    @Command(
            description = "Makes what can be made of an arena that is refused, while nobody has it open.",
            mixinStandardHelpOptions = true)
    int repair(@Parameters(paramLabel = "FILE", description = "with or without .data at its end") Path file)
            throws IOException {
        RepairReport report = SharedArena.repair(file);
        report.problems().forEach(problem -> print(List.of("found: " + problem)));
        report.repairs().forEach(repair -> print(List.of("done:  " + repair)));
        print(List.of(report.usable() ? "the arena may be used" : "nothing was changed: the arena cannot be used"));
        return report.usable() ? FINE : PROBLEMS;
    }

    @Command(description = "Lists the named roots.", mixinStandardHelpOptions = true)
    int roots(
            @Parameters(paramLabel = "FILE", description = "with or without .data at its end") Path file,
            @Option(names = "--patience", description = "seconds to wait for another process", defaultValue = "5")
                    int seconds)
            throws IOException {
        return reading(file, seconds, m -> {
            for (Root root : m.roots()) {
                print(List.of(root.name() + ": " + root.type()));
            }
            return FINE;
        });
    }

    @Command(description = "Prints what the named roots lead to.", mixinStandardHelpOptions = true)
    int dump(
            @Parameters(paramLabel = "FILE", description = "with or without .data at its end") Path file,
            @Option(names = "--limit", description = "entries, elements or bytes of each", defaultValue = "20")
                    int limit,
            @Option(names = "--patience", description = "seconds to wait for another process", defaultValue = "5")
                    int seconds)
            throws IOException {
        return reading(file, seconds, m -> {
            int result = FINE;
            for (Root root : m.roots()) {
                print(List.of(root.name() + ": " + root.type()));
                try {
                    m.describe(root.handle(), limit).forEach(line -> print(List.of("  " + line)));
                } catch (ArenaException e) {
                    print(List.of("  " + e.getMessage()));
                    result = PROBLEMS;
                }
            }
            return result;
        });
    }

    /** What is done with an arena that is held for reading. */
    private interface Reading {
        int with(MemoryReader m);
    }

    private static int reading(Path file, int seconds, Reading reading) throws IOException {
        try (SharedArena arena = SharedArena.openReadOnly(file, Duration.ofSeconds(seconds));
                MemoryReader m = arena.borrowShared()) {
            return reading.with(m);
        }
    }

    private void print(List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
    }
}
