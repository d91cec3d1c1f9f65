package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.arenas.Access;
import org.arenas.Arenas;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Workers read and write one dictionary and wait for each answer.
 *
 * <p>Arenas: each operation is a behaviour on the dictionary that schedules the worker's next. It takes the arena exclusively
 * even to read: such a read is shorter than letting readers in side by side takes. Actors: the dictionary is one. Free
 * threads: a {@link ConcurrentHashMap}. The keys are there before the first run, as in the definition.
 */
final class Dictionary implements Savina {
    /** As many as the definition has. */
    private static final int KEYS = Integer.MAX_VALUE / 4_096;

    private static final int PERCENT = 100;

    private final int workers;
    private final int operations;
    private final int writePercent;
    private final Map<Integer, Integer> ofArena = new HashMap<>();
    private final Map<Integer, Integer> ofActor = new HashMap<>();
    private final Map<Integer, Integer> ofThreads = new ConcurrentHashMap<>();

    Dictionary(int workers, int operations, int writePercent) {
        this.workers = workers;
        this.operations = operations;
        this.writePercent = writePercent;
    }

    private static void fill(Map<Integer, Integer> map) {
        for (int key = 1; map.size() < KEYS; key++) {
            map.put(key, key);
        }
    }

    /** What a worker wants; all of it is in the map. */
    private final class Wishes {
        private final SplittableRandom random;
        private int left = operations;

        private Wishes(int seed) {
            random = new SplittableRandom(seed);
        }

        private boolean isWrite() {
            return random.nextInt(PERCENT) < writePercent;
        }

        private int key() {
            return 1 + random.nextInt(KEYS);
        }
    }

    /** What is written in the place of a key's value. */
    private static int written(int key) {
        return -key;
    }

    private static boolean isRight(int key, @Nullable Integer value) {
        return value != null && (value == key || value == written(key));
    }

    private void check(long right) {
        Results.check("right answers", (long) workers * operations, right);
    }

    // ---------------------------------------------------------------- arenas

    /** Wants one thing after the other of the dictionary; touched by its own behaviours only, of which there is one at a time. */
    private record Client(Ref<Map<Integer, Integer>> dictionary, Wishes wishes, Tally right, CountDownLatch done) {
        void next() {
            Arenas.when(Access.write(dictionary.arena())).run(b -> {
                Map<Integer, Integer> map = b.get(dictionary);
                boolean write = wishes.isWrite();
                int key = wishes.key();
                right.count += isRight(key, write ? map.put(key, written(key)) : map.get(key)) ? 1 : 0;
                if (--wishes.left == 0) {
                    done.countDown();
                } else {
                    next();
                }
            });
        }
    }

    @Override
    public void arenas() throws Exception {
        fill(ofArena);
        Ref<Map<Integer, Integer>> dictionary = Cells.own("dictionary", ofArena);
        CountDownLatch done = new CountDownLatch(workers);
        List<Client> all = IntStream.range(0, workers)
                .mapToObj(i -> new Client(dictionary, new Wishes(i), new Tally(), done))
                .toList();
        all.forEach(Client::next);
        Results.await(done);
        dictionary.arena().close();
        check(all.stream().mapToLong(client -> client.right.count).sum());
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Read, Write {}

    private record Read(int key, ActorRef<Integer> replyTo) implements Message {}

    private record Write(int key, int value, ActorRef<Integer> replyTo) implements Message {}

    private static Behavior<Message> dictionary(Map<Integer, Integer> map) {
        return Behaviors.receiveMessage(message -> {
            if (message instanceof Read read) {
                read.replyTo().tell(map.get(read.key()));
            } else {
                Write write = (Write) message;
                write.replyTo().tell(map.put(write.key(), write.value()));
            }
            return Behaviors.same();
        });
    }

    private Behavior<Integer> worker(int seed, ActorRef<Message> dictionary, ActorRef<Long> main) {
        return Behaviors.setup(context -> {
            Wishes wishes = new Wishes(seed);
            Tally right = new Tally();
            int first = ask(wishes, dictionary, context.getSelf());
            int[] asked = {first};
            return Behaviors.receiveMessage(value -> {
                right.count += isRight(asked[0], value) ? 1 : 0;
                if (--wishes.left == 0) {
                    main.tell(right.count);
                    return Behaviors.stopped();
                }
                asked[0] = ask(wishes, dictionary, context.getSelf());
                return Behaviors.same();
            });
        });
    }

    private static int ask(Wishes wishes, ActorRef<Message> dictionary, ActorRef<Integer> self) {
        boolean write = wishes.isWrite();
        int key = wishes.key();
        dictionary.tell(write ? new Write(key, written(key), self) : new Read(key, self));
        return key;
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            ActorRef<Message> dictionary = context.spawnAnonymous(dictionary(ofActor));
            for (int i = 0; i < workers; i++) {
                context.spawnAnonymous(worker(i, dictionary, context.getSelf()));
            }
            return Sum.of(workers, result);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        fill(ofActor);
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        fill(ofThreads);
        LongAdder right = new LongAdder();
        CountDownLatch done = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Wishes wishes = new Wishes(i);
            pool.execute(() -> {
                right.add(use(ofThreads, wishes));
                done.countDown();
            });
        }
        Results.await(done);
        check(right.sum());
    }

    private int use(Map<Integer, Integer> dictionary, Wishes wishes) {
        int right = 0;
        for (int i = 0; i < operations; i++) {
            boolean write = wishes.isWrite();
            int key = wishes.key();
            Integer value = write ? dictionary.put(key, written(key)) : dictionary.get(key);
            right += isRight(key, value) ? 1 : 0;
        }
        return right;
    }
}
