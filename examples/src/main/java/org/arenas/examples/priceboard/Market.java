package org.arenas.examples.priceboard;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Some shares whose prices change at random. For one thread. */
final class Market {
    private final SplittableRandom random;
    private List<Quote> quotes;

    Market(int shares, long seed) {
        random = new SplittableRandom(seed);
        quotes = IntStream.range(0, shares)
                .mapToObj(i -> Quote.opening("SHARE" + i))
                .toList();
    }

    List<Quote> quotes() {
        return quotes;
    }

    /** Every price changes. {@return the new quotes} */
    List<Quote> tick() {
        quotes = quotes.stream().map(quote -> quote.next(random)).toList();
        return quotes;
    }
}
