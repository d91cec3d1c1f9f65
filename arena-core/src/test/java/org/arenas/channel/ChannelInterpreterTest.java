package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.HomePolicy;
import org.arenas.Interpreter;
import org.arenas.VirtualThreads;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.ChannelPeerException;
import org.arenas.error.DeadlockException;
import org.arenas.error.OrphanedItemException;
import org.arenas.lock.Waiting;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.Snapshot;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Interpreters at the ends of channels: home arenas, carriers, deadlocks, orphans. */
class ChannelInterpreterTest {
    private final Interpreter clerk = Interpreter.create("clerk");
    private final Channel<Integer> channel =
            Channel.<Integer>builder().name("orders").capacity(2).create();

    @AfterEach
    void close() {
        channel.close();
        clerk.close();
    }

    private static void awaitWaiters(int count, Object wanted) {
        Await.until(
                count + " waiters of " + wanted,
                () -> Arenas.snapshot().waits().stream()
                                .filter(wait -> wait.wanted().contains(wanted.toString()))
                                .count()
                        == count);
    }

    @Test
    void shouldGiveTheHomeArenaUpWhileItWaits() {
        CompletionStage<Integer> taken = clerk.submit(home -> {
            int item = channel.take();
            clerk.arena().assertHeld();
            return item;
        });
        awaitWaiters(1, channel);
        try (ExclusiveBorrow b = clerk.arena().borrow()) {
            // The item is there, and the interpreter waits for its home before it takes it.
            channel.put(7);
            Await.waiters(b.arena(), 1);
            assertThat(channel.size()).isEqualTo(1);
        }
        assertThat(Arenas.join(taken)).isEqualTo(7);
    }

    @Test
    void shouldLetOthersHaveWhatAnInterpreterWasWokenFor() {
        CompletionStage<Integer> taken = clerk.submit(home -> channel.take());
        awaitWaiters(1, channel);
        try (Threads threads = new Threads()) {
            CountDownLatch held = new CountDownLatch(1);
            threads.start("borrower", () -> {
                try (ExclusiveBorrow b = clerk.arena().borrow()) {
                    held.countDown();
                    assertThat(channel.take()).isEqualTo(1);
                    b.arena().assertHeld();
                }
            });
            Await.open(held);
            awaitWaiters(2, channel);
            channel.put(1);
            threads.joinAll();
        }
        channel.put(2);
        assertThat(Arenas.join(taken)).isEqualTo(2);
    }

    @Test
    void shouldKeepTheHomeArenaIfItWasBuiltSo() {
        try (Interpreter keeper =
                Interpreter.builder("keeper").homePolicy(HomePolicy.KEEP).create()) {
            CompletionStage<Integer> taken = keeper.submit(home -> channel.take());
            awaitWaiters(1, channel);
            assertThat(keeper.arena().tryBorrow()).isNull();
            channel.put(7);
            assertThat(Arenas.join(taken)).isEqualTo(7);
        }
    }

    @Test
    void shouldSayInASnapshotWhoWaitsForAChannel() {
        try (Threads threads = new Threads();
                Arena held = Arena.create("held")) {
            threads.start("receiver", () -> {
                try (ExclusiveBorrow b = held.borrow()) {
                    channel.take();
                    b.arena().assertHeld();
                }
            });
            awaitWaiters(1, channel);
            Snapshot snapshot = Arenas.snapshot();
            Snapshot.Wait wait = snapshot.waits().get(0);
            assertThat(wait.who()).isEqualTo("receiver");
            assertThat(wait.wanted()).isEqualTo("an item of " + channel);
            assertThat(wait.site()).startsWith("ChannelInterpreterTest.");
            assertThat(wait.waitsFor()).isEmpty();
            assertThat(snapshot.text()).contains("receiver waits for an item of " + channel + " at ");
            ArenaSnapshot arena = Await.look(held);
            assertThat(arena.holders().get(0).waitsFor()).isEqualTo("an item of " + channel);
            channel.put(1);
            threads.joinAll();
        }
    }

    @Test
    @DisplayName("R9: an interpreter that is closed at once does not go on waiting")
    void shouldEndTheWaitOfAnInterpreterThatIsClosedAtOnce() {
        for (HomePolicy policy : HomePolicy.values()) {
            Interpreter closed =
                    Interpreter.builder("closed").homePolicy(policy).create();
            CompletionStage<Integer> taken = closed.submit(home -> channel.take());
            awaitWaiters(1, channel);
            closed.closeNow();
            assertThatThrownBy(() -> Arenas.join(taken)).isInstanceOf(ArenaClosedException.class);
            awaitWaiters(0, channel);
        }
        channel.put(1);
        assertThat(channel.take()).isEqualTo(1);
    }

    /** Nobody interrupts a caller that runs the task itself; and a wait without a limit does not look around. */
    @Test
    @DisplayName("R9: an interpreter that is closed at once does not go on waiting on its caller's thread either")
    void shouldEndTheWaitOfATaskThatRunsOnItsCallersThread() {
        for (HomePolicy policy : HomePolicy.values()) {
            Interpreter closed =
                    Interpreter.builder("closed").homePolicy(policy).create();
            try (Threads threads = new Threads()) {
                threads.start("caller", () -> {
                    assertThatThrownBy(() -> closed.call(home -> channel.take()))
                            .isInstanceOf(ArenaClosedException.class);
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                });
                awaitWaiters(1, channel);
                threads.start("closer", closed::closeNow);
                threads.joinAll();
            }
            awaitWaiters(0, channel);
        }
        channel.put(1);
        assertThat(channel.take()).isEqualTo(1);
    }

    @Test
    void shouldHaveASpareCarrierForEveryoneWhoWaits() {
        int count = 4 * Runtime.getRuntime().availableProcessors();
        List<Interpreter> interpreters = new ArrayList<>();
        List<CompletionStage<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Interpreter next = Interpreter.create("receiver-" + i);
            interpreters.add(next);
            taken.add(next.submit(home -> channel.take()));
        }
        awaitWaiters(count, channel);
        assertThat(Arenas.<Integer>join(clerk.submit(home -> 1))).isEqualTo(1);
        for (int i = 0; i < count; i++) {
            channel.put(i);
        }
        assertThat(taken.stream().mapToInt(Arenas::join).sum()).isEqualTo(count * (count - 1) / 2);
        interpreters.forEach(Interpreter::close);
    }

    @Test
    void shouldNotPinVirtualThreads() {
        // Where there are none, the shared carriers must have as many spare threads.
        int count = VirtualThreads.areSupported() ? 300 : 30;
        List<Interpreter> interpreters = new ArrayList<>();
        List<CompletionStage<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Interpreter.Builder builder = Interpreter.builder("virtual-" + i);
            Interpreter next =
                    (VirtualThreads.areSupported() ? builder.carriers(VirtualThreads.carriers()) : builder).create();
            interpreters.add(next);
            taken.add(next.submit(home -> channel.take()));
        }
        awaitWaiters(count, channel);
        for (int i = 0; i < count; i++) {
            channel.put(i);
        }
        assertThat(taken.stream().mapToInt(Arenas::join).sum()).isEqualTo(count * (count - 1) / 2);
        interpreters.forEach(Interpreter::close);
    }

    // ---------------------------------------------------------------- deadlocks

    @Test
    @DisplayName("R5: waiting for the only sender, which waits for the receiver, is a deadlock")
    void shouldProveADeadlockWithTheOnlySender() {
        try (Arena arena = Arena.create("ledger")) {
            Channel<Integer> prices = Channel.<Integer>builder()
                    .name("prices")
                    .capacity(2)
                    .onlySender(clerk)
                    .create();
            CompletionStage<?> sent;
            try (ExclusiveBorrow b = arena.borrow()) {
                sent = clerk.submit(home -> {
                    arena.borrow().close();
                    prices.put(1);
                    return null;
                });
                Await.waiters(b.arena(), 1);
                assertThatThrownBy(prices::take)
                        .isInstanceOf(DeadlockException.class)
                        .hasMessageContaining("wanted=an item of " + prices)
                        .hasMessageContaining(prices + " filled only by " + clerk);
            }
            Arenas.join(sent);
            assertThat(prices.take()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("R5: a cycle that comes about after the wait has begun is found, too")
    void shouldProveADeadlockThatTheOnlyReceiverCloses() {
        try (Arena arena = Arena.create("ledger");
                Threads threads = new Threads()) {
            Channel<Integer> prices =
                    Channel.<Integer>builder().capacity(1).onlyReceiver(clerk).create();
            prices.put(1);
            CountDownLatch go = new CountDownLatch(1);
            threads.start("sender", () -> {
                try (ExclusiveBorrow b = arena.borrow()) {
                    go.countDown();
                    assertThatThrownBy(() -> prices.put(2)).isInstanceOf(DeadlockException.class);
                    b.arena().assertHeld();
                }
            });
            Await.open(go);
            awaitWaiters(1, prices);
            CompletionStage<Integer> taken = clerk.submit(home -> {
                arena.borrow().close();
                return prices.take();
            });
            threads.joinAll();
            assertThat(Arenas.join(taken)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("R5: no deadlock as long as there is room, even if nobody was woken for it")
    void shouldNotTakeALazyWakeUpForADeadlock() {
        BufferedChannel<Integer> prices = (BufferedChannel<Integer>)
                Channel.<Integer>builder().capacity(8).onlyReceiver(clerk).create();
        IntStream.range(0, 8).forEach(prices::put);
        Sleep sender = new Sleep(List.of(new Case.Put(prices, 8)), new Linger(8));
        sender.enterLines(false);
        clerk.call(home -> {
            List<Waiting.Edge> edges = new ArrayList<>();
            sender.blockers(edges::add);
            assertThat(edges).hasSize(1);
            prices.take();
            sender.blockers(edges::add);
            assertThat(edges).hasSize(1);
            return prices.tryPut(8);
        });
        assertThat(sender.leaveLines()).isFalse();
        assertThat(prices.size()).isEqualTo(8);
    }

    @Test
    @DisplayName("R5: an interpreter cannot wait for itself")
    void shouldProveThatAnInterpreterWaitsForItself() {
        Channel<Integer> own = Channel.<Integer>builder().onlySender(clerk).create();
        assertThatThrownBy(() -> clerk.call(home -> own.take())).isInstanceOf(DeadlockException.class);
    }

    @Test
    void shouldTakeNothingFromStrangers() {
        Channel<Integer> prices = Channel.<Integer>builder().onlySender(clerk).create();
        assertThatThrownBy(() -> prices.put(1)).isInstanceOf(ChannelPeerException.class);
        clerk.call(home -> {
            prices.put(2);
            return null;
        });
        assertThat(prices.take()).isEqualTo(2);
    }

    @Test
    void shouldTakeNothingFromASelectThatAnotherHasBuilt() {
        Channel<Integer> prices = Channel.<Integer>builder().onlySender(clerk).create();
        List<Select> built = new ArrayList<>();
        clerk.execute(home -> built.add(Select.create().onPut(prices, 1, () -> {})));
        Select mine = Select.create().onPut(prices, 2, () -> {});
        clerk.call(home -> mine.tryRun());
        assertThat(prices.take()).isEqualTo(2);
        assertThatThrownBy(() -> built.get(0).tryRun()).isInstanceOf(ChannelPeerException.class);
        assertThat(prices.isEmpty()).isTrue();
    }

    // ---------------------------------------------------------------- orphans

    private Channel<Integer> withOrphans(OrphanPolicy policy) {
        Channel<Integer> orphans =
                Channel.<Integer>builder().capacity(8).orphans(policy).create();
        try (Interpreter shortLived = Interpreter.create("short-lived")) {
            shortLived.call(home -> {
                orphans.putAll(List.of(1, 2));
                return null;
            });
            orphans.put(3);
        }
        return orphans;
    }

    @Test
    void shouldKeepOrphans() {
        List<Integer> taken = new ArrayList<>();
        withOrphans(OrphanPolicy.KEEP).drainTo(taken);
        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void shouldDropOrphans() {
        Channel<Integer> orphans = withOrphans(OrphanPolicy.DROP);
        assertThat(orphans.take()).isEqualTo(3);
        assertThat(orphans.tryTake()).isNull();
        orphans.put(4);
        orphans.close();
        assertThat(orphans.stream().toList()).isEmpty();
        assertThat(orphans.size()).isZero();
    }

    @Test
    void shouldFailInPlaceOfOrphans() {
        Channel<Integer> orphans = withOrphans(OrphanPolicy.FAIL);
        assertThatThrownBy(orphans::take).isInstanceOf(OrphanedItemException.class);
        assertThatThrownBy(orphans::take).isInstanceOf(OrphanedItemException.class);
        assertThat(orphans.take()).isEqualTo(3);
        orphans.put(4);
        orphans.close();
        assertThatThrownBy(orphans::take).isInstanceOf(OrphanedItemException.class);
        assertThat(orphans.isDrained()).isTrue();
    }

    @Test
    void shouldHoldWhoRunsASelectForTheSender() {
        Channel<Integer> orphans =
                Channel.<Integer>builder().orphans(OrphanPolicy.DROP).create();
        Select put = Select.create().onPut(orphans, 1, () -> {});
        try (Interpreter shortLived = Interpreter.create("short-lived")) {
            shortLived.call(home -> put.tryRun());
        }
        assertThat(orphans.tryTake()).isNull();
        put.run();
        assertThat(orphans.tryTake()).isEqualTo(1);
    }

    @Test
    void shouldWakeASenderThatWaitsForTheRoomOfADroppedOrphan() throws InterruptedException {
        Channel<Integer> orphans = Channel.<Integer>builder()
                .capacity(1)
                .orphans(OrphanPolicy.DROP)
                .create();
        try (Interpreter shortLived = Interpreter.create("short-lived")) {
            shortLived.call(home -> orphans.tryPut(1));
        }
        try (Threads threads = new Threads()) {
            Thread sender = threads.start("sender", () -> orphans.put(2));
            Await.blocked(sender);
            assertThat(orphans.tryTake(Duration.ofSeconds(20))).isEqualTo(2);
            threads.joinAll();
        }
    }
}
