package org.arenas.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A worker JVM of {@link OrderBookBenchmark} that has half of the books. It gets orders and looks in batches, each with its
 * length before it; an empty batch ends the day, and is answered with the fingerprint of the books.
 */
public final class OrderBookPeer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int COMMAND = 3 * Integer.BYTES;
    private static final int BATCH = 1_000;

    /** The quantity of a command that looks. What is bought is positive, what is sold negative. */
    private static final int LOOK = 0;

    private final WorkerJvm jvm;

    private OrderBookPeer(WorkerJvm jvm) {
        this.jvm = jvm;
    }

    static OrderBookPeer start() throws IOException {
        return new OrderBookPeer(WorkerJvm.start(OrderBookPeer.class));
    }

    private synchronized void send(ByteBuffer batch) {
        try {
            jvm.out().writeInt(batch.position());
            jvm.out().write(batch.array(), batch.arrayOffset(), batch.position());
            jvm.out().flush();
            batch.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the fingerprint of its books}, which are empty from then on. */
    synchronized long endOfDay() {
        send(ByteBuffer.wrap(new byte[0]));
        try {
            return jvm.in().readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** What one gateway has for a peer, and sends when it is a batch. */
    static final class Line {
        private final ByteBuffer batch = ByteBuffer.wrap(new byte[BATCH * COMMAND]);
        private final OrderBookPeer peer;

        Line(OrderBookPeer peer) {
            this.peer = peer;
        }

        void submit(OrderBook.Order order) {
            add(order.instrument(), order.price(), order.buys() ? order.quantity() : -order.quantity());
        }

        void look(int instrument) {
            add(instrument, 0, LOOK);
        }

        private void add(int instrument, int price, int quantity) {
            batch.putInt(instrument).putInt(price).putInt(quantity);
            if (!batch.hasRemaining()) {
                peer.send(batch);
            }
        }

        /** Sends what is left. */
        void flush() {
            if (batch.position() > 0) {
                peer.send(batch);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, BUFFER));
        ByteBuffer batch = ByteBuffer.wrap(new byte[BATCH * COMMAND]);
        while (true) {
            out.writeLong(day(in, batch));
            out.flush();
        }
    }

    private static long day(DataInputStream in, ByteBuffer batch) throws IOException {
        OrderBook[] books = new OrderBook[OrderBookBenchmark.INSTRUMENTS];
        for (int i = 0; i < books.length; i++) {
            books[i] = new OrderBook();
        }
        long seen = 0;
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            in.readFully(batch.array(), batch.arrayOffset(), length);
            batch.clear().limit(length);
            while (batch.hasRemaining()) {
                seen += done(books, batch.getInt(), batch.getInt(), batch.getInt());
            }
        }
        if (seen < 0) {
            throw new IllegalStateException("more bids than there are: seen=" + seen);
        }
        long sum = 0;
        for (OrderBook book : books) {
            sum += book.fingerprint();
        }
        return sum;
    }

    /** {@return what was seen} */
    private static int done(OrderBook[] books, int instrument, int price, int quantity) {
        if (quantity == LOOK) {
            return books[instrument].bestBid();
        }
        books[instrument].submit(new OrderBook.Order(instrument, quantity > 0, price, Math.abs(quantity)));
        return 0;
    }
}
