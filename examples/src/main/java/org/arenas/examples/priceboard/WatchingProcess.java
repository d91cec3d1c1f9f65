package org.arenas.examples.priceboard;

import java.io.IOException;
import java.nio.file.Path;

/** A process that watches a board in a file, and says what it saw. */
final class WatchingProcess {
    private WatchingProcess() {}

    /** Arguments: the file of the board, how many ticks to see. */
    public static void main(String[] arguments) throws IOException {
        try (PriceBoard board = PriceBoard.openReadOnly(Path.of(arguments[0]))) {
            System.out.println(Watch.of(board, Long.parseLong(arguments[1])));
        }
    }
}
