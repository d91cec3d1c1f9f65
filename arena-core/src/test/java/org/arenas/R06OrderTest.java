package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R6 Order")
@DisplayNameGeneration(RuleNames.class)
class R06OrderTest {
    private final Arena a = Arena.create("a");
    private final Arena b = Arena.create("b");
    private final Arena c = Arena.create("c");
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        a.close();
        b.close();
        c.close();
    }

    @Test
    void shouldRunBehavioursOnOneArenaInSpawnOrder() {
        List<Integer> ran = new ArrayList<>();
        List<CompletionStage<?>> stages = new ArrayList<>();

        for (int i = 0; i < 5_000; i++) {
            int number = i;
            stages.add(Arenas.when(write(a)).run(borrow -> ran.add(number)));
        }

        stages.forEach(Arenas::join);
        assertThat(ran).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void shouldRunOverlappingBehavioursInSpawnOrderOnEveryArenaTheyShare() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("R6 overlapping: -Darenas.test.seed=" + seed);
        List<Arena> arenas = List.of(a, b, c);
        List<List<int[]>> ran = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 2; t++) {
                int spawner = t;
                Random random = new Random(seed + t);
                threads.start("spawner " + t, () -> {
                    List<CompletionStage<?>> stages = new ArrayList<>();
                    for (int i = 0; i < 2_000; i++) {
                        int number = i;
                        int first = random.nextInt(3);
                        int second = random.nextInt(3);
                        stages.add(Arenas.when(write(arenas.get(first)), write(arenas.get(second)))
                                .run(borrow -> {
                                    ran.get(first).add(new int[] {spawner, number});
                                    if (second != first) {
                                        ran.get(second).add(new int[] {spawner, number});
                                    }
                                }));
                    }
                    stages.forEach(Arenas::join);
                });
            }
            threads.joinAll();
        }

        for (List<int[]> onOneArena : ran) {
            int[] last = {-1, -1};
            for (int[] one : onOneArena) {
                assertThat(one[1])
                        .as("after %d of the same spawner", last[one[0]])
                        .isGreaterThan(last[one[0]]);
                last[one[0]] = one[1];
            }
        }
    }

    @Test
    void shouldKeepTheOrderOfTwoSpawnersWhoKnowOfEachOther() {
        try (Holder holder = Holder.of(a)) {
            CompletionStage<?> first = Arenas.when(write(a), write(b)).run(borrow -> order.add("first"));
            try (Threads threads = new Threads()) {
                threads.start("second", () -> Arenas.when(write(b), write(c)).run(borrow -> order.add("second")));
                threads.joinAll();
            }
            CompletionStage<?> third = Arenas.when(write(c)).run(borrow -> order.add("third"));
            assertThat(order).isEmpty();
            holder.release();
            Arenas.join(first);
            Arenas.join(third);
        }
        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void shouldRunReadersBetweenTheWritersTheyWereSpawnedBetween() {
        int[] value = new int[1];
        List<CompletionStage<Integer>> reads = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            int number = i;
            Arenas.when(write(a)).run(borrow -> value[0] = number);
            for (int k = 0; k < 3; k++) {
                reads.add(Arenas.when(read(a)).call(borrow -> value[0]));
            }
        }

        List<Integer> seen = reads.stream().map(Arenas::join).toList();

        assertThat(seen)
                .isEqualTo(IntStream.range(0, 900).mapToObj(i -> i / 3 + 1).toList());
    }

    @Test
    void shouldNotLetABorrowOvertakeABehaviour() {
        try (Threads threads = new Threads();
                Holder holder = Holder.of(a)) {
            CompletionStage<?> behaviour = Arenas.when(write(a)).run(borrow -> order.add("behaviour"));
            threads.start("borrower", () -> {
                try (ExclusiveBorrow borrow = a.borrow()) {
                    order.add("borrow of " + borrow.arena().name());
                }
            });
            Await.waiters(a, 2);
            holder.release();
            Arenas.join(behaviour);
            threads.joinAll();
        }
        assertThat(order).containsExactly("behaviour", "borrow of a");
    }

    @Test
    void shouldNotLetAnyBorrowIntoAnArenaThatABehaviourHoldsWhileItWaitsForAnother() throws Exception {
        try (Holder holder = Holder.of(b)) {
            CompletionStage<?> behaviour = Arenas.when(write(a), write(b)).run(borrow -> order.add("behaviour"));

            assertThat(a.tryBorrow()).isNull();
            assertThat(a.tryBorrowShared()).isNull();
            assertThat(a.tryBorrow(Duration.ofMillis(2))).isNull();
            assertThat(Arenas.tryBorrow(read(a), write(c))).isNull();
            c.borrow().close();
            holder.release();
            Arenas.join(behaviour);
        }
        a.borrow().close();
    }

    @Test
    void shouldNotLetANewReaderOvertakeAWritingBehaviourThatWaitsForAReader() throws Exception {
        try (Threads threads = new Threads();
                Holder reader = Holder.shared(a)) {
            CompletionStage<?> behaviour = Arenas.when(write(a)).run(borrow -> order.add("behaviour"));
            assertThat(a.tryBorrowShared()).isNull();
            assertThat(a.tryBorrowShared(Duration.ofMillis(2))).isNull();
            Thread late = threads.start("late reader", () -> {
                try (SharedBorrow borrow = a.borrowShared()) {
                    order.add("reader of " + borrow.arena().name());
                }
            });
            Await.blocked(late);
            assertThat(order).isEmpty();
            reader.release();
            Arenas.join(behaviour);
            threads.joinAll();
        }
        assertThat(order).containsExactly("behaviour", "reader of a");
    }

    @Test
    void shouldLetAReaderReadAgainThoughAWritingBehaviourWaits() {
        try (SharedBorrow outer = a.borrowShared()) {
            CompletionStage<?> behaviour = Arenas.when(write(a)).run(borrow -> order.add("behaviour"));
            try (SharedBorrow inner = a.borrowShared();
                    Borrow group = Arenas.borrow(read(a), write(b))) {
                assertThat(inner.arena()).isSameAs(outer.arena());
                order.add("read again " + group.exclusive(b).arena().name());
            }
            assertThat(behaviour.toCompletableFuture()).isNotDone();
        }
        Await.until("the behaviour", () -> order.size() == 2);
        assertThat(order).containsExactly("read again b", "behaviour");
    }

    @Test
    void shouldNotLetACallIntoAnInterpreterOvertakeABehaviourOnItsHome() {
        try (Interpreter bank = Interpreter.create("bank");
                Threads threads = new Threads();
                Holder holder = Holder.of(bank.arena())) {
            CompletionStage<?> behaviour = Arenas.when(write(bank.arena())).run(borrow -> order.add("behaviour"));
            threads.start("caller", () -> bank.call(home -> order.add("task")));
            Await.waiters(bank.arena(), 2);
            holder.release();
            Arenas.join(behaviour);
            threads.joinAll();
        }
        assertThat(order).containsExactly("behaviour", "task");
    }

    @Test
    void shouldRunWhatABodySchedulesBehindWhatIsQueuedAlready() {
        CountDownLatch queued = new CountDownLatch(1);
        List<CompletionStage<?>> inner = new ArrayList<>();
        CompletionStage<?> first = Arenas.when(write(a)).run(borrow -> {
            Await.open(queued);
            inner.add(Arenas.when(write(a)).run(next -> order.add("inner")));
            order.add("outer");
        });
        CompletionStage<?> second = Arenas.when(write(a)).run(borrow -> order.add("second"));
        queued.countDown();

        Arenas.join(first);
        Arenas.join(second);
        Arenas.join(inner.get(0));
        assertThat(order).containsExactly("outer", "second", "inner");
    }

    @Test
    void shouldRunBehavioursThatShareNothingInAnyOrder() {
        try (Holder holder = Holder.of(a)) {
            CompletionStage<?> stuck = Arenas.when(write(a), write(b)).run(borrow -> order.add("stuck"));

            Arenas.join(Arenas.when(write(c)).run(borrow -> order.add("free")));

            assertThat(stuck.toCompletableFuture()).isNotDone();
            holder.release();
            Arenas.join(stuck);
        }
        assertThat(order).containsExactly("free", "stuck");
    }
}
