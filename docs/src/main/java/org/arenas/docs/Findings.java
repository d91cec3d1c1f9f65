package org.arenas.docs;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the documentation, each with its place. */
final class Findings {
    private final List<String> all = new ArrayList<>();

    /** Something wrong in a file; a line is counted from one. */
    void add(Object file, int line, String what, String target) {
        all.add(file + ":" + line + ": " + what + ": " + target);
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
