package org.arenas.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.arenas.Arenas;
import org.arenas.error.ChannelClosedException;
import org.arenas.testing.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Senders and receivers that use every way in and out, interrupts that hit them at any moment, and a close in the middle.
 * Whatever was accepted is taken once, and the items of one sender in their order. {@code -Darenas.test.seed=} repeats a run as far
 * as the scheduler lets it.
 */
class ChannelStormTest {
    private static final int ROUNDS = 15;
    private static final int ITEMS = 1_500;

    /** What is stormed: how many threads at either end, and which buffer between them. */
    @SuppressWarnings("ImmutableEnumChecker") // The builders of builders are lambdas without state.
    enum Scene {
        SPSC_RING(1, 1, () -> Channel.<Item>builder().capacity(4).singleSender().singleReceiver()),
        MPSC_RING(3, 1, () -> Channel.<Item>builder().capacity(4).singleReceiver()),
        MPMC_RING(3, 3, () -> Channel.<Item>builder().capacity(4)),
        MPMC_RING_OF_ONE(2, 2, () -> Channel.<Item>builder().capacity(1)),
        MPMC_CHUNKS(3, 3, Channel::<Item>builder);

        private final int senders;
        private final int receivers;
        private final Supplier<ChannelBuilder<Item>> builder;

        Scene(int senders, int receivers, Supplier<ChannelBuilder<Item>> builder) {
            this.senders = senders;
            this.receivers = receivers;
            this.builder = builder;
        }
    }

    private record Item(int sender, int number) {}

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9: no item is lost or doubled, and nobody hangs, whatever is closed or interrupted when")
    void shouldLoseAndDoubleNothing(Scene scene) {
        long seed = Long.getLong("arenas.test.seed", ThreadLocalRandom.current().nextLong());
        System.out.println("channel storm: " + scene + ": arenas.test.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(scene, random.split()).run();
        }
        assertThat(Arenas.snapshot().waits()).isEmpty();
    }

    /** One channel from its beginning to its end. */
    private static final class Round {
        private final Scene scene;
        private final SplittableRandom random;
        private final Channel<Item> channel;
        private final List<Integer> accepted = new ArrayList<>();
        private final List<Queue<Item>> taken = new ArrayList<>();
        private final List<Thread> running = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Round(Scene scene, SplittableRandom random) {
            this.scene = scene;
            this.random = random;
            channel = scene.builder.get().create();
        }

        void run() {
            int[] counts = new int[scene.senders];
            try (Threads threads = new Threads();
                    Threads interrupter = new Threads()) {
                for (int i = 0; i < scene.receivers; i++) {
                    Queue<Item> mine = new ConcurrentLinkedQueue<>();
                    taken.add(mine);
                    SplittableRandom own = random.split();
                    running.add(threads.start("receiver-" + i, () -> receive(mine, own)));
                }
                for (int i = 0; i < scene.senders; i++) {
                    int sender = i;
                    SplittableRandom own = random.split();
                    running.add(threads.start("sender-" + i, () -> counts[sender] = send(sender, own)));
                }
                SplittableRandom own = random.split();
                interrupter.start("interrupter", () -> interrupt(own));
                if (random.nextBoolean()) {
                    awaitItems(random.nextInt(ITEMS));
                    channel.close();
                }
                threads.joinAll();
                over.set(true);
                interrupter.joinAll();
            }
            for (int count : counts) {
                accepted.add(count);
            }
            check();
        }

        private void awaitItems(int items) {
            while (taken.stream().mapToInt(Queue::size).sum() < items
                    && running.stream().anyMatch(Thread::isAlive)
                    && !channel.isClosed()) {
                Thread.onSpinWait();
            }
        }

        private void interrupt(SplittableRandom own) {
            while (!over.get()) {
                running.get(own.nextInt(running.size())).interrupt();
                for (int spins = own.nextInt(5_000); spins > 0; spins--) {
                    Thread.onSpinWait();
                }
            }
        }

        /** How many items were accepted: those with the numbers below it. The first sender that is through closes. */
        private int send(int sender, SplittableRandom own) {
            int number = 0;
            try {
                while (number < ITEMS) {
                    if (send(new Item(sender, number), own)) {
                        number++;
                    }
                }
                channel.close();
            } catch (ChannelClosedException e) {
                assertThat(channel.isClosed()).isTrue();
            }
            return number;
        }

        private boolean send(Item item, SplittableRandom own) {
            try {
                switch (own.nextInt(5)) {
                    case 0 -> channel.put(item);
                    case 1 -> channel.putInterruptibly(item);
                    case 2 -> {
                        return channel.tryPut(item);
                    }
                    case 3 -> {
                        return channel.tryPut(item, Duration.ofNanos(own.nextInt(20_000)));
                    }
                    default -> {
                        return Select.create()
                                .onPut(channel, item, () -> {})
                                .tryRun(Duration.ofNanos(own.nextInt(200_000)));
                    }
                }
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }

        private void receive(Queue<Item> mine, SplittableRandom own) {
            try {
                while (true) {
                    Item item = receive(mine, own.nextInt(6), own);
                    if (item != null) {
                        mine.add(item);
                    }
                }
            } catch (ChannelClosedException e) {
                assertThat(channel.isDrained()).isTrue();
            }
        }

        private @Nullable Item receive(Queue<Item> mine, int way, SplittableRandom own) {
            try {
                return switch (way) {
                    case 0 -> channel.take();
                    case 1 -> channel.takeInterruptibly();
                    case 2 -> channel.tryTake();
                    case 3 -> channel.tryTake(Duration.ofNanos(own.nextInt(20_000)));
                    case 4 -> {
                        channel.drainTo(mine, own.nextInt(4));
                        yield null;
                    }
                    default -> {
                        Select.create().onTake(channel, mine::add).tryRun(Duration.ofNanos(own.nextInt(200_000)));
                        yield null;
                    }
                };
            } catch (InterruptedException e) {
                return null;
            }
        }

        private void check() {
            int[] next = new int[scene.senders];
            List<List<Integer>> numbers = new ArrayList<>();
            for (int sender = 0; sender < scene.senders; sender++) {
                numbers.add(new ArrayList<>());
            }
            for (Queue<Item> mine : taken) {
                Arrays.fill(next, 0);
                for (Item item : mine) {
                    assertThat(item.number).as("order of a sender").isGreaterThanOrEqualTo(next[item.sender]);
                    next[item.sender] = item.number + 1;
                    numbers.get(item.sender).add(item.number);
                }
            }
            for (int sender = 0; sender < scene.senders; sender++) {
                assertThat(numbers.get(sender).stream().sorted().distinct().count())
                        .as("each once")
                        .isEqualTo(numbers.get(sender).size());
                assertThat(numbers.get(sender)).as("each").hasSize(accepted.get(sender));
            }
            assertThat(channel.size()).isZero();
        }
    }
}
