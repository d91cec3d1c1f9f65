package org.arenas.offheap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Another process with an arena's file, which does what it is told line by line; each command is answered by one line. */
final class FileWorker {
    private final Path path;
    private final Map<String, MemoryReader> borrows = new HashMap<>();
    private SharedArena arena;

    private FileWorker(Path path) {
        this.path = path;
    }

    public static void main(String[] arguments) throws IOException {
        new FileWorker(Path.of(arguments[0])).serve();
    }

    private void serve() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String answer;
            try {
                answer = act(line.split(" "));
            } catch (RuntimeException | IOException e) {
                answer = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            System.out.println("> " + answer);
        }
    }

    private String act(String[] words) throws IOException {
        switch (words[0]) {
            case "open" -> arena = SharedArena.open(path, Duration.ofMillis(Long.parseLong(words[1])));
            case "openReadOnly" -> arena = SharedArena.openReadOnly(path, Duration.ofMillis(Long.parseLong(words[1])));
            case "write" -> borrows.put("w", arena.borrow());
            case "read" -> borrows.put("r", arena.borrowShared());
            case "end" -> borrows.remove(words[1]).close();
            case "put" -> {
                MemoryWriter m = (MemoryWriter) borrows.get("w");
                LongLongMap counts = m.longLongMap(counts(m));
                counts.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
            }
            case "get" -> {
                MemoryReader m = borrows.values().iterator().next();
                return Long.toString(m.longLongMap(m.root("counts")).get(Long.parseLong(words[1]), -1));
            }
            case "optimistic" -> {
                return Long.toString(arena.<Long>readOptimistic(
                        m -> m.longLongMap(m.root("counts")).get(1, -1)));
            }
            case "recovered" -> {
                return Boolean.toString(borrows.values().iterator().next().recovered());
            }
            case "verify" -> {
                return borrows.values().iterator().next().verify().stream().collect(Collectors.joining("; ", "[", "]"));
            }
            case "sync" -> arena.sync();
            case "close" -> arena.close();
            case "exit" -> System.exit(0);
            default -> throw new IllegalArgumentException("no such command: " + words[0]);
        }
        return "ok";
    }

    static Handle<LongLongMap> counts(MemoryWriter m) {
        Handle<LongLongMap> counts = m.findRoot("counts");
        if (counts == null) {
            counts = m.allocateLongLongMap(16);
            m.setRoot("counts", counts);
        }
        return counts;
    }
}
