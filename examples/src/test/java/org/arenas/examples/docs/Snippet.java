package org.arenas.examples.docs;

import java.util.List;

/**
 * A piece of Java in the documentation.
 *
 * @param file where it stands, relative to the repository
 * @param firstLine the number of its first line in that file
 * @param lines its text
 * @param run whether it is to be run as well
 * @param output what it prints when it is run, if the documentation says so; else empty
 */
record Snippet(String file, int firstLine, List<String> lines, boolean run, List<String> output) {
    String where() {
        return file + ":" + firstLine;
    }
}
