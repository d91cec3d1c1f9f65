package org.arenas.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of a page, found by the heading of their first column. Cells come without backticks and asterisks. */
final class Tables {
    private final String page;
    private final List<String> lines;

    private Tables(String page, List<String> lines) {
        this.page = page;
        this.lines = lines;
    }

    /**
     * {@return the tables of a page}
     *
     * @param page its path from the root of the repository
     */
    static Tables of(String page) throws IOException {
        return new Tables(page, Files.readAllLines(DocumentationTest.ROOT.resolve(Path.of(page))));
    }

    /** {@return all lines of the page} */
    List<String> lines() {
        return lines;
    }

    /** {@return the rows of the first table with this heading, in order} */
    List<List<String>> rows(String heading) {
        return all(heading).get(0);
    }

    /** {@return the rows of each table with this heading} */
    List<List<List<String>>> all(String heading) {
        List<List<List<String>>> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("| " + heading + " |")) {
                found.add(lines.stream()
                        .skip(i + 2L)
                        .takeWhile(line -> line.startsWith("|"))
                        .map(Tables::cells)
                        .toList());
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no such table: page=" + page + ", heading=" + heading);
        }
        return found;
    }

    /** {@return the first column of the table with this heading} */
    List<String> firstCells(String heading) {
        return column(heading, 0);
    }

    /** {@return a column of the table with this heading} */
    List<String> column(String heading, int column) {
        return rows(heading).stream().map(row -> row.get(column)).toList();
    }

    private static List<String> cells(String line) {
        List<String> all = Arrays.stream(line.split("\\|", -1))
                .map(cell -> cell.strip().replace("`", "").replace("**", ""))
                .toList();
        return all.subList(1, all.size() - 1);
    }
}
