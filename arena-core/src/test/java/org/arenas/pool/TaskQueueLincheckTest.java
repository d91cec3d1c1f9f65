package org.arenas.pool;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue of segments of two places each, which end all the time. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class TaskQueueLincheckTest {
    private static final int PLACES = 2;
    private static final int LONGEST_SPIN = 500;

    static {
        // Otherwise it warns of every record and lambda that its snapshots of static fields cannot look into.
        System.setProperty("lincheck.logLevel", "ERROR");
    }

    private final TaskQueue<Integer> queue = new TaskQueue<>(PLACES);

    /** What it should look like. */
    public static final class Model {
        private final Queue<Integer> tasks = new ArrayDeque<>();
        private boolean closed;

        public boolean offer(int task) {
            return !closed && tasks.add(task);
        }

        public @Nullable Integer poll() {
            return tasks.poll();
        }

        public void close() {
            closed = true;
        }
    }

    @Operation
    public boolean offer(int task) {
        return queue.offer(task);
    }

    @Operation
    public @Nullable Integer poll() {
        return queue.poll();
    }

    @Operation
    public void close() {
        queue.close();
    }

    @Test
    @DisplayName("The queue is linearizable, on real threads")
    void shouldBeLinearizableUnderStress() {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(20)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(3)
                .sequentialSpecification(Model.class)
                .check(TaskQueueLincheckTest.class);
    }

    @Test
    @DisplayName("The queue is linearizable, in every interleaving tried")
    void shouldBeLinearizableInTheModelChecker() {
        new ModelCheckingOptions()
                .iterations(15)
                .invocationsPerIteration(400)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(3)
                .loopBound(LONGEST_SPIN)
                .sequentialSpecification(Model.class)
                .check(TaskQueueLincheckTest.class);
    }
}
