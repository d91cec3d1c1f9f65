package org.arenas.bench;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrowed;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A day of an exchange: two gateways send orders, each for its half of the {@value #INSTRUMENTS} instruments, and after each
 * order look at the best bid of any instrument.
 *
 * <ul>
 *   <li>{@code borrows}: each book has an arena; the gateway borrows it, shared to look.
 *   <li>{@code behaviours}: orders and looks are behaviours on the book's arena, which the gateway does not wait for.
 *   <li>{@code locks}: each book has a {@link ReentrantLock}. An expert takes no read lock for as short a look.
 *   <li>{@code actors}: each book is an actor, and orders and looks are messages.
 *   <li>{@code processPool}: each half of the books is in a JVM of its own, which gets orders and looks in batches.
 * </ul>
 *
 * <p>The orders of an instrument come in the same order everywhere, so the trades have to be the same as when one thread does
 * it all. Given for one order and one look.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OrderBookBenchmark {
    static final int INSTRUMENTS = 16;

    private static final int GATEWAYS = 2;
    private static final int ORDERS = 100_000;

    /** For each gateway what it does: an order, and the instrument to look at after it. */
    private final List<List<Step>> steps = new ArrayList<>();

    private final LongAdder seen = new LongAdder();
    private long expected;
    private ForkJoinPool gateways;
    private ActorSystem<Void> system;
    private int runs;

    private record Step(OrderBook.Order order, int look) {}

    /** How a gateway gets at the books. */
    private interface Exchange {
        void submit(OrderBook.Order order);

        void look(int instrument);

        /** A gateway has sent all. */
        default void flush() {}
    }

    private record Locked(ReentrantLock lock, OrderBook book) {}

    private sealed interface Message permits Submit, Look, Close {}

    private record Submit(OrderBook.Order order) implements Message {}

    private enum Look implements Message {
        AT_BEST_BID
    }

    private record Close(LongAdder sum, CountDownLatch done) implements Message {}

    /** Makes the orders, and trades them once. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(3);
        OrderBook[] books = new OrderBook[INSTRUMENTS];
        for (int i = 0; i < INSTRUMENTS; i++) {
            books[i] = new OrderBook();
        }
        for (int gateway = 0; gateway < GATEWAYS; gateway++) {
            List<Step> all = new ArrayList<>();
            for (int i = 0; i < ORDERS / GATEWAYS; i++) {
                int instrument = GATEWAYS * random.nextInt(INSTRUMENTS / GATEWAYS) + gateway;
                OrderBook.Order order = OrderBook.Order.random(random, instrument);
                all.add(new Step(order, random.nextInt(INSTRUMENTS)));
                books[instrument].submit(order);
            }
            steps.add(all);
        }
        for (OrderBook book : books) {
            expected += book.fingerprint();
        }
        gateways = new ForkJoinPool(GATEWAYS);
        system = ActorSystems.create();
    }

    /** Ends what was started. */
    @TearDown
    public void close() {
        Pools.stop(gateways);
        ActorSystems.stop(system);
    }

    private void trade(Exchange exchange) throws InterruptedException {
        tradeEach(() -> exchange);
    }

    /** With a way of its own for each gateway. */
    private void tradeEach(Supplier<Exchange> exchanges) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(GATEWAYS);
        for (List<Step> all : steps) {
            Exchange exchange = exchanges.get();
            gateways.execute(() -> {
                for (Step step : all) {
                    exchange.submit(step.order());
                    exchange.look(step.look());
                }
                exchange.flush();
                done.countDown();
            });
        }
        done.await();
    }

    private static <B> List<B> open(IntFunction<B> book) {
        return IntStream.range(0, INSTRUMENTS).mapToObj(book).toList();
    }

    private <B> long check(List<B> books, ToLongFunction<B> fingerprint) {
        return check(books.stream().mapToLong(fingerprint).sum());
    }

    private long check(long sum) {
        if (sum != expected) {
            throw new IllegalStateException("other trades: expected=" + expected + ", is=" + sum);
        }
        return sum;
    }

    private static Ref<OrderBook> own() {
        try (ExclusiveBorrow b = Arena.create("book").borrow()) {
            return b.own(new OrderBook());
        }
    }

    private long closeAndCheck(List<Ref<OrderBook>> books) {
        long sum = check(books, ref -> ref.<Long>read(OrderBook::fingerprint));
        books.forEach(ref -> ref.arena().close());
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public long borrows() throws InterruptedException {
        List<Ref<OrderBook>> books = open(i -> own());
        trade(new Exchange() {
            @Override
            public void submit(OrderBook.Order order) {
                try (Borrowed<OrderBook> b = books.get(order.instrument()).borrow()) {
                    b.get().submit(order);
                }
            }

            @Override
            public void look(int instrument) {
                try (Borrowed<OrderBook> b = books.get(instrument).borrowShared()) {
                    seen.add(b.get().bestBid());
                }
            }
        });
        return closeAndCheck(books);
    }

    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public long behaviours() throws InterruptedException {
        List<Ref<OrderBook>> books = open(i -> own());
        trade(new Exchange() {
            @Override
            public void submit(OrderBook.Order order) {
                Ref<OrderBook> book = books.get(order.instrument());
                Arenas.when(write(book.arena())).run(b -> b.get(book).submit(order));
            }

            @Override
            public void look(int instrument) {
                Ref<OrderBook> book = books.get(instrument);
                Arenas.when(read(book.arena())).run(b -> seen.add(b.get(book).bestBid()));
            }
        });
        return closeAndCheck(books);
    }

    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public long locks() throws InterruptedException {
        List<Locked> books = open(i -> new Locked(new ReentrantLock(), new OrderBook()));
        trade(new Exchange() {
            @Override
            public void submit(OrderBook.Order order) {
                Locked locked = books.get(order.instrument());
                locked.lock().lock();
                try {
                    locked.book().submit(order);
                } finally {
                    locked.lock().unlock();
                }
            }

            @Override
            public void look(int instrument) {
                Locked locked = books.get(instrument);
                locked.lock().lock();
                try {
                    seen.add(locked.book().bestBid());
                } finally {
                    locked.lock().unlock();
                }
            }
        });
        return check(books, locked -> locked.book().fingerprint());
    }

    private Behavior<Message> book() {
        return Behaviors.setup(context -> {
            OrderBook book = new OrderBook();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Submit submit) {
                    book.submit(submit.order());
                } else if (message instanceof Close close) {
                    close.sum().add(book.fingerprint());
                    close.done().countDown();
                    return Behaviors.stopped();
                } else {
                    seen.add(book.bestBid());
                }
                return Behaviors.same();
            });
        });
    }

    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public long actors() throws InterruptedException {
        runs++;
        List<ActorRef<Message>> books =
                open(i -> system.systemActorOf(book(), "book-" + runs + "-" + i, Props.empty()));
        trade(new Exchange() {
            @Override
            public void submit(OrderBook.Order order) {
                books.get(order.instrument()).tell(new Submit(order));
            }

            @Override
            public void look(int instrument) {
                books.get(instrument).tell(Look.AT_BEST_BID);
            }
        });
        LongAdder sum = new LongAdder();
        CountDownLatch done = new CountDownLatch(INSTRUMENTS);
        books.forEach(book -> book.tell(new Close(sum, done)));
        done.await();
        return check(sum.sum());
    }

    /** The worker JVMs: that of an instrument is the one with the number of its gateway. */
    @State(Scope.Benchmark)
    public static class Processes {
        private final List<OrderBookPeer> peers = new ArrayList<>();

        @Setup
        public void start() throws IOException {
            for (int i = 0; i < GATEWAYS; i++) {
                peers.add(OrderBookPeer.start());
            }
        }

        @TearDown
        public void stop() {
            peers.forEach(OrderBookPeer::close);
        }
    }

    /** What one gateway sends. */
    private record Sending(List<OrderBookPeer.Line> lines) implements Exchange {
        @Override
        public void submit(OrderBook.Order order) {
            lines.get(order.instrument() % GATEWAYS).submit(order);
        }

        @Override
        public void look(int instrument) {
            lines.get(instrument % GATEWAYS).look(instrument);
        }

        @Override
        public void flush() {
            lines.forEach(OrderBookPeer.Line::flush);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public long processPool(Processes processes) throws InterruptedException {
        tradeEach(() -> new Sending(
                processes.peers.stream().map(OrderBookPeer.Line::new).toList()));
        return check(processes.peers.stream().mapToLong(OrderBookPeer::endOfDay).sum());
    }
}
