package org.arenas.examples.pipeline;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.channel.Channel;

/**
 * Words pass through a pipeline of three stages, which run at the same time, each in an interpreter of its own.
 *
 * <pre>
 *   lines --> [splitters] --> words --> [counter] --> totals
 * </pre>
 *
 * <p>The channels are short, so a stage that is faster than the next one waits for it, and memory does not fill up. A stage
 * ends when the channel that it reads is closed and empty; the last of the splitters closes the one that they write.
 */
public final class PipelineExample {
    private static final int ROOM = 16;
    private static final int SPLITTERS = 2;

    private PipelineExample() {}

    /**
     * Runs the recipe.
     *
     * @param arguments none
     */
    public static void main(String... arguments) {
        run(System.out);
    }

    static void run(PrintStream out) {
        out.println(count(List.of("the cat sat on the mat", "the dog sat on the cat")));
    }

    @SuppressWarnings("try") // Closed early: that is how a stage learns that no more will come.
    static Map<String, Integer> count(Iterable<String> text) {
        List<Interpreter> splitters = new ArrayList<>();
        try (Channel<String> lines = Channel.bounded(ROOM);
                Channel<String> words = Channel.bounded(ROOM);
                Interpreter counter = Interpreter.create("counter")) {
            CompletionStage<Map<String, Integer>> totals = counter.submit(home -> countWords(words));
            List<CompletionStage<Integer>> ends = new ArrayList<>();
            for (int i = 0; i < SPLITTERS; i++) {
                Interpreter splitter = Interpreter.create("splitter-" + i);
                splitters.add(splitter);
                ends.add(splitter.submit(home -> split(lines, words)));
            }
            text.forEach(lines::put);
            lines.close();
            ends.forEach(Arenas::join);
            words.close();
            return Arenas.join(totals);
        } finally {
            splitters.forEach(Interpreter::close);
        }
    }

    /** A stage: takes until its channel has nothing more to give. */
    private static int split(Channel<String> lines, Channel<String> words) {
        int count = 0;
        for (String line : lines) {
            words.putAll(List.of(line.split(" ")));
            count++;
        }
        return count;
    }

    /** The table belongs to the counter; a copy that cannot be changed leaves it. */
    private static Map<String, Integer> countWords(Channel<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : words) {
            counts.merge(word, 1, Integer::sum);
        }
        return Map.copyOf(counts);
    }
}
