package org.arenas.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.monitor.Site;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All threads that have ever used an arena and are alive; finds the borrows of those that died. */
final class Executions {
    private static final Logger LOG = LoggerFactory.getLogger("org.arenas.lock");
    private static final AtomicLong NEXT_ID = new AtomicLong(1);
    private static final Map<Long, ExecutionStack> STACKS = new ConcurrentHashMap<>();

    private Executions() {}

    static long nextId() {
        return NEXT_ID.getAndIncrement();
    }

    static void register(ExecutionStack stack) {
        STACKS.put(stack.id, stack);
        Watch.start();
    }

    /** The execution that a token names; null if its thread is dead and cleared away. */
    static @Nullable Execution find(long token) {
        ExecutionStack stack = STACKS.get(token >>> ExecutionStack.ID_SHIFT);
        return stack == null
                ? null
                : stack.level((int) (token >>> ExecutionStack.LEVEL_SHIFT) & ExecutionStack.MAX_LEVEL);
    }

    /** The execution whose subject this is; racy. */
    static @Nullable Execution running(Object subject) {
        for (ExecutionStack stack : STACKS.values()) {
            int level = 1;
            for (Execution next = stack.level(level); next != null; next = stack.level(++level)) {
                if (next.subject() == subject) {
                    return next;
                }
            }
        }
        return null;
    }

    /** All executions that wait for something other than an arena; racy. */
    static List<Execution> waitingElsewhere() {
        List<Execution> found = new ArrayList<>();
        for (ExecutionStack stack : STACKS.values()) {
            int level = 0;
            for (Execution next = stack.level(level); next != null; next = stack.level(++level)) {
                Waiting waiting = next.waiting();
                if (waiting != null && !(waiting instanceof Acquisition)) {
                    found.add(next);
                }
            }
        }
        return found;
    }

    static int size() {
        return STACKS.size();
    }

    /** Forgets the dead, and abandons the arenas that they held. Called by the Watch now and then. */
    static void reap() {
        for (ExecutionStack stack : List.copyOf(STACKS.values())) {
            if (!stack.thread.isAlive()) {
                if (stack.openBorrows() > 0) {
                    bury(stack);
                }
                STACKS.remove(stack.id);
            }
        }
    }

    private static void bury(ExecutionStack stack) {
        for (int level = 0; ; level++) {
            Execution execution = stack.level(level);
            if (execution == null) {
                return;
            }
            if (execution.openBorrows() > 0) {
                String who = execution.describe();
                for (ArenaLock lock : ArenaLocks.all()) {
                    Site kept = lock.site();
                    String site = kept == null ? "unknown, see -Darenas.diagnostics" : kept.text();
                    if (lock.abandon(execution.token, who)) {
                        LOG.warn(
                                "thread died while it held an arena: arena={}, holder={}, acquired={}; the arena is"
                                        + " abandoned: close it, and borrow in try-with-resources",
                                lock,
                                who,
                                site);
                    }
                    int dropped = lock.dropReader(execution.token);
                    if (dropped > 0) {
                        LOG.warn(
                                "thread died with shared borrows open: arena={}, holder={}, borrows={}; they were"
                                        + " released: borrow in try-with-resources",
                                lock,
                                who,
                                dropped);
                    }
                }
            }
        }
    }
}
