package org.arenas.bench.genomes;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrowed;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.bench.ActorSystems;
import org.arenas.bench.Pools;
import org.arenas.bench.WorkerJvm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How often each k-mer of 21 bases occurs in 46 genomes, 1.4 million of them in all, by as many workers as there are processors.
 * There are two ways: each worker has a table of its own, and the tables are added up in the end; or all share {@value
 * Stripes#COUNT} tables, to which they bring what they have found in buffers.
 *
 * <ul>
 *   <li>{@code behaviours}: a table of its own in an arena for each worker; a genome is a behaviour on one, and a behaviour on
 *       two adds them up, which comes after all that was scheduled before.
 *   <li>{@code borrows}: the shared tables, each in an arena, which is borrowed for a full buffer.
 *   <li>{@code ownTables}: free threads with a table each, and the next genome from a shared counter. This is what an expert
 *       takes: there is nothing to lock, as in the arenas of the behaviours, and nothing but care to keep it so.
 *   <li>{@code lockedStripes}: free threads and shared tables with their monitors, for genomes too many for tables of their
 *       own. A ConcurrentHashMap of LongAdders has an object for each k-mer, and is far slower.
 *   <li>{@code actors}: an actor for each worker with a table of its own, which in the end goes to the one that asks. The table
 *       crosses as it is: nobody but the author sees that its actor is done with it.
 *   <li>{@code processPool}: a JVM for each worker, which gets genomes as bytes and gives back its table.
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GenomesBenchmark {
    private static final long DEADLINE_SECONDS = 60;

    /** How many of the genomes. */
    @Param("46")
    public int genomes;

    private final int workers = Pools.threads();
    private List<byte[]> all;
    private long expected;
    private ForkJoinPool pool;

    /** Reads the genomes, and counts them once. */
    @Setup
    public void read() {
        all = Genomes.all().subList(0, genomes);
        KmerTable table = new KmerTable();
        all.forEach(table::count);
        expected = table.fingerprint();
        pool = new ForkJoinPool(workers);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        Pools.stop(pool);
    }

    /** Akka. */
    @State(Scope.Benchmark)
    public static class Actors {
        private final ActorSystem<Void> system = ActorSystems.create();
        private int started;

        @TearDown
        public void stop() {
            ActorSystems.stop(system);
        }
    }

    /** The worker JVMs. */
    @State(Scope.Benchmark)
    public static class Processes {
        private final List<WorkerJvm> peers = new ArrayList<>();

        @Setup
        public void start() throws IOException {
            for (int i = 0; i < Pools.threads(); i++) {
                peers.add(WorkerJvm.start(CountingPeer.class));
            }
        }

        @TearDown
        public void stop() {
            peers.forEach(WorkerJvm::close);
        }
    }

    private long check(long fingerprint) {
        if (fingerprint != expected) {
            throw new IllegalStateException("wrong counts: expected=" + expected + ", is=" + fingerprint);
        }
        return fingerprint;
    }

    private static <T> T await(CompletableFuture<T> result) throws Exception {
        return result.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** {@return the table with everything, made of all of these} */
    private static KmerTable sum(Stream<KmerTable> tables) {
        return tables.reduce((into, from) -> {
                    into.addAll(from);
                    return into;
                })
                .orElseThrow();
    }

    /** {@return what each worker came to} */
    private <T> List<T> inAllWorkers(Supplier<T> body) throws Exception {
        List<CompletableFuture<T>> results = IntStream.range(0, workers)
                .mapToObj(i -> CompletableFuture.supplyAsync(body, pool))
                .toList();
        List<T> values = new ArrayList<>();
        for (CompletableFuture<T> result : results) {
            values.add(await(result));
        }
        return values;
    }

    private static <T> Ref<T> own(T object) {
        try (ExclusiveBorrow b = Arena.create("table").borrow()) {
            return b.own(object);
        }
    }

    // ---------------------------------------------------------------- tables of their own

    @Benchmark
    public long behaviours() {
        List<Ref<KmerTable>> tables =
                IntStream.range(0, workers).mapToObj(i -> own(new KmerTable())).toList();
        for (int i = 0; i < all.size(); i++) {
            byte[] genome = all.get(i);
            Ref<KmerTable> table = tables.get(i % workers);
            Arenas.when(write(table.arena())).run(b -> b.get(table).count(genome));
        }
        Ref<KmerTable> into = tables.get(0);
        for (Ref<KmerTable> from : tables.subList(1, workers)) {
            Arenas.when(write(into.arena()), write(from.arena()))
                    .run(b -> b.get(into).addAll(b.get(from)));
        }
        long fingerprint = into.<Long>read(KmerTable::fingerprint);
        tables.forEach(table -> table.arena().close());
        return check(fingerprint);
    }

    @Benchmark
    public long ownTables() throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<KmerTable> tables = inAllWorkers(() -> {
            KmerTable table = new KmerTable();
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                table.count(all.get(i));
            }
            return table;
        });
        return check(sum(tables.stream()).fingerprint());
    }

    private sealed interface Message permits Count, Finish {}

    @SuppressWarnings("ArrayRecordComponent") // Nobody writes to a genome.
    private record Count(byte[] genome) implements Message {}

    private record Finish(CompletableFuture<KmerTable> result) implements Message {}

    private static Behavior<Message> counter() {
        return Behaviors.setup(context -> {
            KmerTable table = new KmerTable();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Count count) {
                    table.count(count.genome());
                    return Behaviors.same();
                }
                ((Finish) message).result().complete(table);
                return Behaviors.stopped();
            });
        });
    }

    @Benchmark
    public long actors(Actors actors) throws Exception {
        List<ActorRef<Message>> counters = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            counters.add(actors.system.systemActorOf(counter(), "counter-" + actors.started++, Props.empty()));
        }
        for (int i = 0; i < all.size(); i++) {
            counters.get(i % workers).tell(new Count(all.get(i)));
        }
        List<KmerTable> tables = new ArrayList<>();
        List<CompletableFuture<KmerTable>> results = new ArrayList<>();
        for (ActorRef<Message> counter : counters) {
            CompletableFuture<KmerTable> result = new CompletableFuture<>();
            counter.tell(new Finish(result));
            results.add(result);
        }
        for (CompletableFuture<KmerTable> result : results) {
            tables.add(await(result));
        }
        return check(sum(tables.stream()).fingerprint());
    }

    @Benchmark
    public long processPool(Processes processes) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<KmerTable> tables = inAllWorkers(() -> countedBy(processes.peers, next.getAndIncrement()));
        return check(sum(tables.stream()).fingerprint());
    }

    private KmerTable countedBy(List<WorkerJvm> peers, int number) {
        try {
            WorkerJvm peer = peers.get(number);
            int from = all.size() * number / peers.size();
            CountingPeer.send(peer, all.subList(from, all.size() * (number + 1) / peers.size()));
            KmerTable table = new KmerTable();
            table.addAll(peer.in());
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---------------------------------------------------------------- shared tables

    @Benchmark
    public long borrows() throws Exception {
        List<Ref<KmerTable>> tables = IntStream.range(0, Stripes.COUNT)
                .mapToObj(i -> own(new KmerTable()))
                .toList();
        countInto((stripe, kmers, length) -> {
            try (Borrowed<KmerTable> b = tables.get(stripe).borrow()) {
                b.get().addAll(kmers, length);
            }
        });
        KmerTable sum = sum(tables.stream().map(GenomesBenchmark::takeOut));
        tables.forEach(table -> table.arena().close());
        return check(sum.fingerprint());
    }

    /** The object itself, which belongs to no arena from now on. */
    private static KmerTable takeOut(Ref<KmerTable> table) {
        try (ExclusiveBorrow b = table.arena().borrow()) {
            return b.free(table);
        }
    }

    @Benchmark
    public long lockedStripes() throws Exception {
        List<KmerTable> tables =
                IntStream.range(0, Stripes.COUNT).mapToObj(i -> new KmerTable()).toList();
        countInto((stripe, kmers, length) -> {
            KmerTable table = tables.get(stripe);
            synchronized (table) {
                table.addAll(kmers, length);
            }
        });
        return check(sum(tables.stream()).fingerprint());
    }

    private void countInto(Stripes.Flush flush) throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Stripes> unused = inAllWorkers(() -> {
            Stripes stripes = new Stripes(flush);
            for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
                stripes.count(all.get(i));
            }
            stripes.flush();
            return stripes;
        });
    }
}
