package org.arenas.examples.priceboard;

import java.lang.invoke.MethodHandles;
import java.util.SplittableRandom;
import org.arenas.offheap.DoubleField;
import org.arenas.offheap.Length;
import org.arenas.offheap.RecordLayout;

/**
 * What somebody would pay and would take for a share.
 *
 * @param symbol of the share
 * @param tick the change of the board that this quote is of
 * @param bid what is paid
 * @param ask what is asked, not less
 * @param bidSize how many shares that is for
 * @param askSize how many shares that is for
 * @param spread the ask less the bid, so that a quote that was put together from two of them shows
 */
record Quote(@Length(8) String symbol, long tick, double bid, double ask, int bidSize, int askSize, double spread) {
    /** A constant, so that reading a quote compiles to loads. */
    static final RecordLayout<Quote> LAYOUT = RecordLayout.of(MethodHandles.lookup(), Quote.class);

    static final DoubleField<Quote> BID = LAYOUT.doubleField("bid");
    static final DoubleField<Quote> ASK = LAYOUT.doubleField("ask");

    static Quote of(String symbol, long tick, double bid, double ask, int bidSize, int askSize) {
        return new Quote(symbol, tick, bid, ask, bidSize, askSize, ask - bid);
    }

    /** Before anything was bought. */
    static Quote opening(String symbol) {
        return of(symbol, 0, 100, 100, 100, 100);
    }

    /** The quote of the next tick, somewhere near. */
    Quote next(SplittableRandom random) {
        double newBid = Math.max(1, bid + random.nextDouble(-1, 1));
        return of(
                symbol,
                tick + 1,
                newBid,
                newBid + random.nextDouble(),
                100 * random.nextInt(1, 50),
                100 * random.nextInt(1, 50));
    }

    /** Whether it is one quote, and not parts of two. */
    boolean isWhole() {
        return bid <= ask && spread == ask - bid && bidSize > 0 && askSize > 0;
    }
}
