package org.arenas.bench;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrowed;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two threads use a cache that is read nearly always and written now and then.
 *
 * <ul>
 *   <li>{@code arena}: one arena with a {@link HashMap}; a read borrows it shared, a write exclusively.
 *   <li>{@code arenaSharded}: {@value #SHARDS} such arenas, for writes that do not stop all readers.
 *   <li>{@code behaviours}: a read is a behaviour that reads, a write one that writes, and the thread waits for the last of
 *       {@value #BATCH}. Nobody would read a cache so who can wait; it shows what the stage costs.
 *   <li>{@code concurrentHashMap}: what an expert takes.
 *   <li>{@code stampedLock}: the fastest read lock of the JDK around a {@link HashMap}: the promise of {@code arena} that an
 *       operation of several steps is never seen halfway.
 *   <li>{@code actor}: the cache belongs to an actor, which is asked for {@value #BATCH} keys in a row before its answers
 *       are awaited.
 * </ul>
 *
 * <p>There is no process pool: a read would be a round trip to another process, which takes many times as long as any
 * of these; {@link CrossProcessBenchmark} has that figure.
 *
 * <p>Each key's value is the key itself or its opposite, so that every answer is checked.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CacheBenchmark {
    static final int BATCH = 1_000;
    static final int SHARDS = 16;

    private static final int KEYS = 10_000;
    private static final int PER_MILLE = 1_000;

    /** How many of a thousand operations write. */
    @Param({"50", "1"})
    public int writesPerMille;

    private final List<Ref<Map<Integer, Integer>>> shards = new ArrayList<>();
    private final Map<Integer, Integer> concurrent = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> locked = new HashMap<>();
    private final StampedLock lock = new StampedLock();
    private Ref<Map<Integer, Integer>> whole;
    private ActorSystem<Void> system;
    private ActorRef<Message> actor;

    /** What happens to a key of the cache, on whatever keeps it. */
    private interface Cache {
        @Nullable
        Integer get(int key);

        @Nullable
        Integer put(int key, int value);
    }

    private record Message(int key, boolean writes, Answers answers) {}

    /** What an actor answers to one thread. */
    private static final class Answers {
        private final CountDownLatch done = new CountDownLatch(1);
        private int missing = BATCH;

        /** Only from the actor. */
        private void add(int key, @Nullable Integer value) {
            check(key, value);
            if (--missing == 0) {
                done.countDown();
            }
        }
    }

    private static void check(int key, @Nullable Integer value) {
        if (value == null || Math.abs(value) != key) {
            throw new IllegalStateException("wrong value: key=" + key + ", value=" + value);
        }
    }

    private static Map<Integer, Integer> fill(Map<Integer, Integer> map) {
        for (int key = 1; key <= KEYS; key++) {
            map.put(key, key);
        }
        return map;
    }

    private static Ref<Map<Integer, Integer>> own(Map<Integer, Integer> map) {
        try (ExclusiveBorrow b = Arena.create("cache").borrow()) {
            return b.own(map);
        }
    }

    private static Behavior<Message> owning(Map<Integer, Integer> map) {
        return Behaviors.receiveMessage(message -> {
            int key = message.key();
            message.answers().add(key, message.writes() ? map.put(key, -key) : map.get(key));
            return Behaviors.same();
        });
    }

    /** Fills all caches. */
    @Setup
    public void create() {
        whole = own(fill(new HashMap<>()));
        for (int i = 0; i < SHARDS; i++) {
            shards.add(own(fill(new HashMap<>())));
        }
        fill(concurrent);
        fill(locked);
        system = ActorSystems.create();
        actor = system.systemActorOf(owning(fill(new HashMap<>())), "cache", Props.empty());
    }

    /** Puts them away. */
    @TearDown
    public void close() {
        whole.arena().close();
        shards.forEach(shard -> shard.arena().close());
        ActorSystems.stop(system);
    }

    private boolean writes(ThreadLocalRandom random) {
        return random.nextInt(PER_MILLE) < writesPerMille;
    }

    private static int key(ThreadLocalRandom random) {
        return 1 + random.nextInt(KEYS);
    }

    private void use(Cache cache) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < BATCH; i++) {
            int key = key(random);
            check(key, writes(random) ? cache.put(key, -key) : cache.get(key));
        }
    }

    /** Over arenas, by borrows. */
    private record Borrowing(List<Ref<Map<Integer, Integer>>> shards) implements Cache {
        private Ref<Map<Integer, Integer>> shard(int key) {
            return shards.get(key % shards.size());
        }

        @Override
        public @Nullable Integer get(int key) {
            try (Borrowed<Map<Integer, Integer>> b = shard(key).borrowShared()) {
                return b.get().get(key);
            }
        }

        @Override
        public @Nullable Integer put(int key, int value) {
            try (Borrowed<Map<Integer, Integer>> b = shard(key).borrow()) {
                return b.get().put(key, value);
            }
        }
    }

    /** Over a map that is safe for threads. */
    private record Direct(Map<Integer, Integer> map) implements Cache {
        @Override
        public @Nullable Integer get(int key) {
            return map.get(key);
        }

        @Override
        public @Nullable Integer put(int key, int value) {
            return map.put(key, value);
        }
    }

    /** Over a map and its lock. */
    private record Locked(Map<Integer, Integer> map, StampedLock lock) implements Cache {
        @Override
        public @Nullable Integer get(int key) {
            long stamp = lock.readLock();
            try {
                return map.get(key);
            } finally {
                lock.unlockRead(stamp);
            }
        }

        @Override
        public @Nullable Integer put(int key, int value) {
            long stamp = lock.writeLock();
            try {
                return map.put(key, value);
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void arena() {
        use(new Borrowing(List.of(whole)));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void arenaSharded() {
        use(new Borrowing(shards));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void behaviours() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<CompletionStage<Integer>> answers = new ArrayList<>(BATCH);
        List<Integer> keys = new ArrayList<>(BATCH);
        Ref<Map<Integer, Integer>> cache = whole;
        for (int i = 0; i < BATCH; i++) {
            int key = key(random);
            keys.add(key);
            answers.add(
                    writes(random)
                            ? Arenas.when(write(cache.arena()))
                                    .call(b -> b.get(cache).put(key, -key))
                            : Arenas.when(read(cache.arena()))
                                    .call(b -> b.get(cache).get(key)));
        }
        // Backwards: when the last one is done, the others nearly are.
        for (int i = BATCH - 1; i >= 0; i--) {
            check(keys.get(i), Arenas.join(answers.get(i)));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void concurrentHashMap() {
        use(new Direct(concurrent));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void stampedLock() {
        use(new Locked(locked, lock));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void actor() throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        Answers answers = new Answers();
        for (int i = 0; i < BATCH; i++) {
            actor.tell(new Message(key(random), writes(random), answers));
        }
        answers.done.await();
    }
}
