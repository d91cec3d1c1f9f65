package org.arenas.lock;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The executions of one thread: level 0 is the thread itself, every task that runs on it is pushed on top.
 *
 * <p><b>Ownership.</b> Written by its thread only. Registered in {@link Executions} from the thread's first use of any
 * arena until the thread is dead.
 */
public final class ExecutionStack {
    /*
     * Token: what lock words and reader cells hold.
     *
     *   63            8 7        2 1      0
     *  +---------------+----------+--------+
     *  | stack id      | level    | flags  |   flags belong to the word or cell, see ArenaLock
     *  +---------------+----------+--------+
     */
    static final int FLAG_BITS = 2;
    static final int LEVEL_SHIFT = FLAG_BITS;
    static final int MAX_LEVEL = 63;
    static final int ID_SHIFT = 8;

    private static final ThreadLocal<@Nullable ExecutionStack> LOCAL = new ThreadLocal<>();

    final Thread thread = Thread.currentThread();
    final long id;

    private @Nullable Execution[] levels = new Execution[2];
    private int depth;
    private Execution top;

    private ExecutionStack(long id) {
        this.id = id;
        top = new Execution(this, 0);
        levels[0] = top;
    }

    /** {@return the stack of the calling thread} */
    public static ExecutionStack current() {
        ExecutionStack stack = LOCAL.get();
        return stack == null ? create() : stack;
    }

    private static ExecutionStack create() {
        ExecutionStack stack = new ExecutionStack(Executions.nextId());
        LOCAL.set(stack);
        Executions.register(stack);
        return stack;
    }

    long token(int level) {
        return id << ID_SHIFT | (long) level << LEVEL_SHIFT;
    }

    Execution top() {
        return top;
    }

    /** True if one more execution can be pushed, and the frames below are not too many yet. */
    boolean hasRoom() {
        return depth < MAX_LEVEL / 2;
    }

    /**
     * Begins an execution on top of the current one, whose borrows are out of reach until {@link Execution#end()}. Only on
     * this stack's thread.
     *
     * @param subject what runs; its {@code toString()} names it in messages
     * @param holding the granted acquisition that it runs under, if any
     * @param home the home arena that is held while it runs, if any
     * @return the new top
     */
    public Execution begin(Object subject, @Nullable TaskAcquisition holding, @Nullable HomeHold home) {
        Execution execution = push();
        execution.start(subject, holding, home);
        return execution;
    }

    private Execution push() {
        if (depth == MAX_LEVEL) {
            throw new IllegalStateException(
                    "executions nested too deep: thread=" + thread.getName() + " depth=" + depth);
        }
        top.cover();
        depth++;
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, 2 * depth);
        }
        Execution next = levels[depth];
        if (next == null) {
            next = new Execution(this, depth);
            levels[depth] = next;
        }
        top = next;
        next.nextRun();
        return next;
    }

    void pop(Execution execution) {
        if (top != execution || depth == 0) {
            throw new IllegalStateException("not the running execution: execution=" + execution + " running=" + top);
        }
        execution.cover();
        depth--;
        Execution below = levels[depth];
        if (below == null) {
            throw new AssertionError("no execution at depth " + depth);
        }
        top = below;
        below.uncover();
    }

    /** The execution of a level; racy, for the wait-for graph. */
    @Nullable
    Execution level(int level) {
        @Nullable Execution[] all = levels;
        return level < all.length ? all[level] : null;
    }

    /** True if a level is above the present depth, so that nothing runs there. */
    boolean isAbove(Execution execution) {
        return execution.level() > depth;
    }

    /** Borrows left open on all levels. Exact once the thread is dead, because its death happens-before {@code !isAlive()}. */
    int openBorrows() {
        int open = 0;
        for (Execution execution : levels) {
            if (execution != null) {
                open += execution.openBorrows();
            }
        }
        return open;
    }
}
