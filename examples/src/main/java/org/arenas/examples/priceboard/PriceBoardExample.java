package org.arenas.examples.priceboard;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.arenas.pool.InterpreterPool;

/**
 * One writer changes the quotes of all shares at once, again and again; several readers look at them without a lock. No
 * reader ever sees a quote, or a board, that is half of one tick and half of another.
 */
public final class PriceBoardExample {
    private static final int SHARES = 20;
    private static final int READERS = 3;
    private static final long TICKS = 1_000;

    private PriceBoardExample() {}

    /** Runs on the standard output; the exit code is 1 if a reader has seen what never was. */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        if (!run(new PrintStream(System.out, true, StandardCharsets.UTF_8), TICKS)) {
            System.exit(1);
        }
    }

    static boolean run(PrintStream out, long ticks) throws InterruptedException, ExecutionException {
        Market market = new Market(SHARES, System.nanoTime());
        boolean allWell = true;
        try (InterpreterPool readers = InterpreterPool.create("readers", READERS);
                PriceBoard board = PriceBoard.inMemory(market.quotes())) {
            List<Future<Watch>> watches = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                watches.add(readers.submit(() -> Watch.of(board, ticks)));
            }
            while (!watches.stream().allMatch(Future::isDone)) {
                board.show(market.tick());
            }
            for (Future<Watch> watch : watches) {
                Watch seen = watch.get();
                allWell &= seen.torn() == 0;
                out.print(seen + (seen.torn() == 0 ? ": all whole\n" : ": TORN\n"));
            }
            String first = market.quotes().get(0).symbol();
            out.print(board.quote(first) + ", worth " + board.middle(first) + "\n");
        }
        return allWell;
    }
}
