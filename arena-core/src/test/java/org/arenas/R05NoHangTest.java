package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R5 Never a hang")
@DisplayNameGeneration(RuleNames.class)
class R05NoHangTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Arena a = Arena.create("a");
    private final Arena b = Arena.create("b");
    private final Arena c = Arena.create("c");
    private final AtomicInteger granted = new AtomicInteger();

    @AfterEach
    void close() {
        a.close();
        b.close();
        c.close();
    }

    @Test
    void shouldNotDeadlockWhenEachTakesItsArenasInOneStep() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("R5 groups: -Darenas.test.seed=" + seed);
        List<Arena> arenas = List.of(a, b, c, Arena.create("d"), Arena.create("e"));
        int[] sums = new int[arenas.size()];
        AtomicInteger expected = new AtomicInteger();
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                Random random = new Random(seed + t);
                threads.start("grouper " + t, () -> {
                    for (int i = 0; i < 2_000; i++) {
                        Access[] accesses = new Access[1 + random.nextInt(4)];
                        boolean[] written = new boolean[sums.length];
                        for (int k = 0; k < accesses.length; k++) {
                            int arena = random.nextInt(sums.length);
                            boolean write = random.nextInt(3) > 0;
                            written[arena] |= write;
                            accesses[k] = write ? write(arenas.get(arena)) : read(arenas.get(arena));
                        }
                        try (Borrow borrow = Arenas.borrow(accesses)) {
                            assertThat(borrow).isNotNull();
                            for (int arena = 0; arena < sums.length; arena++) {
                                if (written[arena]) {
                                    sums[arena]++;
                                }
                            }
                        }
                        for (boolean one : written) {
                            expected.addAndGet(one ? 1 : 0);
                        }
                    }
                });
            }
            threads.joinAll();
        }
        int sum = 0;
        for (int i = 0; i < sums.length; i++) {
            try (ExclusiveBorrow borrow = arenas.get(i).borrow()) {
                sum += borrow.arena().isHeldByCurrentThread() ? sums[i] : 0;
            }
        }
        assertThat(sum).isEqualTo(expected.get());
        arenas.forEach(Arena::close);
    }

    @Test
    void shouldEndATimedWaitAndAnInterruptedOne() throws Exception {
        try (Holder holder = Holder.of(a);
                Threads threads = new Threads()) {
            assertThat(holder.thread().isAlive()).isTrue();
            assertThat(a.tryBorrow()).isNull();
            assertThat(a.tryBorrow(Duration.ofMillis(5))).isNull();
            assertThat(a.tryBorrowShared(Duration.ofMillis(5))).isNull();
            assertThat(a.tryBorrow(Duration.ZERO)).isNull();
            assertThat(a.tryBorrow(Duration.ofNanos(-1))).isNull();
            assertThat(Arenas.tryBorrow(Duration.ofMillis(5), write(a), write(b)))
                    .isNull();

            Thread waiter = threads.start("waiter", () -> {
                assertThatThrownBy(a::borrowInterruptibly).isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(a::borrowSharedInterruptibly).isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> Arenas.borrowInterruptibly(write(a), read(b)))
                        .isInstanceOf(InterruptedException.class);
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> a.tryBorrow(LONG)).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            });
            Await.waiters(a, 1);
            waiter.interrupt();
            threads.joinAll();
            assertThat(Await.look(a).waiters()).isEmpty();
            b.borrow().close();
        }
    }

    @Test
    void shouldKeepAnInterruptPendingThatDoesNotEndTheWait() {
        try (Holder holder = Holder.of(a);
                Threads threads = new Threads()) {
            Thread waiter = threads.start("waiter", () -> {
                a.borrow().close();
                granted.incrementAndGet();
                assertThat(Thread.interrupted()).isTrue();
                Thread.currentThread().interrupt();
                a.borrowShared().close();
                granted.incrementAndGet();
                assertThat(Thread.interrupted()).isTrue();
            });
            Await.waiters(a, 1);
            waiter.interrupt();
            Await.blocked(waiter);
            assertThat(Await.look(a).waiters()).hasSize(1);
            holder.release();
            threads.joinAll();
        }
        assertThat(granted).hasValue(2);
    }
}
