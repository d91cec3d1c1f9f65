package org.arenas.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.Wait;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several channels: does one thing, with whichever channel can first, and then runs what was said to
 * follow, on the calling thread.
 *
 * <pre>{@code
 * Select next = Select.create()
 *         .onTake(incoming, order -> System.out.println("order " + order))
 *         .onTake(cancellations, order -> System.out.println("cancel " + order));
 * while (!incoming.isDrained() || !cancellations.isDrained()) {
 *     if (!next.tryRun(Duration.ofSeconds(1))) {
 *         System.out.println("nothing to do");
 *     }
 * }
 * }</pre>
 *
 * <p>If several are ready they take turns: each run begins looking after the case that ran last. A case whose channel is
 * closed, and for taking empty, is left out. When that is so of all, a run throws {@link
 * org.arenas.error.ChannelClosedException}. A case may be run again and again; one that puts, puts the same item.
 *
 * <p><b>Thread-safety.</b> For one thread at a time.
 */
public final class Select {
    private final List<Case> cases = new ArrayList<>();
    private final List<Consumer<Object>> sequels = new ArrayList<>();
    private final Linger linger = new Linger(1);
    private int first;

    private Select() {}

    /** {@return a select without cases} */
    public static Select create() {
        return new Select();
    }

    /**
     * Adds a case: an item is taken.
     *
     * @param channel from where
     * @param then gets the item
     * @return this
     * @param <T> the type of the items
     */
    @SuppressWarnings("unchecked") // The item comes from the channel that the consumer was given for.
    public <T> Select onTake(Receiver<T> channel, Consumer<? super T> then) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(then, "then");
        cases.add(new Case.Take((BufferedChannel<T>) channel));
        sequels.add(item -> then.accept((T) item));
        return this;
    }

    /**
     * Adds a case: an item is put.
     *
     * @param channel where to
     * @param item not null
     * @param then runs when the item was put
     * @return this
     * @param <T> the type of the items
     */
    public <T> Select onPut(Sender<T> channel, T item, Runnable then) {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(then, "then");
        BufferedChannel<T> to = (BufferedChannel<T>) channel;
        cases.add(new Case.Put(to, to.checked(item)));
        sequels.add(done -> then.run());
        return this;
    }

    /**
     * Does the first thing that can be done, waiting for it as long as it takes. An interrupt does not end the wait and stays
     * pending. In an interpreter's task an interleaving point, if it has to wait.
     *
     * @throws IllegalStateException if there is no case
     * @throws org.arenas.error.ChannelClosedException if every channel is closed, or becomes so meanwhile
     * @throws org.arenas.error.ArenaClosedException if the calling interpreter is closed at once while it waits
     */
    public void run() {
        try {
            run(Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /**
     * As {@link #run()}, but an interrupt ends the wait.
     *
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was done
     */
    public void runInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        run(Wait.interruptibly());
    }

    /**
     * Does the first thing that can be done at once.
     *
     * @return false if there is none
     * @throws IllegalStateException if there is no case
     * @throws org.arenas.error.ChannelClosedException if every channel is closed
     */
    public boolean tryRun() {
        ChannelWait wait = wait(first);
        return finish(wait, wait.attempt());
    }

    /**
     * As {@link #runInterruptibly()}, but waits for a limited time.
     *
     * @param timeout zero or less does not wait
     * @return false if the time was up; nothing was done
     * @throws InterruptedException if the calling thread was interrupted before or while it waited; nothing was done
     */
    public boolean tryRun(Duration timeout) throws InterruptedException {
        long nanos = Durations.nanos(timeout);
        throwIfInterrupted();
        return nanos > 0 ? run(Wait.atMost(nanos)) : tryRun();
    }

    private boolean run(Wait wait) throws InterruptedException {
        ChannelWait attempts = wait(first);
        Object outcome = attempts.attempt();
        if (outcome == null) {
            linger.until(attempts::isWorthAnAttempt, wait);
            outcome = attempts.await(wait);
        }
        return finish(attempts, outcome);
    }

    private ChannelWait wait(int begin) {
        if (cases.isEmpty()) {
            throw new IllegalStateException("select has no case: channels=[]; add one with onTake(...) or onPut(...)");
        }
        return new ChannelWait(List.copyOf(cases), begin, linger);
    }

    private boolean finish(ChannelWait wait, @Nullable Object outcome) {
        if (outcome == null) {
            return false;
        }
        if (outcome == Case.OVER) {
            List<String> channels =
                    cases.stream().map(over -> over.channel.toString()).toList();
            throw Violations.channelsClosed(channels, Execution.current().describe());
        }
        int done = cases.indexOf(wait.done());
        first = (done + 1) % cases.size();
        sequels.get(done).accept(outcome);
        return true;
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
