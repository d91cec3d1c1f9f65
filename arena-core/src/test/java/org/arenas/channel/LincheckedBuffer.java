package org.arenas.channel;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;

/** A buffer behind the operations of {@link BufferModel}, and how the Lincheck tests run them. */
abstract class LincheckedBuffer {
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

    final boolean closeIt() {
        return buffer.close();
    }

    final boolean isItDrained() {
        return buffer.isDrained();
    }

    static void stress(Class<?> operations, Class<?> specification) {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(15)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .sequentialSpecification(specification)
                .check(operations);
    }

    static void modelCheck(Class<?> operations, Class<?> specification) {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .loopBound(LONGEST_SPIN)
                .sequentialSpecification(specification)
                .check(operations);
    }
}
