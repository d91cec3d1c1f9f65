package org.arenas;

import org.arenas.error.MovedException;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Durations;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;

/** What is remembered of one move: who, where, when and whereto. Keeps the object alive no more than a Ref does. */
final class Move {
    static final String NOT_ACCEPTED = "not accepted yet";

    private final Ref<?> ref;
    private final Object by;
    private final StackWalker.@Nullable StackFrame place;
    private final @Nullable Site site;
    private final long nanos = System.nanoTime();

    /** Where the object is now: an arena, or words. */
    private volatile Object to = NOT_ACCEPTED;

    Move(Ref<?> ref, Execution by) {
        this.ref = ref;
        this.by = by.origin();
        this.place = Diagnostics.KEEP_CONTENDED ? Site.caller() : null;
        this.site = Diagnostics.KEEP_ALL ? Site.here(ref + " moved by " + by.describe()) : null;
    }

    void setTo(Object to) {
        this.to = to;
    }

    Ref<?> ref() {
        return ref;
    }

    String by() {
        return Execution.nameOf(by);
    }

    String at() {
        return Site.where(place);
    }

    String ago() {
        return Durations.text(System.nanoTime() - nanos);
    }

    MovedException stale() {
        return Misuse.withSites(
                Violations.moved(
                        ref.toString(),
                        by(),
                        at(),
                        ago(),
                        to.toString(),
                        Execution.current().describe()),
                site,
                null);
    }

    MovedException acceptedBefore() {
        return Misuse.withSites(
                Violations.acceptedBefore(
                        ref.toString(), by(), to.toString(), Execution.current().describe()),
                site,
                null);
    }
}
