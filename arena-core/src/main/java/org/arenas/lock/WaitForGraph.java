package org.arenas.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.arenas.error.Violations;
import org.arenas.monitor.Site;
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
     * Cost. With many threads in one queue each of them would walk along all those before it, again and again. So the first
     * walk is a short one, and the repeated walks are left to those that stand in front: a thread that waits for nobody but
     * threads which stand before it in a queue has every cycle in common with one of them, and does not walk again. Every
     * cycle has a thread that does, because "stands before" is an order, and has no cycle of its own. It wakes the others
     * with a suspicion, and they walk all the way, wherever they stand.
     *
     * Soundness. A walk reads a graph that changes. A cycle counts only if a second walk finds the same agents in the same
     * waits: a Waiting object stands for one wait, so each member waited all the time from the end of the first walk to
     * the beginning of the second, could release nothing meanwhile, and so all edges existed at once.
     *
     * Who throws. A member that has something in hand beside what it waits for now, or that waits for an answer; such a
     * member is to blame. Every cycle has one, because acquisitions that start with nothing in hand cannot deadlock with
     * each other. Others, who may have closed the cycle by coming at the wrong moment, leave it to them and wake them. The
     * confirmation, and the victim's leaving of its queues, run under CONFIRM, so that of several members that find the
     * same cycle only the first throws. CONFIRM is taken only when a cycle has been found, and not held while stacks are
     * walked for the message: the other members cannot go on before the victim lets go of what it has in hand.
     */
    private static final ReentrantLock CONFIRM = new ReentrantLock();
    private static final int ATTEMPTS = 3;

    /** How many agents a short walk looks at. */
    private static final int SHORT = 64;

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

        boolean isToBlameOn(Thread thread) {
            return agent instanceof Execution member
                    && member.thread == thread
                    && (!(waiting instanceof Acquisition) || member.hasInHand());
        }

        void wakeUnlessOn(Thread thread) {
            if (agent instanceof Execution member && member.thread != thread) {
                member.suspect();
                LockSupport.unpark(member.thread);
            }
        }
    }

    /** A member as the message tells it; all but where it waits is put down while the cycle is sure to stand. */
    private record Line(Agent agent, String before, String after) {
        Line(Step step) {
            this(step.agent, step.agent.describe() + " waits for " + step.waiting.wanted(), step.next.text());
        }

        String text(String where) {
            return before + " at " + where + ": " + after;
        }
    }

    /**
     * Throws if the wait that an execution has just published closes a cycle, and the execution is to blame.
     *
     * @param execution the calling execution
     * @param waiting what it has published
     * @param giveUp ends the wait; returns false if it was granted meanwhile, and then there is no deadlock
     * @throws org.arenas.error.DeadlockException if there is a cycle and the wait was given up
     */
    public static void check(Execution execution, Waiting waiting, BooleanSupplier giveUp) {
        check(execution, waiting, giveUp, Integer.MAX_VALUE);
    }

    /** As {@link #check}, but overlooks a cycle that is long or hard to find: others will find it a little later. */
    static void checkShortly(Execution execution, Waiting waiting, BooleanSupplier giveUp) {
        check(execution, waiting, giveUp, SHORT);
    }

    private static void check(Execution execution, Waiting waiting, BooleanSupplier giveUp, int most) {
        List<Step> found = findCycle(execution, most);
        if (found == null) {
            return;
        }
        if (found.stream().noneMatch(step -> step.isToBlameOn(execution.thread))) {
            found.forEach(step -> step.wakeUnlessOn(execution.thread));
            return;
        }
        String wanted;
        List<Line> lines;
        CONFIRM.lock();
        try {
            List<Step> cycle = confirmed(execution);
            if (cycle == null) {
                return;
            }
            wanted = waiting.wanted();
            lines = cycle.stream().map(Line::new).toList();
            if (!giveUp.getAsBoolean()) {
                return;
            }
            execution.setWaiting(null);
        } finally {
            CONFIRM.unlock();
        }
        List<String> members = new ArrayList<>();
        members.add(lines.get(0).text(Site.where(new Throwable().getStackTrace())));
        lines.stream().skip(1).forEach(line -> members.add(line.text(line.agent.where())));
        throw Violations.deadlock(execution.describe(), wanted, members);
    }

    private static @Nullable List<Step> confirmed(Execution execution) {
        List<Step> before = findCycle(execution, Integer.MAX_VALUE);
        for (int i = 0; i < ATTEMPTS && before != null; i++) {
            List<Step> now = findCycle(execution, Integer.MAX_VALUE);
            if (now != null && isSame(before, now)) {
                return now;
            }
            before = now;
        }
        return null;
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

    /**
     * Depth first from the execution, without recursion; the steps from it back to itself, or null.
     *
     * @param most gives up, with null, after so many agents
     */
    private static @Nullable List<Step> findCycle(Agent start, int most) {
        Deque<Frame> path = new ArrayDeque<>();
        Set<Agent> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        push(start, path, visited);
        while (!path.isEmpty() && visited.size() <= most) {
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
