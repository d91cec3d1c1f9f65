package org.arenas.bench;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The order book of one instrument: what is bid and asked, by price and then by time. An order is matched with what the other
 * side has at its price or better; what is left of it waits in the book. Not safe for threads.
 */
final class OrderBook {
    private static final int MIDDLE = 10_000;
    private static final int SPREAD = 20;
    private static final int MOST = 100;

    private final TreeMap<Integer, Deque<Waiting>> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Integer, Deque<Waiting>> asks = new TreeMap<>();
    private long traded;
    private long turnover;

    /** What somebody wants to buy or to sell. */
    record Order(int instrument, boolean buys, int price, int quantity) {
        static Order random(SplittableRandom random, int instrument) {
            int price = MIDDLE - SPREAD + random.nextInt(2 * SPREAD + 1);
            return new Order(instrument, random.nextBoolean(), price, 1 + random.nextInt(MOST));
        }
    }

    /** What is left of an order. */
    private static final class Waiting {
        private int left;

        private Waiting(int left) {
            this.left = left;
        }
    }

    void submit(Order order) {
        int left = match(order);
        if (left > 0) {
            (order.buys() ? bids : asks)
                    .computeIfAbsent(order.price(), price -> new ArrayDeque<>())
                    .add(new Waiting(left));
        }
    }

    private int match(Order order) {
        TreeMap<Integer, Deque<Waiting>> others = order.buys() ? asks : bids;
        int left = order.quantity();
        while (left > 0) {
            Map.Entry<Integer, Deque<Waiting>> best = others.firstEntry();
            if (best == null || (order.buys() ? best.getKey() > order.price() : best.getKey() < order.price())) {
                break;
            }
            left = trade(left, best.getKey(), best.getValue());
            if (best.getValue().isEmpty()) {
                others.remove(best.getKey());
            }
        }
        return left;
    }

    private int trade(int wanted, int price, Deque<Waiting> level) {
        int left = wanted;
        while (left > 0 && !level.isEmpty()) {
            Waiting first = level.getFirst();
            int quantity = Math.min(left, first.left);
            left -= quantity;
            first.left -= quantity;
            traded += quantity;
            turnover += (long) quantity * price;
            if (first.left == 0) {
                level.removeFirst();
            }
        }
        return left;
    }

    /** The best bid; 0 if there is none. */
    int bestBid() {
        Map.Entry<Integer, Deque<Waiting>> best = bids.firstEntry();
        return best == null ? 0 : best.getKey();
    }

    /** {@return a number that depends on every trade so far and on nothing else} */
    long fingerprint() {
        return traded * MIDDLE * MIDDLE + turnover;
    }
}
