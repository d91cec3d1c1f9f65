package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.arenas.actors.RemoteCounter.Add;
import org.arenas.actors.RemoteCounter.Cell;
import org.arenas.actors.RemoteCounter.Runs;
import org.arenas.error.UnreachableOwnerException;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A remote call over a network that loses messages")
class RemoteLossTest {
    private static final int CALLS = 300;

    @RegisterExtension
    final TwoNodes nodes = TwoNodes.remote("akka.reliable-delivery.producer-controller.chunk-large-messages = 1 KiB");

    private final long seed = Long.getLong("arenas.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Makes calls while the network comes and goes, and mends it in the end. */
    private List<CompletionStage<Integer>> callWhileLosing(RemoteRef<Cell> cell, Delivery delivery, Duration timeout) {
        List<CompletionStage<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            if (i % 30 == 10 || i % 30 == 20) {
                // What was sent before is to arrive, and what is sent from now on to be lost, or the other way round.
                spread();
                nodes.loseAll(i % 30 == 10);
            }
            calls.add(cell.call(new Add(1), delivery, timeout));
            if (random.nextInt(10) == 0) {
                spread();
            }
        }
        spread();
        nodes.loseAll(false);
        return calls;
    }

    /** Spreads the calls over the changes of the network. */
    private void spread() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(15)));
    }

    @Test
    @DisplayName("at most once: no command runs twice, and all that was answered has run")
    void shouldRunAtMostOnce() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        List<CompletionStage<Integer>> calls = callWhileLosing(cell, Delivery.AT_MOST_ONCE, Duration.ofSeconds(2));
        int answered = 0;
        for (CompletionStage<Integer> call : calls) {
            try {
                TwoNodes.get(call);
                answered++;
            } catch (UnreachableOwnerException e) {
                assertThat(e).hasMessageContaining("no answer in time");
            }
        }
        int runs = TwoNodes.get(cell.call(new Runs()));
        assertThat(runs).as("-Darenas.test.seed=%s", seed).isBetween(answered, CALLS);
        assertThat(answered).as("-Darenas.test.seed=%s", seed).isLessThan(CALLS);
    }

    @Test
    @DisplayName("at least once: every command runs, some of them more often")
    void shouldRunAtLeastOnce() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        for (CompletionStage<Integer> call : callWhileLosing(cell, Delivery.AT_LEAST_ONCE, Duration.ofSeconds(30))) {
            assertThat(TwoNodes.get(call)).isPositive();
        }
        int runs = TwoNodes.get(cell.call(new Runs()));
        assertThat(runs).as("-Darenas.test.seed=%s", seed).isGreaterThanOrEqualTo(CALLS);
    }

    @Test
    @DisplayName("at least once: runs again if the answer was lost")
    void shouldRunAgainIfTheAnswerIsLost() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        CompletionStage<Integer> call = cell.call(new RemoteCounter.Block("again", "lost"), Delivery.AT_LEAST_ONCE);
        Await.open(RemoteCounter.latch("again"));
        nodes.loseAll(true);
        RemoteCounter.latch("lost").countDown();
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Runs(), Delivery.AT_MOST_ONCE, Duration.ofMillis(300))))
                .isInstanceOf(UnreachableOwnerException.class);
        nodes.loseAll(false);
        assertThat(TwoNodes.get(call)).isGreaterThan(1);
    }

    @Test
    @DisplayName("exactly once: every command runs once, in order, and its result arrives")
    void shouldRunExactlyOnce() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        List<CompletionStage<Integer>> calls = callWhileLosing(cell, Delivery.EXACTLY_ONCE, Duration.ofSeconds(40));
        for (int i = 0; i < CALLS; i++) {
            assertThat(TwoNodes.get(calls.get(i)))
                    .as("-Darenas.test.seed=%s", seed)
                    .isEqualTo(i + 1);
        }
        assertThat(TwoNodes.get(cell.call(new Runs()))).isEqualTo(CALLS);
    }

    @Test
    @DisplayName("exactly once: also if the network is gone when the flow is to begin, and with large values in chunks")
    void shouldBeginWithoutANetwork() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        nodes.loseAll(true);
        String large = "x".repeat(20_000);
        CompletionStage<String> call =
                cell.call(new RemoteCounter.Echo(large), Delivery.EXACTLY_ONCE, Duration.ofSeconds(40));
        assertThatThrownBy(() -> TwoNodes.get(cell.call(new Runs(), Delivery.AT_MOST_ONCE, Duration.ofMillis(300))))
                .isInstanceOf(UnreachableOwnerException.class);
        nodes.loseAll(false);
        assertThat(TwoNodes.get(call)).isEqualTo(large);
        assertThat(TwoNodes.get(cell.call(new Runs()))).isEqualTo(1);
    }

    @Test
    @DisplayName("exactly once: what was not sent when its time was up never runs")
    void shouldNotSendLate() throws Throwable {
        RemoteRef<Cell> cell = nodes.reference(nodes.owner());
        nodes.loseAll(true);
        CompletionStage<Integer> late = cell.call(new Add(1), Delivery.EXACTLY_ONCE, Duration.ofMillis(200));
        assertThatThrownBy(() -> TwoNodes.get(late)).isInstanceOf(UnreachableOwnerException.class);
        nodes.loseAll(false);
        assertThat(TwoNodes.get(cell.call(new Add(10), Delivery.EXACTLY_ONCE, Duration.ofSeconds(40))))
                .isEqualTo(10);
    }
}
