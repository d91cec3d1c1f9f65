package org.arenas.monitor;

import java.util.List;
import java.util.Locale;

/**
 * All live arenas at about one moment. Taking it stops nobody, so that arenas that change meanwhile may be seen at
 * slightly different times.
 *
 * @param arenas in order of their ids
 * @param waits of those who wait for something other than an arena: an answer, room in a mailbox, a channel
 */
public record Snapshot(List<ArenaSnapshot> arenas, List<Wait> waits) {

    /**
     * A snapshot of arenas alone.
     *
     * @param arenas in order of their ids
     */
    public Snapshot(List<ArenaSnapshot> arenas) {
        this(arenas, List.of());
    }

    /**
     * Somebody who waits for something other than an arena.
     *
     * @param who the execution
     * @param wanted what it waits for, in words
     * @param site where it waits
     * @param waitsFor every edge of the wait-for graph that leaves it, in words; empty if nobody knows who could help
     */
    public record Wait(String who, String wanted, String site, List<String> waitsFor) {}

    /**
     * {@return arenas that are held, waited for, closing or abandoned: those worth a look when something does not move}
     */
    public List<ArenaSnapshot> busy() {
        return arenas.stream()
                .filter(a ->
                        a.state() != ArenaSnapshot.State.FREE || !a.waiters().isEmpty())
                .toList();
    }

    /**
     * The snapshot for a person to read: a count, every busy arena with its holders, its waiters in queue order and what
     * each of them waits for, and then the other waits.
     *
     * @return several lines, without a line break at the end
     */
    public String text() {
        List<ArenaSnapshot> busy = busy();
        StringBuilder out = new StringBuilder();
        out.append(arenas.size()).append(" arenas, ").append(busy.size()).append(" busy");
        for (ArenaSnapshot arena : busy) {
            append(out, arena);
        }
        for (Wait wait : waits) {
            out.append(String.format(Locale.ROOT, "%n%s waits for %s at %s", wait.who(), wait.wanted(), wait.site()));
            for (String edge : wait.waitsFor()) {
                out.append(String.format(Locale.ROOT, "%n    -> %s", edge));
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, ArenaSnapshot arena) {
        ArenaCounters counters = arena.counters();
        out.append(String.format(
                Locale.ROOT,
                "%n%s %s (acquisitions=%d contended=%d spun=%d parked=%d longest wait=%s longest hold=%s)",
                arena.label(),
                arena.state().name().toLowerCase(Locale.ROOT),
                counters.acquisitions(),
                counters.contended(),
                counters.resolvedBySpinning(),
                counters.resolvedByParking(),
                Durations.text(counters.longestWaitNanos()),
                Durations.text(counters.longestHoldNanos())));
        for (ArenaSnapshot.Holder holder : arena.holders()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%n  held %s by %s, acquired at %s%s",
                    holder.exclusive() ? "exclusively" : "shared",
                    holder.who(),
                    holder.site(),
                    holder.waitsFor().isEmpty() ? "" : ", itself waits for " + holder.waitsFor()));
        }
        for (ArenaSnapshot.Waiter waiter : arena.waiters()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%n  wanted %s by %s, %s, waited %s",
                    waiter.exclusive() ? "exclusively" : "shared",
                    waiter.who(),
                    waiter.site().equals("queued") ? "queued" : "waits at " + waiter.site(),
                    Durations.text(waiter.waitedNanos())));
            for (String edge : waiter.waitsFor()) {
                out.append(String.format(Locale.ROOT, "%n    -> %s", edge));
            }
        }
    }
}
