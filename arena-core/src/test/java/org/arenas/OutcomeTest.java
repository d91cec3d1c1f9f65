package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final Arena arena = Arena.create("arena");

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldCompleteAloneWhatNobodyLooksAt() {
        Outcome<Integer> value = outcome();
        assertThat(value.completeAlone(1, null)).isTrue();
        assertThat(value.join()).isEqualTo(1);
        assertThat(value.thenApply(one -> one + 1).join()).isEqualTo(2);

        RuntimeException failure = new IllegalStateException("mine");
        Outcome<Integer> failed = outcome();
        assertThat(failed.completeAlone(null, failure)).isTrue();
        assertThatThrownBy(failed::join).cause().isSameAs(failure);
    }

    @Test
    void shouldNotCompleteAloneWhatSomebodyMayDependOn() {
        CompletableFuture<Integer> other = new CompletableFuture<>();
        List<Function<CompletionStage<Integer>, CompletionStage<?>>> uses = List.of(
                stage -> stage.thenRun(() -> {}),
                stage -> stage.whenComplete((r, e) -> {}),
                stage -> stage.handleAsync((r, e) -> r),
                stage -> stage.exceptionally(e -> 1),
                stage -> stage.acceptEither(other, r -> {}),
                stage -> other.acceptEither(stage, r -> {}),
                stage -> other.thenCombine(stage, Integer::sum),
                stage -> CompletableFuture.completedFuture(1).thenCompose(r -> stage),
                stage -> CompletableFuture.allOf(stage.toCompletableFuture(), other),
                stage -> CompletableFuture.anyOf((Outcome<Integer>) stage, other));
        for (Function<CompletionStage<Integer>, CompletionStage<?>> use : uses) {
            Outcome<Integer> stage = outcome();
            assertThat(use.apply(stage)).isNotNull();
            assertThat(stage.completeAlone(1, null)).isFalse();
            assertThat(stage).isNotDone();
            stage.complete(1, null);
            assertThat(stage).isDone();
        }
    }

    /** A race: what is attached at the very end of a behaviour must not keep the next one from running. */
    @Test
    void shouldNotLetADependentBlockTheNextBehaviourWheneverItIsAttached() throws Exception {
        int rounds = 4_000;
        List<CompletableFuture<?>> waited = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            CompletionStage<?> first = Arenas.when(write(arena)).call(b -> 1);
            CompletionStage<?> second = Arenas.when(write(arena)).call(b -> 2);
            for (int spin = i % 100; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            waited.add(first.thenRun(() -> second.toCompletableFuture().join()).toCompletableFuture());
        }
        for (CompletableFuture<?> one : waited) {
            one.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldNotKeepTheStagesBeforeADerivedOne() {
        CompletionStage<Integer> last = Arenas.when(write(arena)).call(b -> 0);
        List<WeakReference<?>> before = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            before.add(new WeakReference<>(last));
            last = last.thenApply(n -> n + 1);
        }
        assertThat(Arenas.join(last)).isEqualTo(100);

        Await.cleared(before);
        assertThat(last.toCompletableFuture()).isDone();
    }

    @Test
    void shouldWaitForAStageThatIsDerivedFromVeryMany() {
        List<Integer> result = new ArrayList<>();
        try (Threads threads = new Threads()) {
            CompletionStage<Integer> last;
            try (Holder holder = Holder.of(arena)) {
                last = Arenas.when(write(arena)).call(b -> 0);
                for (int i = 0; i < 100_000; i++) {
                    last = last.thenApply(n -> n + 1);
                }
                CompletionStage<Integer> end = last;
                Thread waiter = threads.start("waiter", () -> result.add(Arenas.join(end)));
                Await.blocked(waiter);
                holder.release();
            }
            threads.joinAll();
        }
        assertThat(result).containsExactly(100_000);
    }

    /**
     * The first task has ended, its result is not told yet, and the next task waits for what the waiter holds: that is no
     * deadlock, though the next task of the same interpreter is in the way of the waiter's arena.
     */
    @Test
    void shouldNotTakeTheNextTaskForWhatKeepsAResult() {
        CountDownLatch given = new CountDownLatch(1);
        Executor lateTeller = lateTeller();
        try (Interpreter bank = Interpreter.builder("bank").carriers(lateTeller).create();
                Threads threads = new Threads()) {
            CountDownLatch holds = new CountDownLatch(1);
            CompletionStage<Integer> first = bank.submit(home -> {
                Await.open(given);
                return 1;
            });
            threads.start("waiter", () -> {
                try (ExclusiveBorrow held = arena.borrow()) {
                    holds.countDown();
                    assertThat(Arenas.join(first)).isEqualTo(1);
                    held.arena().assertHeld();
                }
            });
            Await.open(holds);
            bank.execute(home -> arena.borrow().close());
            given.countDown();
            threads.joinAll();
        }
    }

    /** Carriers that take their time over everything but the first: until that has waited for the arena for long. */
    private Executor lateTeller() {
        List<Runnable> seen = new ArrayList<>();
        return task -> {
            Thread thread = new Thread(task, "carrier " + seen.size());
            thread.setDaemon(true);
            thread.start();
            synchronized (seen) {
                seen.add(task);
                if (seen.size() != 2) {
                    return;
                }
            }
            Await.until(
                    "the next task has waited for the arena",
                    () -> Await.look(arena).waiters().stream().anyMatch(waiter -> waiter.waitedNanos() > 50_000_000));
        };
    }

    private static Outcome<Integer> outcome() {
        return new Outcome<>(visitor -> {});
    }
}
