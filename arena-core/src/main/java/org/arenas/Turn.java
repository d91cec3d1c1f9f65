package org.arenas;

import java.util.List;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.arenas.lock.HomeHold;
import org.arenas.lock.Ready;
import org.arenas.lock.TaskAcquisition;
import org.arenas.lock.TaskSeries;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of an interpreter's tasks run under one acquisition of its home arena. Ends after a task that has a result,
 * because the result is told with nothing held; after a number of tasks; when somebody waits for the arena; or when the
 * interpreter is closed at once. Closes a task's home borrow while the arena is given up.
 *
 * <p><b>Thread-safety.</b> Belongs to the thread that holds the mailbox's right to run.
 */
final class Turn extends HomeHold implements TaskSeries {
    private final Interpreter interpreter;
    private final Mailbox mailbox;
    private final ArenaLock lock;
    private final Execution execution;
    private @Nullable Home home;
    private @Nullable MailboxTask toTell;
    private boolean interrupted;

    private Turn(Interpreter interpreter, @Nullable TaskAcquisition granted) {
        super(interpreter.arena().lock(), interpreter.keepsHome());
        this.interpreter = interpreter;
        this.mailbox = interpreter.mailbox();
        this.lock = lock();
        this.execution = Execution.begin(interpreter, granted, this);
        interpreter.setRunner(execution);
    }

    /** A turn whose home arena was granted through the queue. */
    static Turn granted(Interpreter interpreter, TaskAcquisition granted) {
        Turn turn = new Turn(interpreter, granted);
        turn.acquired();
        return turn;
    }

    /** A turn if the home arena can be had at once, else null. Throws if it is closed or abandoned. */
    static @Nullable Turn tryBegin(Interpreter interpreter) {
        Turn turn = new Turn(interpreter, null);
        boolean acquired = false;
        try {
            acquired = turn.lock.tryAcquire(turn.execution);
            return acquired ? turn : null;
        } finally {
            turn.begun(acquired);
        }
    }

    /** A turn once the home arena is free. Throws if it is closed or abandoned, or if the wait would close a cycle. */
    static Turn begin(Interpreter interpreter) {
        Turn turn = new Turn(interpreter, null);
        boolean acquired = false;
        try {
            turn.lock.acquire(turn.execution);
            acquired = true;
            return turn;
        } finally {
            turn.begun(acquired);
        }
    }

    private void begun(boolean acquired) {
        if (acquired) {
            acquired();
        } else {
            leave();
        }
    }

    /** Runs tasks and releases the home arena; returns how many. */
    int runAndEnd(int most) {
        try {
            return runTasks(most);
        } finally {
            end();
        }
    }

    /** Runs one task that is in no mailbox, and releases the home arena. */
    void runAndEnd(MailboxTask task) {
        try {
            run(task);
        } finally {
            end();
        }
    }

    /** Releases the home arena, with whatever borrows are left open. */
    void end() {
        if (execution.openBorrows() > 0) {
            Interpreter.log(interpreter, closeLeaked());
        }
        if (isHeld()) {
            lock.release(Ready.DISPATCH);
        }
        leave();
    }

    private int runTasks(int most) {
        int done = 0;
        while (done < most && !mailbox.isDiscarding()) {
            MailboxTask task = mailbox.take();
            if (task == null) {
                break;
            }
            interpreter.madeRoom();
            done++;
            run(task);
            if (task.hasOutcome()) {
                toTell = task;
                break;
            }
            if (!isHeld() || lock.hasQueued()) {
                break;
            }
        }
        return done;
    }

    private void run(MailboxTask task) {
        task.run(newHome());
        if (execution.openBorrows() > 0) {
            task.fail(closeLeaked());
        }
        if (execution.openBorrows() > 0) {
            // The failure handler's own: it is not told again, or it might leave something open for ever.
            Interpreter.log(interpreter, closeLeaked());
        }
        task.ended();
        execution.nextTask();
        // What interrupted this task, or was left behind by it, is nothing to the next one.
        interrupted |= Thread.interrupted();
    }

    Home newHome() {
        Home next = new Home(interpreter, execution, this);
        home = next;
        return next;
    }

    @Override
    protected void changed(boolean nowHeld) {
        if (home != null) {
            home.setOpen(nowHeld);
        }
    }

    // ---------------------------------------------------------------- a task that is a series

    @Override
    public boolean mayGoOn() {
        return isHeld() && !lock.hasQueued() && mailbox.isRunningOne();
    }

    boolean hasOpenBorrows() {
        return execution.openBorrows() > 0;
    }

    @Override
    public @Nullable ArenaException endPart() {
        if (hasOpenBorrows()) {
            return closeLeaked();
        }
        execution.nextTask();
        return null;
    }

    @Override
    public Object beginPart() {
        return newHome();
    }

    // ---------------------------------------------------------------- the end of a task

    /**
     * Closes by force what was left open. As if the next task had begun: the handler, which runs now, must not be able to
     * close once more what was closed here.
     */
    private ArenaException closeLeaked() {
        List<String> leaked = ArenaLocks.releaseLeaked(execution, isHeld() ? List.of(lock) : List.of());
        execution.nextTask();
        return Violations.borrowLeak(interpreter.toString(), leaked);
    }

    /** The task whose result is to be told once the right to run was given back, if the turn ended with one. */
    @Nullable
    MailboxTask toTell() {
        return toTell;
    }

    /** True if the thread was interrupted while a task ran. */
    boolean wasInterrupted() {
        return interrupted;
    }

    private void leave() {
        interpreter.clearRunner();
        execution.end();
    }
}
