package org.arenas;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A mailbox with room for three tasks, to which all put and from which one takes.
 *
 * <p>A task that was put while nobody had the right to run must leave the mailbox scheduled, and one that was put while
 * somebody ran must do so when the right is given back: that is what {@code begin} finds, or does not.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public class MailboxLincheckTest {
    private static final int CAPACITY = 3;
    private static final String RUNNER = "runner";

    static {
        // Otherwise it warns of every record and lambda that its snapshots of static fields cannot look into.
        System.setProperty("lincheck.logLevel", "ERROR");
    }

    /** What it should look like. */
    public static final class Model {
        private final Queue<Integer> tasks = new ArrayDeque<>();
        private boolean closed;
        private boolean running;
        private boolean taken;

        public String put(int value) {
            if (closed) {
                return "CLOSED";
            }
            if (tasks.size() + (taken ? 1 : 0) >= CAPACITY) {
                return "FULL";
            }
            tasks.add(value);
            return "PUT";
        }

        public boolean begin() {
            boolean begins = !running && !tasks.isEmpty();
            running |= begins;
            return begins;
        }

        public @Nullable Integer take() {
            if (!running) {
                return null;
            }
            Integer task = tasks.poll();
            taken |= task != null;
            return task;
        }

        public boolean giveBack() {
            boolean gives = running;
            running = false;
            taken = false;
            return gives && !tasks.isEmpty();
        }

        public void close() {
            closed = true;
        }

        public boolean interrupt() {
            return running;
        }
    }

    /** A task that does nothing. */
    private static final class Numbered extends MailboxTask {
        private final int number;

        private Numbered(int number) {
            this.number = number;
        }

        @Override
        void run(Home home) {}

        @Override
        void fail(Throwable failure) {}

        @Override
        void discard(Throwable reason) {}

        @Override
        boolean hasOutcome() {
            return false;
        }

        @Override
        void ended() {}

        @Override
        void complete() {}

        @Override
        boolean completeUnattached() {
            return true;
        }
    }

    private final Mailbox mailbox = new Mailbox();

    /** The runner's own. */
    private boolean running;

    @Operation
    public String put(int value) {
        Mailbox.Put put = mailbox.put(new Numbered(value), CAPACITY, true);
        return put == Mailbox.Put.SCHEDULED || put == Mailbox.Put.DONE ? "PUT" : put.name();
    }

    @Operation(nonParallelGroup = RUNNER)
    public boolean begin() {
        boolean begins = mailbox.casPhase(Mailbox.SCHEDULED, Mailbox.CARRIED);
        running |= begins;
        return begins;
    }

    @Operation(nonParallelGroup = RUNNER)
    public @Nullable Integer take() {
        if (!running) {
            return null;
        }
        MailboxTask task = mailbox.take();
        while (task == null && mailbox.hasMore()) {
            // Counted, and not pushed yet.
            Thread.onSpinWait();
            task = mailbox.take();
        }
        return task == null ? null : ((Numbered) Objects.requireNonNull(task)).number;
    }

    @Operation(nonParallelGroup = RUNNER)
    public boolean giveBack() {
        boolean gives = running;
        running = false;
        return gives && mailbox.giveBack();
    }

    @Operation
    public void close() {
        mailbox.close(Mailbox.CLOSED);
    }

    /** Whether there was a carrier to interrupt. */
    @Operation(nonParallelGroup = "interrupter")
    public boolean interrupt() {
        boolean runs = mailbox.beginInterrupt();
        if (runs) {
            mailbox.endInterrupt();
        }
        return runs;
    }

    @Test
    @DisplayName("The mailbox is linearizable, on real threads")
    void shouldBeLinearizableUnderStress() {
        new StressOptions()
                .minimizeFailedScenario(false)
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(3)
                .sequentialSpecification(Model.class)
                .check(MailboxLincheckTest.class);
    }

    @Test
    @DisplayName("The mailbox is linearizable, in every interleaving tried")
    void shouldBeLinearizableInTheModelChecker() {
        new ModelCheckingOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(2)
                .actorsAfter(3)
                .sequentialSpecification(Model.class)
                .check(MailboxLincheckTest.class);
    }
}
