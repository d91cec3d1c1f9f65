package org.arenas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.arenas.lock.ArenaLocks;
import org.arenas.lock.Execution;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * An isolated worker: runs its tasks one at a time, each holding the interpreter's home arena. It has no thread of its own;
 * idle, it costs a few hundred bytes.
 *
 * <pre>{@code
 * try (Interpreter bank = Interpreter.create("bank")) {
 *     Ref<Account> alice = bank.call(home -> home.own(new Account("alice", 100)));
 *     bank.execute(home -> home.get(alice).deposit(10));
 * }
 * }</pre>
 *
 * <p><b>Ownership.</b> Belongs to whoever closes it. Its arena is closed with it.
 * <p><b>Thread-safety.</b> All methods may be called from any thread. Tasks run in the order in which they were given, one
 * after the other, on carriers or on the thread of a caller that waits; which thread it is may differ from task to task.
 * The next task starts only when the current one has ended, even while that one waits with its home arena given up.
 * <p><b>Memory consistency.</b> Actions before a task is given happen-before it; actions in a task happen-before the next
 * task, and before whatever follows its result.
 */
public final class Interpreter implements AutoCloseable {
    /** Where an interpreter is in its life. */
    public enum State {
        /** Takes tasks. */
        RUNNING,
        /** Takes no more tasks; those it has are being run, or discarded. */
        CLOSING,
        /** Has run its last task; its arena is closed. */
        CLOSED
    }

    /** Capacity of a mailbox unless the builder says otherwise. */
    public static final int DEFAULT_CAPACITY = 1 << 20;

    private final Settings settings;
    private final Arena arena;
    private final Mailbox mailbox = new Mailbox();
    private final InterpreterEnd runs = new InterpreterEnd(this);
    private @Nullable Map<InterpreterLocal<?>, Object> locals;

    /** What several interpreters may share. */
    record Settings(
            int capacity,
            OverflowPolicy overflow,
            HomePolicy homePolicy,
            Executor carriers,
            BiConsumer<? super Interpreter, ? super Throwable> failureHandler) {
        static final Settings DEFAULT = new Settings(
                DEFAULT_CAPACITY, OverflowPolicy.BLOCK, HomePolicy.SUSPEND, Carriers.shared(), Interpreter::log);
    }

    private Interpreter(String name, Settings settings) {
        this.settings = settings;
        this.arena = Arena.home(name, this);
    }

    /**
     * {@return an interpreter with the default settings: a mailbox of {@value #DEFAULT_CAPACITY} tasks that blocks when it is full, home given up while waiting, shared carriers, failures of tasks without a result logged}
     *
     * @param name for messages and snapshots; need not be unique
     */
    public static Interpreter create(String name) {
        return new Interpreter(Objects.requireNonNull(name, "name"), Settings.DEFAULT);
    }

    /**
     * {@return a builder with the default settings}
     *
     * @param name for messages and snapshots; need not be unique
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** {@return the name it was created with} */
    public String name() {
        return arena.name();
    }

    /** {@return the home arena} */
    public Arena arena() {
        return arena;
    }

    /** {@return where it is in its life} */
    public State state() {
        if (runs.isTerminated()) {
            return State.CLOSED;
        }
        return mailbox.isClosed() ? State.CLOSING : State.RUNNING;
    }

    /**
     * {@return tasks that were given and have not ended, the running one included} A moment later the number may be another.
     */
    public int pendingTasks() {
        return mailbox.count();
    }

    /**
     * Gives a task without a result. What it throws goes to the failure handler. If the mailbox is full, the overflow policy
     * decides.
     *
     * @param task runs later, with its home borrow
     * @throws org.arenas.error.InterpreterClosedException if the interpreter is closed
     * @throws org.arenas.error.MailboxFullException if the mailbox is full and the policy is {@link OverflowPolicy#FAIL}
     * @throws org.arenas.error.DeadlockException if the mailbox is full and waiting for room would close a cycle
     */
    public void execute(Consumer<? super Home> task) {
        runs.give(new MailboxTask.Plain(this, Objects.requireNonNull(task, "task")));
    }

    /**
     * Gives a task with a result. If the mailbox is full, the overflow policy decides. A stage that is completed or cancelled
     * by its user before the task starts keeps it from running.
     *
     * @param task runs later, with its home borrow
     * @return completes after the home arena was released, with the task's result or what it threw; with {@link
     *     org.arenas.error.NotShareableException} if the result may not leave the arena; with {@link
     *     org.arenas.error.InterpreterClosedException} if {@link #closeNow()} discarded it
     * @param <R> the type of the result
     * @throws org.arenas.error.InterpreterClosedException if the interpreter is closed
     * @throws org.arenas.error.MailboxFullException if the mailbox is full and the policy is {@link OverflowPolicy#FAIL}
     * @throws org.arenas.error.DeadlockException if the mailbox is full and waiting for room would close a cycle
     */
    public <R extends @Nullable Object> CompletionStage<R> submit(Function<? super Home, ? extends R> task) {
        MailboxTask.WithOutcome<R> given = new MailboxTask.WithOutcome<>(this, Objects.requireNonNull(task, "task"));
        runs.give(given);
        return given.outcome();
    }

    /**
     * Gives a task and waits for its result. If nothing runs the interpreter's tasks at the moment, the calling thread does,
     * up to this one. Called from another interpreter's task this is an interleaving point: that one gives up its home arena
     * meanwhile. An interrupt does not end the wait and stays pending.
     *
     * @param task runs with its home borrow
     * @return the task's result
     * @param <R> the type of the result
     * @throws org.arenas.error.SelfCallException if a task of this interpreter calls
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; then the task does not run unless it had
     *     begun
     * @throws org.arenas.error.InterpreterClosedException if the interpreter is closed, or is closed at once meanwhile
     * @throws org.arenas.error.MailboxFullException if the mailbox is full and the policy is {@link OverflowPolicy#FAIL}
     * @throws org.arenas.error.NotShareableException if the result may not leave the arena; see {@link Shareable}
     * @throws RuntimeException whatever the task throws, as it is
     */
    public <R extends @Nullable Object> R call(Function<? super Home, ? extends R> task) {
        if (current() == this) {
            throw Violations.selfCall(toString());
        }
        MailboxTask.InPlace<R> here = new MailboxTask.InPlace<>(Objects.requireNonNull(task, "task"));
        boolean ran;
        try {
            ran = runs.runInPlace(here);
        } catch (ArenaException e) {
            throw closedOr(e);
        }
        return ran ? here.result() : giveAndJoin(task);
    }

    private <R extends @Nullable Object> R giveAndJoin(Function<? super Home, ? extends R> task) {
        MailboxTask.WithOutcome<R> given = new MailboxTask.WithOutcome<>(this, task);
        runs.giveForCaller(given);
        try {
            runs.runOrSchedule(given);
            if (settings.carriers != Carriers.shared()) {
                runs.helpUntilDone(given, () -> given.outcome().cancel(false));
            }
        } catch (ArenaException e) {
            if (given.giveUp()) {
                throw closedOr(e);
            }
            // Somebody else has run it meanwhile, or found it when the interpreter was closed.
        }
        return Joining.join(
                given.outcome(), "the answer of " + this, () -> given.outcome().cancel(false));
    }

    /**
     * Begins a turn for tasks that the caller runs itself, on its own thread: for hosts that have a queue of their own, such
     * as an actor. Waits until the running task has ended and the home arena is free; tasks that were given before go first,
     * some of them on the calling thread.
     *
     * @return the turn, which the caller has to close
     * @throws org.arenas.error.SelfCallException if a task of this interpreter calls
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle
     * @throws org.arenas.error.InterpreterClosedException if the interpreter is closed
     */
    public HostedTurn enter() {
        return HostedTurn.enter(runs);
    }

    /** What a turn that did not begin tells the caller. */
    ArenaException closedOr(ArenaException e) {
        return mailbox.isClosed() && e instanceof ArenaClosedException
                ? Violations.interpreterClosed(toString(), Execution.current().describe())
                : e;
    }

    /**
     * Closes the interpreter in good order: takes no more tasks, runs those it has, closes its arena, and waits for all of
     * that. Called from one of its own tasks it does not wait. A second call waits, too, and does nothing else.
     *
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; the interpreter is closed all the same
     */
    @Override
    public void close() {
        runs.close(Mailbox.CLOSED);
        awaitTermination();
    }

    /**
     * Closes the interpreter at once: takes no more tasks, fails those that have not begun with {@link
     * org.arenas.error.InterpreterClosedException}, interrupts the running one if it runs on a carrier, closes the arena, and
     * waits for the running task to end. Called from one of its own tasks it does not wait.
     *
     * @throws org.arenas.error.DeadlockException if the wait would close a cycle; the interpreter is closed all the same
     */
    public void closeNow() {
        runs.close(Mailbox.CLOSED | Mailbox.DISCARD);
        awaitTermination();
    }

    private void awaitTermination() {
        if (current() != this) {
            runs.awaitTermination();
        }
    }

    /** {@return the interpreter whose task runs on this thread now, or null} */
    public static @Nullable Interpreter current() {
        return Execution.current().subject() instanceof Interpreter interpreter ? interpreter : null;
    }

    static Interpreter running() {
        Interpreter interpreter = current();
        if (interpreter == null) {
            throw Violations.notInInterpreter(Execution.current().describe());
        }
        return interpreter;
    }

    static List<Interpreter> all() {
        return ArenaLocks.owners(Interpreter.class);
    }

    // ---------------------------------------------------------------- for the parts

    Mailbox mailbox() {
        return mailbox;
    }

    Settings settings() {
        return settings;
    }

    Outcome.Source runs() {
        return runs;
    }

    boolean keepsHome() {
        return settings.homePolicy == HomePolicy.KEEP;
    }

    void setRunner(Execution runner) {
        runs.setRunner(runner);
    }

    void clearRunner() {
        runs.clearRunner();
    }

    /** Only from a task. */
    Map<InterpreterLocal<?>, Object> locals() {
        Map<InterpreterLocal<?>, Object> present = locals;
        if (present == null) {
            present = new WeakHashMap<>();
            locals = present;
        }
        return present;
    }

    /** After the last task. */
    void forgetLocals() {
        locals = null;
    }

    /** A task has ended, and the next one not begun. */
    void madeRoom() {
        runs.wakeWaiters();
    }

    void failed(Throwable failure) {
        try {
            settings.failureHandler.accept(this, failure);
        } catch (Throwable e) {
            if (e != failure) {
                e.addSuppressed(failure);
            }
            log(this, e);
        }
    }

    static void log(Interpreter interpreter, Throwable failure) {
        LoggerFactory.getLogger(Interpreter.class).error("task failed: interpreter={}", interpreter, failure);
    }

    /** The interpreter as messages name it, for example {@code interpreter(bank#7)}. */
    @Override
    public String toString() {
        return "interpreter(" + arena + ")";
    }

    /** Settings of an interpreter to be. */
    public static final class Builder {
        private final String name;
        private Settings settings = Settings.DEFAULT;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Bounds the mailbox.
         *
         * @param capacity tasks, the running one included; at least 1
         * @param overflow what happens to who gives a task when it is full
         * @return this
         * @throws IllegalArgumentException if the capacity is less than 1
         */
        public Builder mailbox(int capacity, OverflowPolicy overflow) {
            if (capacity < 1) {
                throw new IllegalArgumentException("mailbox has no room: capacity=" + capacity + "; use at least 1");
            }
            Objects.requireNonNull(overflow, "overflow");
            settings =
                    new Settings(capacity, overflow, settings.homePolicy, settings.carriers, settings.failureHandler);
            return this;
        }

        /**
         * Says what happens to the home arena while a task waits.
         *
         * @param policy the policy
         * @return this
         */
        public Builder homePolicy(HomePolicy policy) {
            Objects.requireNonNull(policy, "policy");
            settings = new Settings(
                    settings.capacity, settings.overflow, policy, settings.carriers, settings.failureHandler);
            return this;
        }

        /**
         * Has the tasks run on threads of the caller's choice. If the executor throws, the shared carriers run what it
         * rejects, with a warning in the log. They also run what it would run at once on the thread that gives it, which may
         * be in the middle of releasing an arena. What it drops, with {@code shutdownNow()} for example, waits for somebody
         * who {@linkplain Interpreter#call calls} or closes the interpreter, with the home arena held.
         *
         * @param carriers for example {@link VirtualThreads#carriers()}; belongs to the caller
         * @return this
         */
        public Builder carriers(Executor carriers) {
            Objects.requireNonNull(carriers, "carriers");
            settings = new Settings(
                    settings.capacity, settings.overflow, settings.homePolicy, carriers, settings.failureHandler);
            return this;
        }

        /**
         * Gets what tasks without a result throw, borrows they leave open included.
         *
         * @param handler runs on the task's thread, with the home arena held; for tasks that {@link Interpreter#closeNow()}
         *     discarded on another one, without; what it throws itself, and borrows it leaves open, are logged
         * @return this
         */
        public Builder onFailure(BiConsumer<? super Interpreter, ? super Throwable> handler) {
            Objects.requireNonNull(handler, "handler");
            settings =
                    new Settings(settings.capacity, settings.overflow, settings.homePolicy, settings.carriers, handler);
            return this;
        }

        /** {@return a new interpreter with these settings} */
        public Interpreter create() {
            return new Interpreter(name, settings);
        }
    }
}
