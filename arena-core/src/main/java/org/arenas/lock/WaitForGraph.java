package org.arenas.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Finds cycles of waits. There is no graph to maintain: an execution that is about to wait publishes what it waits for,
 * and then walks from itself along holders, readers and earlier waiters; if the walk comes back, its wait would close a
 * cycle.
 */
public final class WaitForGraph {
    /*
     * Completeness. Every cycle has a last wait to be published. Publication is a volatile write, and the queues are
     * entered before it, so the walk that follows it sees all the other members. Edges that are not published by a thread
     * that walks (a batch that enters a queue late) are found by the repeated walks of the members that are parked.
     *
     * Soundness. A walk reads a graph that changes. A cycle counts only if a second walk finds the same agents in the same
     * waits: a Waiting object stands for one wait, so each member waited all the time from the end of the first walk to
     * the beginning of the second, could release nothing meanwhile, and so all edges existed at once.
     *
     * Who throws. The confirmation, and the victim's leaving of its queues, run under CONFIRM, so that of several members
     * that find the same cycle only the first throws. CONFIRM is taken only when a cycle has been found.
     */
    private static final ReentrantLock CONFIRM = new ReentrantLock();
    private static final int ATTEMPTS = 3;

    private WaitForGraph() {}

    /**
     * A member of a cycle.
     *
     * @param agent who waits
     * @param waiting the wait
     * @param next the edge to the next member
     */
    private record Step(Agent agent, Waiting waiting, Waiting.Edge next) {
        boolean isSameWait(Step other) {
            return agent == other.agent && waiting == other.waiting;
        }

        String text() {
            return agent.describe() + " waits for " + waiting.wanted() + " at " + agent.where() + ": " + next.text();
        }
    }

    /**
     * Throws if the wait that an execution has just published closes a cycle.
     *
     * @param execution the calling execution
     * @param waiting what it has published
     * @param giveUp ends the wait; returns false if it was granted meanwhile, and then there is no deadlock
     * @throws org.arenas.error.DeadlockException if there is a cycle and the wait was given up
     */
    public static void check(Execution execution, Waiting waiting, BooleanSupplier giveUp) {
        if (findCycle(execution) == null) {
            return;
        }
        CONFIRM.lock();
        try {
            List<Step> before = findCycle(execution);
            for (int i = 0; i < ATTEMPTS && before != null; i++) {
                List<Step> now = findCycle(execution);
                if (now != null && isSame(before, now)) {
                    List<String> members = now.stream().map(Step::text).toList();
                    String wanted = waiting.wanted();
                    if (giveUp.getAsBoolean()) {
                        execution.setWaiting(null);
                        throw Violations.deadlock(execution.describe(), wanted, members);
                    }
                    return;
                }
                before = now;
            }
        } finally {
            CONFIRM.unlock();
        }
    }

    private static boolean isSame(List<Step> a, List<Step> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).isSameWait(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Depth first from the execution, without recursion; the steps from it back to itself, or null. */
    private static @Nullable List<Step> findCycle(Agent start) {
        Deque<Frame> path = new ArrayDeque<>();
        Set<Agent> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        push(start, path, visited);
        while (!path.isEmpty()) {
            Frame frame = path.getLast();
            if (frame.next == frame.edges.size()) {
                path.removeLast();
                continue;
            }
            Waiting.Edge edge = frame.edges.get(frame.next++);
            if (edge.agent() == start) {
                List<Step> cycle = new ArrayList<>();
                path.forEach(f -> cycle.add(new Step(f.agent, f.waiting, f.edges.get(f.next - 1))));
                return cycle;
            }
            push(edge.agent(), path, visited);
        }
        return null;
    }

    private static void push(Agent agent, Deque<Frame> path, Set<Agent> visited) {
        if (visited.add(agent)) {
            Waiting waiting = agent.waiting();
            if (waiting != null) {
                path.addLast(new Frame(agent, waiting));
            }
        }
    }

    private static final class Frame {
        final Agent agent;
        final Waiting waiting;
        final List<Waiting.Edge> edges = new ArrayList<>();
        int next;

        Frame(Agent agent, Waiting waiting) {
            this.agent = agent;
            this.waiting = waiting;
            waiting.blockers(edges::add);
        }
    }
}
