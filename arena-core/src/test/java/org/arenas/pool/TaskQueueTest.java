package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
    /** A task that can be told from others. */
    private record Numbered(int giver, int number) implements Runnable {
        @Override
        public void run() {}
    }

    private final TaskQueue<Runnable> queue = new TaskQueue<>();

    @Test
    void shouldGiveTasksInTheirOrder() {
        int count = 3 * TaskQueue.SIZE + 7;
        for (int i = 0; i < count; i++) {
            assertThat(queue.offer(new Numbered(0, i))).isTrue();
        }
        assertThat(queue.size()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(queue.poll()).isEqualTo(new Numbered(0, i));
        }
        assertThat(queue.poll()).isNull();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.isDrained()).as("drained before the close").isFalse();
    }

    @Test
    void shouldTakeNothingAfterTheCloseAndKeepWhatWasTakenBefore() {
        for (int i = 0; i < TaskQueue.SIZE + 3; i++) {
            queue.offer(new Numbered(0, i));
        }
        queue.close();
        queue.close();

        assertThat(queue.offer(new Numbered(0, -1))).isFalse();
        assertThat(queue.size()).isEqualTo(TaskQueue.SIZE + 3);
        assertThat(queue.isDrained()).isFalse();
        List<Runnable> polled = new ArrayList<>();
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            polled.add(task);
        }
        assertThat(polled).hasSize(TaskQueue.SIZE + 3).endsWith(new Numbered(0, TaskQueue.SIZE + 2));
        assertThat(queue.isDrained()).isTrue();
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldBeDrainedAtOnceIfItIsClosedEmpty() {
        queue.close();
        assertThat(queue.poll()).isNull();
        assertThat(queue.isDrained()).isTrue();
    }

    /** Nothing that was accepted is lost or doubled, nothing is accepted after the close, and each giver's order is kept. */
    @Test
    void shouldHandEveryAcceptedTaskToOnePoller() {
        for (int round = 0; round < 40; round++) {
            handToPollers(new TaskQueue<>(), round * 400);
        }
    }

    private static void handToPollers(TaskQueue<Runnable> queue, int closeAfter) {
        int givers = 2;
        AtomicInteger accepted = new AtomicInteger();
        Queue<Numbered> all = new ConcurrentLinkedQueue<>();
        try (Threads threads = new Threads()) {
            for (int g = 0; g < givers; g++) {
                int giver = g;
                threads.start("giver " + g, () -> {
                    for (int i = 0; queue.offer(new Numbered(giver, i)); i++) {
                        if (accepted.incrementAndGet() == closeAfter + 1) {
                            queue.close();
                        }
                    }
                    assertThat(queue.offer(new Numbered(giver, -1))).isFalse();
                });
            }
            for (int p = 0; p < 2; p++) {
                threads.start("poller " + p, () -> {
                    int[] last = {-1, -1};
                    while (!queue.isDrained()) {
                        if (queue.poll() instanceof Numbered task) {
                            assertThat(task.number).isGreaterThan(last[task.giver]);
                            last[task.giver] = task.number;
                            all.add(task);
                        }
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(all).hasSize(accepted.get()).doesNotHaveDuplicates();
        assertThat(queue.poll()).isNull();
    }
}
