package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.MapTimeoutException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParMapTest {
    private final InterpreterPool pool = InterpreterPool.create("maps", 3);

    @AfterEach
    void close() {
        pool.close();
        assertThat(pool.queuedTasks()).isZero();
    }

    private static Iterator<Integer> naturals() {
        return Stream.iterate(0, n -> n + 1).iterator();
    }

    // ---------------------------------------------------------------- results

    @Test
    void shouldKeepTheOrderOfAnySource() {
        List<Integer> list = new ArrayList<>(List.of(3, 1, 2));
        Set<Integer> set = new LinkedHashSet<>(list);
        assertThat(pool.map(list).with(n -> 2 * n).toList()).containsExactly(6, 2, 4);
        assertThat(pool.map(set).with(n -> 2 * n).toList()).containsExactly(6, 2, 4);
        assertThat(pool.map(set.iterator()).with(n -> 2 * n).toList()).containsExactly(6, 2, 4);
        assertThat(pool.mapRange(5, 8).with(n -> 2 * n).toList()).containsExactly(10L, 12L, 14L);
        assertThat(pool.map(List.<Integer>of()).with(n -> n).toList()).isEmpty();
        assertThat(pool.map(Collections.<Integer>emptyIterator()).with(n -> n).toList())
                .isEmpty();
        assertThat(pool.map(list).with(n -> (Object) null).toList()).containsExactly(null, null, null);
    }

    @Test
    void shouldGiveAListThatCannotBeChanged() {
        List<Integer> squares = pool.map(List.of(1, 2)).with(n -> n * n).toList();
        assertThatThrownBy(() -> squares.set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldApplyTheFunctionInInterpretersOfItsOwn() {
        Set<Interpreter> seen = ConcurrentHashMap.newKeySet();
        pool.mapRange(0, 5_000)
                .withHome((home, n) -> {
                    home.arena().assertHeld();
                    return seen.add(home.interpreter());
                })
                .toList();
        assertThat(seen).isNotEmpty().allMatch(used -> used.name().startsWith("maps-"));
    }

    @Test
    void shouldWorkAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        List<Integer> met = pool.map(List.of(1, 2, 3))
                .with(n -> all.await(20, TimeUnit.SECONDS))
                .toList();
        assertThat(met).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void shouldDoEverythingItselfWithAParallelismOfOne() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pool.mapRange(0, 1_000)
                .parallelism(1)
                .with(n -> threads.add(Thread.currentThread()))
                .toList();
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(pool.startedWorkers()).isZero();
    }

    @Test
    void shouldDeliverResultsAsTheyComeIfTheOrderDoesNotMatter() {
        CountDownLatch last = new CountDownLatch(1);
        List<Integer> delivered = new ArrayList<>();
        pool.map(List.of(0, 1))
                .chunk(1)
                .unordered()
                .with(n -> {
                    if (n == 0) {
                        Await.open(last);
                    } else {
                        last.countDown();
                    }
                    return n;
                })
                .deliver(delivered::add);
        assertThat(delivered).containsExactlyInAnyOrder(0, 1);
        assertThat(pool.mapRange(0, 10_000).unordered().with(n -> n).toList())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void shouldReadAnInfiniteSourceNoFurtherThanItHasTo() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> source = Stream.generate(read::getAndIncrement).iterator();
        try (Stream<Integer> squares = pool.map(source).chunk(1).ahead(8).with(n -> n * n).stream()) {
            assertThat(squares.limit(100).mapToInt(n -> n).sum()).isEqualTo(328_350);
        }
        assertThat(read.get()).isBetween(100, 110);
        try (Stream<Integer> some = pool.map(naturals()).with(n -> n).stream()) {
            assertThat(some.limit(10_000).toList()).hasSize(10_000).isSorted();
        }
    }

    @Test
    void shouldReadASourceOnTheCallingThreadOnly() {
        Set<Thread> readers = ConcurrentHashMap.newKeySet();
        Iterator<Integer> source = Stream.iterate(0, n -> n < 3_000, n -> n + 1)
                .peek(n -> readers.add(Thread.currentThread()))
                .iterator();
        assertThat(pool.map(source).with(n -> n).toList()).hasSize(3_000);
        assertThat(readers).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldReduceToTheSameBitsForAnyWorkersAndChunks() {
        Set<Double> sums = ConcurrentHashMap.newKeySet();
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            for (int chunk : new int[] {1, 3, 64, 1_000, 100_000}) {
                sums.add(pool.mapRange(0, 20_011)
                        .parallelism(parallelism)
                        .chunk(chunk)
                        .with(n -> 1.0 / (n + 1))
                        .filter(x -> x < 0.3)
                        .reduce(0.0, Double::sum));
            }
            sums.add(pool.mapRange(0, 20_011)
                    .with(n -> 1.0 / (n + 1))
                    .filter(x -> x < 0.3)
                    .reduce(0.0, Double::sum));
        }
        assertThat(sums).hasSize(1);
        assertThat(pool.mapRange(0, 0).with(n -> n).reduce(Long::sum)).isEmpty();
        assertThat(pool.mapRange(0, 100).with(n -> "" + n).reduce(String::concat))
                .hasValue(String.join(
                        "", LongStream.range(0, 100).mapToObj(n -> "" + n).toList()));
    }

    @Test
    void shouldGiveEachItemItsOwnRandomNumbers() {
        List<Long> first = pool.mapRange(0, 3_000)
                .chunk(7)
                .withRandom(42, (random, n) -> random.nextLong())
                .toList();
        List<Long> again = pool.mapRange(0, 3_000)
                .parallelism(1)
                .withRandom(42, (random, n) -> random.nextLong())
                .toList();
        assertThat(first).isEqualTo(again).doesNotHaveDuplicates();
        assertThat(pool.mapRange(0, 3)
                        .withRandom(43, (random, n) -> random.nextLong())
                        .toList())
                .isNotEqualTo(first.subList(0, 3));
    }

    // ---------------------------------------------------------------- failures

    @Test
    void shouldThrowTheFirstFailureByPlace() {
        CountDownLatch second = new CountDownLatch(1);
        assertThatThrownBy(() -> pool.map(List.of(0, 1, 2))
                        .chunk(1)
                        .with(n -> {
                            if (n == 1) {
                                second.countDown();
                            } else if (n == 0) {
                                // Fails last, and counts all the same.
                                Await.open(second);
                            }
                            throw new IllegalStateException("at " + n);
                        })
                        .toList())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("at 0")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .contains("at 1"));
    }

    @Test
    void shouldThrowACheckedFailureAsTheCause() {
        assertThatThrownBy(() -> pool.map(List.of(1))
                        .with(n -> {
                            throw new IOException("no file");
                        })
                        .toList())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void shouldDeliverWhatComesBeforeAFailure() {
        List<Long> delivered = new ArrayList<>();
        assertThatThrownBy(() -> pool.mapRange(0, 10_000)
                        .with(n -> {
                            if (n >= 4_321) {
                                throw new IllegalStateException("at " + n);
                            }
                            return n;
                        })
                        .deliver(delivered::add))
                .hasMessage("at 4321");
        assertThat(delivered).isEqualTo(LongStream.range(0, 4_321).boxed().toList());
    }

    @Test
    void shouldThrowWhatTheSourceThrowsAfterWhatCameBefore() {
        Iterator<Integer> source = Stream.iterate(0, n -> n + 1)
                .peek(n -> {
                    if (n == 500) {
                        throw new IllegalStateException("source broke");
                    }
                })
                .iterator();
        List<Integer> delivered = new ArrayList<>();
        assertThatThrownBy(() -> pool.map(source).with(n -> n).deliver(delivered::add))
                .hasMessage("source broke");
        assertThat(delivered).isSorted();
    }

    @Test
    void shouldCollectFailures() {
        List<Attempt<Long>> attempts = pool.mapRange(0, 1_000)
                .with(n -> {
                    if (n % 3 == 0) {
                        throw new IOException("at " + n);
                    }
                    return n;
                })
                .attempts();
        assertThat(attempts).hasSize(1_000).allMatch(attempt -> attempt.succeeded() == (attempt.index() % 3 != 0));
        assertThat(attempts.get(3).failure()).hasMessage("at 3");
        assertThat(attempts.get(4).value()).isEqualTo(4);
    }

    @Test
    void shouldFailWhatLeavesABorrowOpen() {
        Arena arena = Arena.create("left-open");
        assertThatThrownBy(() -> pool.map(List.of(1)).with(n -> arena.borrow()).toList())
                .isInstanceOf(BorrowLeakException.class);
        arena.borrow().close();
        arena.close();
    }

    // ---------------------------------------------------------------- ending early

    @Test
    void shouldKeepWhatIsDoneWhenItIsCancelled() {
        MapControl control = new MapControl();
        List<Integer> some = pool.map(naturals())
                .control(control)
                .with(n -> {
                    if (n == 1_000) {
                        control.cancel();
                    }
                    return n;
                })
                .toList();
        assertThat(control.isCancelled()).isTrue();
        assertThat(some).hasSizeGreaterThan(0).isSorted().doesNotHaveDuplicates();
        assertThat(pool.map(List.of(1, 2)).control(control).with(n -> n).toList())
                .as("cancelled before it began")
                .isEmpty();
        MapControl other = new MapControl();
        List<Long> prefix = pool.mapRange(0, 100_000)
                .parallelism(1)
                .control(other)
                .with(n -> {
                    if (n == 777) {
                        other.cancel();
                    }
                    return n;
                })
                .toList();
        assertThat(prefix).isEqualTo(LongStream.rangeClosed(0, 777).boxed().toList());
    }

    @Test
    void shouldInterruptAnItemThatTakesTooLong() {
        assertThatThrownBy(() -> pool.map(List.of(0, 1))
                        .itemTimeout(Duration.ofMillis(20))
                        .with(n -> n == 0 ? n : forEver())
                        .toList())
                .isInstanceOf(MapTimeoutException.class)
                .hasMessageStartingWith("item took too long: index=1, limit=20 ms; ");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        List<Attempt<Object>> attempts = pool.map(List.of(0, 1, 2))
                .itemTimeout(Duration.ofMillis(20))
                .<Object>with(n -> n == 1 ? forEver() : n)
                .attempts();
        assertThat(attempts).extracting(Attempt::succeeded).containsExactly(true, false, true);
    }

    @Test
    void shouldEndWhenTheTimeOfAllIsUp() {
        assertThatThrownBy(() -> pool.map(naturals())
                        .timeout(Duration.ofMillis(50))
                        .with(n -> n < 100 ? n : forEver())
                        .deliver(n -> {}))
                .isInstanceOf(MapTimeoutException.class)
                .hasMessageStartingWith("map took too long: pool=pool(maps), limit=50 ms, done=");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static Integer forEver() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody opens it");
    }

    @Test
    void shouldEndAtAnInterruptOfTheCaller() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch go = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            CountDownLatch busy = new CountDownLatch(2);
            Thread caller = threads.start("caller", () -> {
                try {
                    pool.map(List.of(0, 1))
                            .chunk(1)
                            .with(n -> {
                                busy.countDown();
                                return go.await(20, TimeUnit.SECONDS);
                            })
                            .toList();
                } catch (CancellationException | CompletionException e) {
                    seen.set(e);
                }
            });
            Await.open(busy);
            caller.interrupt();
            Await.until("caller has ended", () -> seen.get() != null);
            go.countDown();
        }
        assertThat(seen.get()).isInstanceOfAny(CancellationException.class, CompletionException.class);
    }

    @Test
    void shouldEndWhenThePoolIsShutDownAtOnce() {
        InterpreterPool brief = InterpreterPool.create("brief", 2);
        assertThatThrownBy(() -> brief.map(naturals())
                        .with(n -> {
                            if (n == 100) {
                                brief.shutdownNow();
                            }
                            return n;
                        })
                        .deliver(n -> {}))
                .isInstanceOf(CancellationException.class)
                .hasMessageStartingWith("pool was shut down during a map: pool=pool(brief), done=");
        brief.close();
        assertThatThrownBy(() -> brief.map(List.of(1)).with(n -> n).toList())
                .isInstanceOf(RejectedExecutionException.class);
    }

    // ---------------------------------------------------------------- maps and tasks together

    @Test
    void shouldNestWithoutADeadlock() {
        try (InterpreterPool one = InterpreterPool.create("one", 1)) {
            for (InterpreterPool any : List.of(one, pool)) {
                long sum = any.mapRange(0, 20)
                        .with(a -> any.mapRange(0, 20)
                                .with(b ->
                                        any.mapRange(0, 20).with(c -> a * b * c).reduce(0L, Long::sum))
                                .reduce(0L, Long::sum))
                        .reduce(0L, Long::sum);
                assertThat(sum).isEqualTo(190L * 190 * 190);
            }
        }
    }

    @Test
    void shouldBeDoneEvenIfNoWorkerIsFree() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(3);
        List<Future<?>> blocked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            blocked.add(pool.submit(() -> {
                busy.countDown();
                Await.open(go);
            }));
        }
        Await.open(busy);
        assertThat(pool.mapRange(0, 1_000).with(n -> n).toList()).hasSize(1_000);
        go.countDown();
        for (Future<?> done : blocked) {
            done.get();
        }
    }

    @Test
    void shouldRunNoOtherTaskOnAThreadThatWaitsWithABorrow() throws Exception {
        Arena arena = Arena.create("held");
        AtomicReference<Thread> strangers = new AtomicReference<>();
        try (InterpreterPool one = InterpreterPool.create("one", 1)) {
            one.submit(() -> {
                        try (ExclusiveBorrow b = arena.borrow()) {
                            one.execute(() ->
                                    strangers.set(b.arena().isHeldByCurrentThread() ? Thread.currentThread() : null));
                            int sum = one.map(List.of(1, 2, 3)).with(n -> n).reduce(0, Integer::sum);
                            assertThat(sum).isEqualTo(6);
                            assertThat(one.queuedTasks())
                                    .as("the stranger has not begun")
                                    .isEqualTo(1);
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(strangers.get()).isNull();
        arena.close();
    }

    @Test
    void shouldLetTasksGoFirstThatAreGivenDuringALongMap() throws Exception {
        try (InterpreterPool two = InterpreterPool.create("two", 2);
                Threads threads = new Threads()) {
            MapControl control = new MapControl();
            threads.start(
                    "mapper",
                    () -> two.map(naturals()).control(control).with(n -> n).deliver(n -> {}));
            Await.until("a worker helps", () -> two.startedWorkers() > 0);
            for (int i = 0; i < 20; i++) {
                assertThat(two.submit(() -> 1).get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
            control.cancel();
        }
    }

    // ---------------------------------------------------------------- progress

    @Test
    void shouldTellItsProgress() {
        List<MapProgress> told = new ArrayList<>();
        Set<Thread> tellers = ConcurrentHashMap.newKeySet();
        pool.mapRange(0, 100)
                .progress(progress -> {
                    told.add(progress);
                    tellers.add(Thread.currentThread());
                })
                .with(n -> n)
                .toList();
        assertThat(told.get(told.size() - 1).done()).isEqualTo(100);
        assertThat(told).allMatch(progress -> progress.total() == 100);
        assertThat(tellers).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldDrawABarOnATerminalOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new ProgressBar("reading", out, false).accept(new MapProgress(1, 2, Duration.ZERO));
        assertThat(bytes.size()).isZero();
        ProgressBar bar = new ProgressBar("reading", out, true);
        bar.accept(new MapProgress(1, 2, Duration.ofMillis(1_500)));
        bar.accept(new MapProgress(2, 2, Duration.ofSeconds(2)));
        new ProgressBar("counting", out, true).accept(new MapProgress(7, -1, Duration.ofMillis(100)));
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\rreading [###############...............] 1 of 2, 1.5 s"
                        + "\rreading [##############################] 2 of 2, 2.0 s" + System.lineSeparator()
                        + "\rcounting 7, 0.1 s");
    }
}
