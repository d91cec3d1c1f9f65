package org.arenas.bench;

import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The batch that a spawner schedules: which objects each task wants, and the stages to wait for. The pattern is random but
 * the same in all benchmarks. In the end the sum of all objects shows whether every task has run, once.
 */
@State(Scope.Thread)
public class BehaviourBatch {
    static final int SIZE = 1024;

    private static final long SEED = 42;

    /** How many arenas, or objects, the batch goes over. */
    @Param({"1", "64", "1024"})
    public int arenas;

    private final CompletionStage<?>[] stages = new CompletionStage<?>[SIZE];
    private final int[] firsts = new int[SIZE];
    private final int[] seconds = new int[SIZE];
    private long expected;

    /** Fixes the pattern. */
    @Setup
    public void prepare() {
        Random random = new Random(SEED);
        for (int i = 0; i < SIZE; i++) {
            firsts[i] = random.nextInt(arenas);
            seconds[i] = (firsts[i] + 1 + random.nextInt(objects() - 1)) % objects();
        }
    }

    /** How many objects there are: two at least, of which {@code arenas=1} uses one where one is enough. */
    final int objects() {
        return Math.max(2, arenas);
    }

    /** The object of a task. */
    final int first(int task) {
        return firsts[task];
    }

    /** Its other one, which is never the same. */
    final int second(int task) {
        return seconds[task];
    }

    final void scheduled(CompletionStage<?> stage, int task) {
        stages[task] = stage;
    }

    /** Waits for a batch of increments. */
    final CompletionStage<?> joinIncrements() {
        expected += SIZE;
        return join();
    }

    /** Waits for a batch of moves, which leave the sum as it is. */
    final CompletionStage<?> joinMoves() {
        return join();
    }

    /** Backwards: when the last one is done, the others are or nearly are, and need no wait of their own. */
    private CompletionStage<?> join() {
        for (int i = SIZE - 1; i >= 0; i--) {
            stages[i].toCompletableFuture().join();
        }
        return stages[0];
    }

    final void checkSum(long sum) {
        if (sum != expected) {
            throw new IllegalStateException("updates were lost: sum=" + sum + " expected=" + expected);
        }
    }
}
