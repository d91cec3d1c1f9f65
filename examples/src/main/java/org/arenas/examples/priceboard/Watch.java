package org.arenas.examples.priceboard;

import java.util.List;

/**
 * What somebody saw who watched a board.
 *
 * @param looks how often all quotes were read
 * @param ticks how many different ticks that were
 * @param torn how much of what was read was put together from different ticks, or older than what was read before: 0 if all
 *     is well
 */
record Watch(long looks, long ticks, long torn) {
    /** Reads all quotes over and over, until so many ticks were seen. */
    static Watch of(PriceBoard board, long wanted) {
        long looks = 0;
        long ticks = 0;
        long torn = 0;
        for (long seen = -1; ticks < wanted; looks++) {
            List<Quote> quotes = board.all();
            long tick = quotes.get(0).tick();
            torn += quotes.stream()
                    .filter(quote -> !quote.isWhole() || quote.tick() != tick)
                    .count();
            torn += board.quote(quotes.get(0).symbol()).isWhole() ? 0 : 1;
            torn += tick < seen ? 1 : 0;
            ticks += tick > seen ? 1 : 0;
            seen = tick;
        }
        return new Watch(looks, ticks, torn);
    }
}
