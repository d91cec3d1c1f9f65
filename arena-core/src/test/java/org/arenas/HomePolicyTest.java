package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interpreter that keeps its home arena whatever its task waits for. */
class HomePolicyTest {
    private final Interpreter keeping =
            Interpreter.builder("keeping").homePolicy(HomePolicy.KEEP).create();
    private final Interpreter also =
            Interpreter.builder("also").homePolicy(HomePolicy.KEEP).create();
    private final Interpreter giving =
            Interpreter.builder("giving").homePolicy(HomePolicy.SUSPEND).create();
    private final Arena other = Arena.create("other");

    @AfterEach
    void close() {
        keeping.close();
        also.close();
        giving.close();
        other.close();
    }

    private void assertKept() {
        assertThat(keeping.arena().tryBorrow()).isNull();
        assertThat(keeping.arena().tryBorrowShared()).isNull();
    }

    @Test
    void shouldKeepItsHomeWhileItWaitsForAnArena() {
        try (Holder holder = Holder.of(other)) {
            CompletionStage<?> task = keeping.submit(home -> {
                other.borrow().close();
                return null;
            });
            Await.waiters(other, 1);
            assertKept();
            holder.release();
            Arenas.join(task);
        }
    }

    @Test
    void shouldKeepItsHomeWhileItWaitsForAnAnswer() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletionStage<Integer> task = keeping.submit(home -> giving.<Integer>call(there -> {
            asked.countDown();
            Await.open(goOn);
            return 7;
        }));
        Await.open(asked);
        assertKept();
        goOn.countDown();
        assertThat(Arenas.join(task)).isEqualTo(7);
    }

    @Test
    void shouldKeepItsHomeDuringBlockingWork() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletionStage<Integer> task = keeping.submit(home -> home.suspendDuring(() -> {
            inside.countDown();
            Await.open(goOn);
            return home.get(home.own(new Box(8))).value;
        }));
        Await.open(inside);
        assertKept();
        goOn.countDown();
        assertThat(Arenas.join(task)).isEqualTo(8);
    }

    @Test
    void shouldLetNobodyInWhenItYields() {
        CountDownLatch inside = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        CompletionStage<?> task = keeping.submit(home -> {
            inside.countDown();
            Await.waiters(keeping.arena(), 1);
            home.yield();
            order.add("task");
            return null;
        });
        Await.open(inside);
        try (ExclusiveBorrow b = keeping.arena().borrow()) {
            order.add("borrower");
            assertThat(b.arena()).isSameAs(keeping.arena());
        }
        Arenas.join(task);
        assertThat(order).containsExactly("task", "borrower");
    }

    @Test
    void shouldThrowInACycleOfTwoThatKeepTheirHome() {
        CountDownLatch both = new CountDownLatch(2);
        CompletionStage<String> one = keeping.submit(home -> borrowOnceBothRun(both, also));
        CompletionStage<String> two = also.submit(home -> borrowOnceBothRun(both, keeping));
        List<String> thrown = new ArrayList<>();
        thrown.add(Arenas.join(one));
        thrown.add(Arenas.join(two));

        List<String> told = thrown.stream().filter(Objects::nonNull).toList();
        assertThat(told).isNotEmpty().allSatisfy(e -> assertThat(e).startsWith(DeadlockException.class.getName()));
        assertThat(told.get(0)).contains(keeping.toString()).contains(also.toString());
        // The home is still held by the task that was told, and both go on.
        assertThat(keeping.<Integer>call(home -> 1) + also.<Integer>call(home -> 2))
                .isEqualTo(3);
    }

    @Test
    void shouldNotThrowIfOneOfTheTwoGivesItsHomeUp() {
        for (int i = 0; i < 100; i++) {
            CountDownLatch both = new CountDownLatch(2);
            CompletionStage<String> one = keeping.submit(home -> borrowOnceBothRun(both, giving));
            CompletionStage<String> two = giving.submit(home -> borrowOnceBothRun(both, keeping));
            assertThat(Arenas.join(one)).isNull();
            assertThat(Arenas.join(two)).isNull();
        }
    }

    /** What was thrown, as text, or null. */
    private static String borrowOnceBothRun(CountDownLatch both, Interpreter wanted) {
        both.countDown();
        Await.open(both);
        Throwable thrown = catchThrowable(() -> wanted.arena().borrow().close());
        return thrown == null ? null : thrown.toString();
    }
}
