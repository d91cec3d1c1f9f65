package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a behaviour gives back, and what its body may do; its order is in {@link R06OrderTest}. */
class BehaviourTest {
    private final Arena checking = Arena.create("checking");
    private final Arena savings = Arena.create("savings");

    @AfterEach
    void close() {
        checking.close();
        savings.close();
    }

    @Test
    void shouldGiveTheResultOfTheBody() {
        assertThat(Arenas.<Integer>join(Arenas.when(write(checking)).call(b -> 1)))
                .isEqualTo(1);
        assertThat(Arenas.when(write(checking), read(savings))
                        .call(b -> "two")
                        .toCompletableFuture()
                        .join())
                .isEqualTo("two");
        Object nothing = Arenas.join(Arenas.when(read(checking)).call(b -> null));
        assertThat(nothing).isNull();
        Object none = Arenas.join(Arenas.when(read(checking)).run(b -> {}));
        assertThat(none).isNull();
    }

    @Test
    void shouldThrowWhatTheBodyThrowsAsItIsAndSayWhereItWasScheduled() {
        RuntimeException unchecked = new IllegalStateException("mine");
        Error error = new StackOverflowError("mine");
        Exception checked = new IOException("mine");

        assertThat(failure(unchecked)).isSameAs(unchecked);
        assertThat(failure(error)).isSameAs(error);
        assertThat(failure(checked))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(checked);
        assertThat(unchecked.getSuppressed())
                .singleElement()
                .satisfies(origin -> assertThat(origin)
                        .hasMessageContaining("behaviour(write(" + checking + "))")
                        .hasMessageContaining(
                                "scheduled by " + Thread.currentThread().getName()));
        Arenas.join(Arenas.when(write(checking)).run(b -> checking.assertHeld()));
    }

    @Test
    void shouldNotLetAnExceptionGrowThatManyBehavioursThrow() {
        RuntimeException constant = new IllegalStateException("a constant");

        for (int i = 0; i < 100; i++) {
            assertThat(failure(constant)).isSameAs(constant);
        }

        assertThat(constant.getSuppressed()).hasSize(16);
    }

    private Throwable failure(Throwable e) {
        CompletionStage<?> stage = Arenas.when(write(checking)).call(b -> BehaviourTest.<RuntimeException>raise(e));
        return catchThrowable(() -> Arenas.join(stage));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> Object raise(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void shouldNameTheInterpreterThatScheduledAFailingBehaviour() {
        try (Interpreter bank = Interpreter.create("bank")) {
            CompletionStage<?> stage = bank.<CompletionStage<?>>call(
                    home -> Arenas.when(write(checking)).run(b -> {
                        throw new IllegalStateException("mine");
                    }));
            Throwable thrown = catchThrowable(() -> Arenas.join(stage));
            assertThat(thrown.getSuppressed()[0]).hasMessageContaining("scheduled by " + bank);
        }
    }

    @Test
    void shouldHoldAnArenaOnceThatIsNamedTwice() {
        Ref<Box> box = ownedBy(checking);
        CompletionStage<Integer> stage = Arenas.when(read(checking), write(checking), read(checking))
                .call(b -> {
                    assertThat(b.exclusive(checking).get(box).value).isEqualTo(1);
                    return ++b.get(box).value;
                });
        assertThat(Arenas.join(stage)).isEqualTo(2);
        assertThat(checking.tryBorrow()).isNotNull().satisfies(ExclusiveBorrow::close);

        CompletionStage<?> reading = Arenas.when(read(checking), read(checking)).call(b -> b.exclusive(checking));
        assertThatThrownBy(() -> Arenas.join(reading)).isInstanceOf(AccessModeException.class);
    }

    @Test
    void shouldReleaseTheArenasBeforeTheResultIsTold() {
        CompletionStage<Boolean> free;
        try (Holder holder = Holder.of(checking)) {
            free = Arenas.when(write(checking), write(savings)).call(b -> 1).thenApply(one -> {
                checking.borrow().close();
                savings.borrow().close();
                return !checking.isHeldByCurrentThread();
            });
            holder.release();
        }
        assertThat(Arenas.join(free)).isTrue();
    }

    @Test
    void shouldRunWhatABodySchedulesAfterItself() {
        List<Integer> order = new ArrayList<>();
        CompletionStage<CompletionStage<Boolean>> outer = Arenas.when(write(checking))
                .call(b -> {
                    CompletionStage<Boolean> inner =
                            Arenas.when(write(checking), write(savings)).call(c -> order.add(2));
                    order.add(1);
                    return inner;
                });
        Arenas.join(outer.thenCompose(inner -> inner));
        assertThat(order).containsExactly(1, 2);
    }

    @Test
    void shouldGoOnForLongWithBehavioursThatScheduleTheNextOne() {
        int steps = 100_000;
        Ref<Box> box = ownedBy(checking);
        CompletableFuture<Integer> end = new CompletableFuture<>();
        step(box, steps, end);
        assertThat(Arenas.join(end)).isEqualTo(steps + 1);
    }

    private void step(Ref<Box> box, int left, CompletableFuture<Integer> end) {
        CompletionStage<?> unused = box.send(b -> {
            b.value++;
            if (left == 1) {
                end.complete(b.value);
            } else {
                step(box, left - 1, end);
            }
            return null;
        });
    }

    @Test
    void shouldLetABehaviourReadTogetherWithAsManyOthersAsThereAreCarriers() {
        int carriers = ((SharedCarriers) Carriers.shared()).parallelism();
        CyclicBarrier together = new CyclicBarrier(carriers);
        List<CompletionStage<?>> readers = new ArrayList<>();
        for (int i = 0; i < carriers; i++) {
            readers.add(Arenas.when(read(checking)).run(b -> meet(together)));
        }
        readers.forEach(Arenas::join);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("readers do not run together", e);
        }
    }

    @Test
    void shouldFailTheStageIfAnArenaIsClosedWithoutRunning() {
        AtomicInteger ran = new AtomicInteger();
        CompletionStage<?> stage;
        try (Holder holder = Holder.of(savings)) {
            stage = Arenas.when(write(checking), write(savings)).run(b -> ran.incrementAndGet());
            Await.waiters(savings, 1);
            checking.close();
            assertThatThrownBy(() -> Arenas.join(stage)).isInstanceOf(ArenaClosedException.class);
            holder.release();
        }
        savings.borrow().close();
        assertThat(ran).hasValue(0);
    }

    @Test
    void shouldRunThoughItsStageWasCancelled() {
        AtomicInteger ran = new AtomicInteger();
        try (Holder holder = Holder.of(checking)) {
            CompletionStage<?> stage = Arenas.when(write(checking)).call(b -> ran.incrementAndGet());
            assertThat(stage.toCompletableFuture().cancel(true)).isTrue();
            holder.release();
        }
        Arenas.join(Arenas.when(write(checking)).run(b -> {}));
        assertThat(ran).hasValue(1);
    }

    @Test
    void shouldScheduleTheSameBehaviourAsOftenAsOneLikes() {
        Ref<Box> box = ownedBy(checking);
        When twice = Arenas.when(write(checking));
        CompletionStage<Integer> first = twice.call(b -> ++b.get(box).value);
        CompletionStage<Integer> second = twice.call(b -> ++b.get(box).value);
        assertThat(Arenas.join(first)).isEqualTo(2);
        assertThat(Arenas.join(second)).isEqualTo(3);
    }

    private static Ref<Box> ownedBy(Arena arena) {
        try (ExclusiveBorrow b = arena.borrow()) {
            return b.own(new Box(1));
        }
    }
}
