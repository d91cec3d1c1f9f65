package org.arenas.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a figure: a method of a benchmark's class, and values of parameters where there are any.
 *
 * @param benchmark class and method below the package of the benchmarks, such as {@code BorrowBenchmark.arenaExclusive}
 * @param params the parameters that must have a value
 */
record Selector(String benchmark, Map<String, String> params) {
    Selector {
        params = new TreeMap<>(params);
    }

    /** {@return what a text such as {@code BehaviourBenchmark.whenOne arenas=64} names} */
    static Selector of(String text) {
        List<String> words = List.of(text.split(" ", -1));
        Map<String, String> params = new TreeMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            params.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Selector(words.get(0), params);
    }

    /** {@return what each of several texts, with a bar between them, names} */
    static List<Selector> allOf(String texts) {
        return Arrays.stream(texts.split("\\|", -1)).map(Selector::of).toList();
    }

    boolean selects(Figure figure) {
        return figure.name().equals(benchmark) && selects(figure.params());
    }

    boolean selects(Map<String, String> values) {
        return values.entrySet().containsAll(params.entrySet());
    }

    String method() {
        return benchmark.substring(benchmark.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(benchmark);
        params.forEach(
                (name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
