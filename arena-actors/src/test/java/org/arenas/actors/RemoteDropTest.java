package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.actors.RemoteCounter.Add;
import org.arenas.actors.RemoteCounter.Cell;
import org.arenas.actors.RemoteCounter.Message;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("A remote call to an owner that does not get every message once")
class RemoteDropTest {
    private static final int CALLS = 200;

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("""
            arenas.actors.remote { resend-interval = 20ms, idle-timeout = 100ms, call-timeout = 40s }
            akka.reliable-delivery.producer-controller.chunk-large-messages = 64 KiB
            """);

    private final long seed = Long.getLong("arenas.test.seed", System.nanoTime());

    /** As a bounded mailbox, or a supervisor that waits, drops messages; and some come twice. */
    private static final class Lossy<T> extends BehaviorInterceptor<T, T> {
        private final Random random;

        @SuppressWarnings("unchecked") // So that it gets the library's own messages, too.
        Lossy(long seed) {
            super((Class<T>) Object.class);
            this.random = new Random(seed);
        }

        @Override
        public Behavior<T> aroundReceive(TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
            int dice = message instanceof OwnerMessage ? random.nextInt(4) : 3;
            if (dice == 0) {
                return Behaviors.same();
            }
            if (dice == 1) {
                target.apply(context, message);
            }
            return target.apply(context, message);
        }
    }

    private RemoteRef<Cell> reference() {
        TestProbe<RemoteCounter.Found> found = actors.probe();
        ActorRef<Message> owner =
                actors.kit().spawn(Behaviors.intercept(() -> new Lossy<>(seed), RemoteCounter.create()));
        owner.tell(new RemoteCounter.Where(found.ref()));
        return found.receiveMessage().cell();
    }

    @Test
    @DisplayName("exactly once: runs each command once, in order")
    void shouldRunExactlyOnce() throws Throwable {
        RemoteRef<Cell> cell = reference();
        List<CompletionStage<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(cell.call(new Add(1), Delivery.EXACTLY_ONCE));
        }
        for (int i = 0; i < CALLS; i++) {
            assertThat(TwoNodes.get(calls.get(i)))
                    .as("-Darenas.test.seed=%s", seed)
                    .isEqualTo(i + 1);
        }
    }

    @Test
    @DisplayName("at least once: runs each command")
    void shouldRunAtLeastOnce() throws Throwable {
        RemoteRef<Cell> cell = reference();
        List<CompletionStage<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(cell.call(new Add(1), Delivery.AT_LEAST_ONCE));
        }
        for (CompletionStage<Integer> call : calls) {
            assertThat(TwoNodes.get(call)).as("-Darenas.test.seed=%s", seed).isPositive();
        }
        assertThat(TwoNodes.get(cell.call(new RemoteCounter.Runs(), Delivery.AT_LEAST_ONCE)))
                .as("-Darenas.test.seed=%s", seed)
                .isGreaterThan(CALLS);
    }

    @Test
    @DisplayName("exactly once: goes on after a failure that cannot be cut into pieces")
    void shouldGoOnAfterWhatCannotBeCut() throws Throwable {
        RemoteRef<Cell> cell = reference();
        Ref<Cell> ref = foreign();
        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> TwoNodes.get(cell.call(new RemoteCounter.Throw("why"), Delivery.EXACTLY_ONCE)))
                    .isInstanceOf(RemoteFailureException.class)
                    .hasMessageContaining("message=(why)");
            assertThatThrownBy(() -> TwoNodes.get(cell.call(new Uncut(ref), Delivery.EXACTLY_ONCE)))
                    .hasMessageContaining("value is of use in its own JVM alone");
            assertThat(TwoNodes.get(cell.call(new Add(1), Delivery.EXACTLY_ONCE)))
                    .isEqualTo(i);
        }
    }

    private static Ref<Cell> foreign() {
        try (Arena arena = Arena.create("foreign");
                ExclusiveBorrow b = arena.borrow()) {
            return b.own(new Cell());
        }
    }

    /** Is shareable, and cannot be serialised. */
    record Uncut(Ref<Cell> ref) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            return 0;
        }
    }

    @Test
    @DisplayName("R9: keeps nothing for an owner that nobody calls, and begins anew with the next call")
    void shouldForgetIdleOwners() throws Throwable {
        RemoteRef<Cell> cell = reference();
        RemoteCalls calls = ArenasExtension.get(actors.system()).remote();
        for (int i = 1; i <= 3; i++) {
            assertThat(TwoNodes.get(cell.call(new Add(1), Delivery.EXACTLY_ONCE, Duration.ofSeconds(40))))
                    .as("-Darenas.test.seed=%s", seed)
                    .isEqualTo(i);
            Await.until("nothing kept", calls::isIdle);
        }
    }
}
