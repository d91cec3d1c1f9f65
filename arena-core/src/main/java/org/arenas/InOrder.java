package org.arenas;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in parallel that look as if they had run one after the other, in the order in which they were added: their
 * results, the state of their arenas, what they print, and the exception that comes out, for any number of carriers.
 *
 * <p>Each task declares the arenas it uses. Tasks that share an arena which at least one of them writes run in the order in
 * which they were added; others may run at the same time, and nobody can tell. A task gets a borrow of what it declared, and
 * turning to any other arena, to a behaviour or to an interpreter throws
 * {@link org.arenas.error.UndeclaredAccessException}. What a task does to anything else, such as a file or a static field,
 * is in no order; what it should print goes to the writer it is given.
 *
 * <p><b>When a task throws</b>, the tasks added before it run to their end, and its exception comes out of {@link #join()}, or
 * of an earlier call that finds out: always that of the task that would have thrown first in sequence. Then
 * <ul>
 *   <li>results and output are those of the tasks before it, and what it had printed itself;
 *   <li>every arena that the task declared is in the state in which a sequential run would have left it;
 *   <li>of the tasks added after it none has run that conflicts with it, but of the others some may have, so arenas that it
 *       did not declare may be further on than in a sequential run.
 * </ul>
 *
 * <p><b>Thread-safety.</b> None: one thread adds the tasks and waits for them.
 * <p><b>Memory consistency.</b> Actions before a task is added happen-before the task; actions in a task happen-before every
 * later task that conflicts with it, and before {@link #join()} returns.
 *
 * <pre>{@code
 * try (InOrder<Integer> inOrder = InOrder.create()) {
 *     inOrder.when(write(checking), read(savings)).call(b -> b.get(from).balance() + b.get(to).balance());
 *     inOrder.when(write(checking), write(savings)).run(b -> transfer(b.get(from), b.get(to), 10));
 *     List<Integer> balances = inOrder.join();
 * }
 * }</pre>
 *
 * @param <R> the type of the tasks' results
 */
public final class InOrder<R extends @Nullable Object> implements AutoCloseable {
    /*
     * Tasks are behaviours, so R6 gives the order on the arenas. The thread that adds them keeps the unfinished ones in a
     * window; when that is full it waits for the oldest half. Results, output and failures are taken from the window in
     * order, by that thread alone.
     *
     * The first failure. `failed` is the lowest index that has failed so far; a task with a higher one does not run its body
     * any more. Let f be the task that would throw first in sequence. No task before f throws, so each runs, and finds on its
     * arenas what the tasks before it left there; so does f, which therefore throws. Another task may have failed sooner, but
     * only one after f, and that keeps none before it from running. A task that conflicts with f and comes later runs
     * after f released its arenas, hence after f wrote `failed`, and is skipped.
     */
    private final int windowSize;
    private final @Nullable PrintWriter sink;
    private final Deque<OrderedTask<R>> window = new ArrayDeque<>();
    private final List<R> results = new ArrayList<>();
    private final @Nullable OrderCheck<R> check;
    private final AtomicLong failed = new AtomicLong(Long.MAX_VALUE);
    private long next;
    private @Nullable Throwable failure;
    private boolean told;

    private InOrder(Builder builder) {
        windowSize = builder.window;
        sink = builder.sink;
        check = builder.checked ? new OrderCheck<>() : null;
    }

    /**
     * {@return a run with the usual settings, whose tasks print nothing}
     *
     * @param <R> the type of the tasks' results
     */
    public static <R extends @Nullable Object> InOrder<R> create() {
        return builder().create();
    }

    /** {@return settings of a run to be} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Declares the accesses of tasks about to be added.
     *
     * @param accesses at least one; of several to one arena, writing wins
     * @return to add tasks with
     */
    public Accesses when(Access... accesses) {
        return new Accesses(GroupBorrow.normalise(accesses));
    }

    private void add(Access[] accesses, OrderedTask<R> task) {
        if (told) {
            throw new IllegalStateException("run has ended: tasks=" + next + "; add tasks before join() and close()");
        }
        if (failed.get() != Long.MAX_VALUE) {
            throw failed();
        }
        Misuse.checkNotConfined("ordered task(" + Access.names(accesses) + ")");
        if (check != null) {
            check.copy(accesses);
            task.fingerprints(accesses);
        }
        task.schedule(accesses);
        if (check != null) {
            check.add(accesses, task);
        }
        next++;
        window.add(task);
        if (window.size() == windowSize) {
            takeUntil(windowSize / 2);
        }
    }

    /** Takes what tasks left, in their order, until no more than so many are unfinished. */
    private void takeUntil(int left) {
        awaitFirst(window.size() - left);
        while (window.size() > left) {
            OrderedTask<R> oldest = window.element();
            Throwable thrown = oldest.await();
            window.remove();
            if (failure == null) {
                if (sink != null) {
                    oldest.print(sink);
                }
                if (thrown != null) {
                    failure = thrown;
                } else {
                    oldest.addResult(results);
                }
            }
        }
        if (left > 0 && failure != null) {
            throw failed();
        }
    }

    /**
     * Waits for the oldest tasks. To wait for each as it ends would wake this thread for nearly every task. So first for the
     * last of them: if they conflict, the others have ended by then; and then at once for those that have not.
     */
    private void awaitFirst(int tasks) {
        if (tasks > 0) {
            List<Outcome<@Nullable R>> outcomes =
                    window.stream().limit(tasks).map(OrderedTask::outcome).toList();
            Joining.all(outcomes.subList(tasks - 1, tasks), "the end of an ordered task");
            Joining.all(outcomes.stream().filter(outcome -> !outcome.isDone()).toList(), "the ends of ordered tasks");
        }
    }

    /** The failure that comes first in order, once every task has ended. */
    private RuntimeException failed() {
        end();
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) Objects.requireNonNull(failure);
    }

    private void end() {
        takeUntil(0);
        if (!told) {
            told = true;
            if (sink != null) {
                sink.flush();
            }
            if (check != null) {
                check.compare();
            }
        }
    }

    /**
     * Waits until every task has ended. In an interpreter's task this is an interleaving point: home is given up meanwhile.
     *
     * @return the results of the tasks that have one, in the order in which they were added
     * @throws RuntimeException what the first task in order that failed has thrown, as it is
     * @throws org.arenas.error.ArenaClosedException if an arena of a task was closed before it ran
     * @throws org.arenas.error.DeadlockException if the caller holds what a task waits for
     * @throws org.arenas.error.NotSequentialException if the run is checked, and a sequential run does something else
     * @throws IllegalStateException if the run has ended before
     */
    public List<R> join() {
        if (told) {
            throw new IllegalStateException("run has ended: tasks=" + next + "; join() once");
        }
        end();
        if (failure != null) {
            throw failed();
        }
        return Collections.unmodifiableList(results);
    }

    /**
     * Waits until every task has ended. If {@link #join()} was not called and a task failed, throws what it would have
     * thrown: no failure is lost.
     */
    @Override
    public void close() {
        if (!told) {
            join();
        }
    }

    /** The accesses of tasks about to be added; can be used several times. */
    public final class Accesses {
        private final Access[] normalised;

        private Accesses(Access[] normalised) {
            this.normalised = normalised;
        }

        /**
         * Adds a task with a result. Waits if the window is full.
         *
         * @param body runs once all earlier tasks that conflict with it have ended; gets a borrow of what was declared
         * @throws RuntimeException what the first task in order that failed has thrown, if that is known by now; the run has
         *     ended then
         * @throws org.arenas.error.DeadlockException if the window is full and the caller holds what a task waits for
         * @throws IllegalStateException if the run has ended
         */
        public void call(Function<? super Borrow, ? extends R> body) {
            Objects.requireNonNull(body, "body");
            add((borrow, out) -> body.apply(borrow), body, true, false);
        }

        /**
         * As {@link #call(Function)}, with something to print to.
         *
         * @param body also gets a writer, whose text reaches the run's sink in order; without a sink it goes nowhere
         */
        public void call(BiFunction<? super Borrow, ? super PrintWriter, ? extends R> body) {
            add(Objects.requireNonNull(body, "body"), body, true, true);
        }

        /**
         * Adds a task without a result, which leaves none in the list. Otherwise as {@link #call(Function)}.
         *
         * @param body runs once all earlier tasks that conflict with it have ended
         */
        public void run(Consumer<? super Borrow> body) {
            Objects.requireNonNull(body, "body");
            add(
                    (borrow, out) -> {
                        body.accept(borrow);
                        return null;
                    },
                    body,
                    false,
                    false);
        }

        /**
         * As {@link #run(Consumer)}, with something to print to.
         *
         * @param body also gets a writer
         */
        public void run(BiConsumer<? super Borrow, ? super PrintWriter> body) {
            Objects.requireNonNull(body, "body");
            add(
                    (borrow, out) -> {
                        body.accept(borrow, out);
                        return null;
                    },
                    body,
                    false,
                    true);
        }

        private void add(
                BiFunction<? super Borrow, ? super PrintWriter, ? extends @Nullable R> body,
                Object code,
                boolean hasResult,
                boolean prints) {
            InOrder.this.add(normalised, new OrderedTask<>(next, failed, body, code, hasResult, prints));
        }
    }

    /** Settings of a run to be. */
    public static final class Builder {
        private static final int USUAL_WINDOW = 2048;

        private int window = USUAL_WINDOW;
        private @Nullable PrintWriter sink;
        private boolean checked;

        private Builder() {}

        /**
         * Bounds how many tasks are unfinished, or finished and not yet taken; who adds more waits. 2,048 if not called.
         *
         * @param tasks at least 1
         * @return this
         * @throws IllegalArgumentException if the number is less than 1
         */
        public Builder window(int tasks) {
            if (tasks < 1) {
                throw new IllegalArgumentException("window has no room: tasks=" + tasks + "; use at least 1");
            }
            window = tasks;
            return this;
        }

        /**
         * Gets what the tasks print, in their order.
         *
         * @param writer used by the thread that adds the tasks only; flushed in the end, not closed
         * @return this
         */
        public Builder printTo(PrintWriter writer) {
            sink = Objects.requireNonNull(writer, "writer");
            return this;
        }

        /**
         * Has the tasks run a second time in {@link InOrder#join()}, one after the other, on copies of what their arenas held
         * in the beginning, and compares what can be seen after each of them: its result and output, the state of its
         * arenas, and the failure. It finds what a task does behind the library's back, such as using a variable that another
         * task changes. For tests: it takes time and memory in proportion to what the arenas hold, for every task.
         *
         * <p>Meanwhile nobody else may use the arenas. What they hold is copied as {@link Copies#deep} does, and results are
         * compared by their contents. The arenas keep the state of the first run.
         *
         * @return this
         */
        public Builder checked() {
            checked = true;
            return this;
        }

        /**
         * {@return a run with these settings}
         *
         * @param <R> the type of the tasks' results
         */
        public <R extends @Nullable Object> InOrder<R> create() {
            return new InOrder<>(this);
        }
    }
}
