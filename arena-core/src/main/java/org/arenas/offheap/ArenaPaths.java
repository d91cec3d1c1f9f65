package org.arenas.offheap;

import java.nio.file.Path;

/**
 * The files of one arena.
 *
 * @param name of the arena
 * @param data what it holds
 * @param control by what words its processes agree
 * @param live which of them are alive
 */
record ArenaPaths(String name, Path data, Path control, Path live) {
    private static final String DATA = ".data";

    /** {@return the files of a name} With or without {@code .data} at its end. */
    static ArenaPaths of(Path path) {
        Path last = path.getFileName();
        if (last == null) {
            throw new IllegalArgumentException(
                    "path has no name: path=" + path + "; use one such as words or words.data");
        }
        String name = last.toString();
        String base = name.endsWith(DATA) ? name.substring(0, name.length() - DATA.length()) : name;
        return new ArenaPaths(
                base,
                path.resolveSibling(base + DATA),
                path.resolveSibling(base + ".ctl"),
                path.resolveSibling(base + ".live"));
    }
}
