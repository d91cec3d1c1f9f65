package org.arenas.bench.report;

import java.util.HashMap;
import java.util.Map;

/** The arguments of a program, each as {@code name=value}; an empty value is none, and so is {@code false}. */
record Arguments(Map<String, String> values) {
    static Arguments of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("not an argument: argument=" + argument + "; give name=value");
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Arguments(Map.copyOf(values));
    }

    boolean has(String name) {
        String value = get(name, "");
        return !value.isEmpty() && !value.equals("false");
    }

    String get(String name, String otherwise) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
