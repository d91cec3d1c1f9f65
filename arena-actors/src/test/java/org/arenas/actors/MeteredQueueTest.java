package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.Envelope;
import akka.dispatch.MessageQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of a mailbox, with threads in the place of senders and of the actor. */
@DisplayName("The queue of a metered mailbox")
class MeteredQueueTest {
    private static final int SENDERS = 4;
    private static final int EACH = 50_000;

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension();

    private final DeadEnd deadLetters = new DeadEnd();
    private final Queue<Integer> dropped = new ConcurrentLinkedQueue<>();

    /** Where messages go that nobody receives. */
    private static final class DeadEnd implements MessageQueue {
        final Queue<Integer> messages = new ConcurrentLinkedQueue<>();

        @Override
        public void enqueue(ActorRef receiver, Envelope message) {
            messages.add((Integer) message.message());
        }

        @Override
        public @Nullable Envelope dequeue() {
            return null;
        }

        @Override
        public int numberOfMessages() {
            return 0;
        }

        @Override
        public boolean hasMessages() {
            return false;
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue others) {}
    }

    private ActorRef receiver() {
        return Adapter.toClassic(actors.system().deadLetters());
    }

    private Envelope message(int number) {
        return Envelope.apply(number, receiver());
    }

    private MeteredQueue queue(int capacity, MailboxOverflow overflow) {
        return new MeteredQueue(
                capacity, overflow, (to, message, reason) -> dropped.add((Integer) message.message()), ended -> {});
    }

    private static @Nullable Integer take(MeteredQueue queue) {
        Envelope next = queue.dequeue();
        return next == null ? null : (Integer) next.message();
    }

    private static List<Integer> takeAll(MeteredQueue queue) {
        List<Integer> taken = new ArrayList<>();
        for (Integer next = take(queue); next != null; next = take(queue)) {
            taken.add(next);
        }
        return taken;
    }

    private MailboxMetrics metrics(MeteredQueue queue) {
        return queue.metrics(actors.system().deadLetters());
    }

    @Test
    @DisplayName("gives messages back in the order in which they were sent, and counts them")
    void shouldKeepOrderAndCount() {
        MeteredQueue queue = queue(MeteredQueue.UNBOUNDED, MailboxOverflow.DROP_NEWEST);
        List<Integer> sent = IntStream.range(0, 100).boxed().toList();
        sent.forEach(number -> queue.enqueue(receiver(), message(number)));
        assertThat(queue.hasMessages()).isTrue();
        assertThat(queue.numberOfMessages()).isEqualTo(100);
        assertThat(List.of(take(queue), take(queue))).containsExactly(0, 1);
        MailboxMetrics metrics = metrics(queue);
        assertThat(metrics.isBounded()).isFalse();
        assertThat(List.of(metrics.size(), metrics.most())).containsExactly(98, 100);
        assertThat(List.of(metrics.received(), metrics.dequeued(), metrics.dropped()))
                .containsExactly(100L, 2L, 0L);
        assertThat(takeAll(queue)).isEqualTo(sent.subList(2, 100));
        assertThat(queue.hasMessages()).isFalse();
        assertThat(queue.numberOfMessages()).isZero();
    }

    @Test
    @DisplayName("drops the newest message at the bound, and none below it")
    void shouldDropNewest() {
        MeteredQueue queue = queue(3, MailboxOverflow.DROP_NEWEST);
        IntStream.range(0, 5).forEach(number -> queue.enqueue(receiver(), message(number)));
        assertThat(dropped).containsExactly(3, 4);
        assertThat(take(queue)).isZero();
        queue.enqueue(receiver(), message(5));
        assertThat(takeAll(queue)).containsExactly(1, 2, 5);
        assertThat(dropped).containsExactly(3, 4);
        assertThat(metrics(queue).most()).isEqualTo(3);
    }

    @Test
    @DisplayName("drops the oldest message at the bound, and none below it")
    void shouldDropOldest() {
        MeteredQueue queue = queue(3, MailboxOverflow.DROP_OLDEST);
        IntStream.range(0, 5).forEach(number -> queue.enqueue(receiver(), message(number)));
        assertThat(dropped).containsExactly(0, 1);
        MailboxMetrics metrics = metrics(queue);
        assertThat(List.of(metrics.received(), metrics.dequeued(), metrics.dropped()))
                .containsExactly(5L, 0L, 2L);
        assertThat(takeAll(queue)).containsExactly(2, 3, 4);
    }

    @ParameterizedTest
    @EnumSource(MailboxOverflow.class)
    @DisplayName("never holds more than its bound, loses nothing unheard, and keeps the order of each sender")
    void shouldKeepBoundUnderContention(MailboxOverflow overflow) {
        for (int capacity : new int[] {1, 2, 7, 1_000}) {
            dropped.clear();
            List<Integer> taken = storm(queue(capacity, overflow), capacity);
            assertThat(taken.size() + dropped.size()).as("taken and dropped").isEqualTo(SENDERS * EACH);
            List<Integer> all = new ArrayList<>(taken);
            all.addAll(dropped);
            assertThat(all.stream().distinct().count()).isEqualTo(SENDERS * EACH);
            assertThat(isEachSenderInOrder(taken)).as("order of each sender").isTrue();
        }
    }

    private List<Integer> storm(MeteredQueue queue, int capacity) {
        List<Integer> taken = new ArrayList<>();
        AtomicInteger sending = new AtomicInteger(SENDERS);
        AtomicBoolean looked = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            CyclicBarrier start = new CyclicBarrier(SENDERS + 1);
            for (int sender = 0; sender < SENDERS; sender++) {
                int first = sender * EACH;
                threads.start("sender-" + sender, () -> {
                    start.await();
                    for (int i = first; i < first + EACH; i++) {
                        queue.enqueue(receiver(), message(i));
                    }
                    sending.decrementAndGet();
                });
            }
            threads.start("receiver", () -> {
                start.await();
                while (sending.get() > 0 || queue.hasMessages()) {
                    Integer next = take(queue);
                    if (next != null) {
                        taken.add(next);
                    }
                }
            });
            threads.start("looker", () -> {
                while (sending.get() > 0) {
                    MailboxMetrics metrics = metrics(queue);
                    assertThat(metrics.size()).isBetween(0, capacity);
                    assertThat(metrics.most()).isLessThanOrEqualTo(capacity);
                    assertThat(metrics.received()).isEqualTo(metrics.dequeued() + metrics.dropped() + metrics.size());
                    looked.set(true);
                }
            });
            threads.joinAll();
        }
        MailboxMetrics end = metrics(queue);
        assertThat(List.of(end.received(), end.dequeued(), end.dropped()))
                .containsExactly((long) SENDERS * EACH, (long) taken.size(), (long) dropped.size());
        assertThat(end.size()).isZero();
        return taken;
    }

    private static boolean isEachSenderInOrder(List<Integer> taken) {
        int[] last = new int[SENDERS];
        java.util.Arrays.fill(last, -1);
        for (int number : taken) {
            if (number <= last[number / EACH]) {
                return false;
            }
            last[number / EACH] = number;
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    @DisplayName("takes exactly its bound when many send at once and nobody receives")
    void shouldFillExactly(int capacity) {
        for (int round = 0; round < 200; round++) {
            dropped.clear();
            MeteredQueue queue = queue(capacity, MailboxOverflow.DROP_NEWEST);
            try (Threads threads = new Threads()) {
                CyclicBarrier start = new CyclicBarrier(SENDERS);
                for (int sender = 0; sender < SENDERS; sender++) {
                    threads.start("sender-" + sender, () -> {
                        start.await();
                        for (int i = 0; i < 64; i++) {
                            queue.enqueue(receiver(), message(i));
                        }
                    });
                }
                threads.joinAll();
            }
            assertThat(takeAll(queue)).hasSize(capacity);
            assertThat(dropped).hasSize(SENDERS * 64 - capacity);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, MeteredQueue.UNBOUNDED})
    @DisplayName("R9: every message that comes while it ends is received, dropped or a dead letter")
    void shouldLoseNothingAtEnd(int capacity) {
        for (int round = 0; round < 300; round++) {
            dropped.clear();
            deadLetters.messages.clear();
            MeteredQueue queue = queue(capacity, MailboxOverflow.DROP_NEWEST);
            int each = 100;
            int atEnd = round;
            AtomicInteger taken = new AtomicInteger();
            try (Threads threads = new Threads()) {
                CountDownLatch start = new CountDownLatch(1);
                for (int sender = 0; sender < SENDERS; sender++) {
                    int first = sender * each;
                    threads.start("sender-" + sender, () -> {
                        Await.open(start);
                        for (int i = 0; i < each; i++) {
                            queue.enqueue(receiver(), message(first + i));
                        }
                    });
                }
                threads.start("receiver", () -> {
                    start.countDown();
                    for (int i = 0; i < atEnd; i++) {
                        if (take(queue) != null) {
                            taken.incrementAndGet();
                        }
                    }
                    queue.cleanUp(receiver(), deadLetters);
                });
                threads.joinAll();
            }
            assertThat(queue.hasMessages()).isFalse();
            assertThat(taken.get() + dropped.size() + deadLetters.messages.size())
                    .isEqualTo(SENDERS * each);
        }
    }

    @Test
    @DisplayName("says how long its oldest message has waited")
    void shouldTellAge() {
        MeteredQueue queue = queue(100, MailboxOverflow.DROP_NEWEST);
        assertThat(metrics(queue).oldest()).isZero();
        IntStream.range(0, 40).forEach(number -> queue.enqueue(receiver(), message(number)));
        long sent = System.nanoTime();
        Await.until("5 ms", () -> System.nanoTime() - sent > 5_000_000);
        for (int i = 0; i < 39; i++) {
            take(queue);
            assertThat(metrics(queue).oldest().toMillis()).isBetween(5L, 20_000L);
        }
        take(queue);
        assertThat(metrics(queue).oldest()).isZero();
        long late = System.nanoTime();
        queue.enqueue(receiver(), message(40));
        assertThat(metrics(queue).oldest().toNanos()).isLessThanOrEqualTo(System.nanoTime() - late);
    }
}
