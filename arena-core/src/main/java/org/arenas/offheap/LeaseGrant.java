package org.arenas.offheap;

import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/** A range of an array by a lease, for the execution that took it alone. */
final class LeaseGrant extends ArrayGrant {
    final Range range;
    final RangeMode mode;
    final Execution execution;
    final Thread thread = Thread.currentThread();

    private final UnsafeBuffer segment;
    private final long run;
    private final @Nullable Object subject;
    private final StackWalker.@Nullable StackFrame site;

    /** False before it was granted, and after its end. Written by the own thread, but for a lender whose thread that is. */
    private boolean open;

    LeaseGrant(Lending lending, Range range, RangeMode mode) {
        super(lending.owner().memory, lending.owner().handle, lending.owner().type);
        this.segment = lending.segment();
        this.range = range;
        this.mode = mode;
        this.execution = Execution.current();
        this.run = execution.run();
        this.subject = execution.subject();
        this.site = Diagnostics.KEEP_CONTENDED ? Site.caller() : null;
    }

    void begin() {
        open = true;
        execution.opened();
    }

    /** {@return false if it had ended before} */
    boolean end() {
        boolean was = open;
        open = false;
        // A task that has ended has left its count of open borrows behind.
        if (was && !execution.hasEnded(run)) {
            execution.closed();
        }
        return was;
    }

    boolean isOwn() {
        return execution.isRunning(run);
    }

    /** Whether nobody can close it any more: its thread has died, or its task has ended. */
    boolean isOrphan() {
        return !thread.isAlive() || execution.subject() != subject;
    }

    boolean conflictsWith(LeaseGrant other) {
        return mode.conflictsWith(other.mode) && range.overlaps(other.range);
    }

    @Override
    UnsafeBuffer readable() {
        if (!isOwn()) {
            throw notOwn();
        }
        if (!open) {
            throw Violations.borrowClosed(text(), execution.describe());
        }
        return segment;
    }

    RuntimeException notOwn() {
        return Violations.borrowThread(
                text(), execution.describe(), Execution.current().describe());
    }

    @Override
    UnsafeBuffer writable() {
        UnsafeBuffer bytes = readable();
        if (mode == RangeMode.READ) {
            throw Violations.rangeReadOnly(text(), memory.label(), execution.describe());
        }
        return bytes;
    }

    /** Nothing: all of it changes, from when it was lent. */
    @Override
    void beforeChange(int at, int length) {}

    /** What is borrowed, in words. */
    String text() {
        return mode + " " + range + " of " + array();
    }

    String where() {
        return Site.where(site);
    }

    RuntimeException conflict(LeaseGrant present) {
        return Violations.rangeBorrowed(
                text(), execution.describe(), where(), present.text(), present.execution.describe(), present.where());
    }
}
