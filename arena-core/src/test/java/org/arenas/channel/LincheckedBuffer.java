package org.arenas.channel;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A buffer behind the operations of {@link BufferModel}, and how Lincheck runs them. How many threads may offer or poll at a
 * time is said where these operations are declared, by whoever tests a buffer: Lincheck looks at the annotations of what is
 * overridden, too.
 */
public abstract class LincheckedBuffer {
    private static final int LONGEST_SPIN = 500;

    static {
        // Otherwise it warns of every record and lambda that its snapshots of static fields cannot look into.
        System.setProperty("lincheck.logLevel", "ERROR");
    }

    private final Buffer buffer;

    LincheckedBuffer(Buffer buffer) {
        this.buffer = buffer;
    }

    final String offerTo(int item) {
        return buffer.offer(item).name();
    }

    final @Nullable Integer pollFrom() {
        return (Integer) buffer.poll();
    }

    @Operation
    public final boolean close() {
        return buffer.close();
    }

    @Operation
    public final boolean isDrained() {
        return buffer.isDrained();
    }

    /** What the operations do, one after the other. */
    Class<? extends BufferModel> model() {
        return BufferModel.class;
    }

    @Test
    @DisplayName("The buffer is linearizable, on real threads")
    final void shouldBeLinearizableUnderStress() {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(15)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .sequentialSpecification(model())
                .check(getClass());
    }

    @Test
    @DisplayName("The buffer is linearizable, in every interleaving tried")
    final void shouldBeLinearizableInTheModelChecker() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .loopBound(LONGEST_SPIN)
                .sequentialSpecification(model())
                .check(getClass());
    }
}
