package org.arenas.pool;

import java.util.function.Function;
import java.util.function.Supplier;
import org.arenas.Home;
import org.arenas.lock.Execution;
import org.arenas.lock.TaskSeries;
import org.jspecify.annotations.Nullable;

/**
 * What a worker does under one hold of its home arena: work, and more work as long as there is some.
 *
 * <p><b>Thread-safety.</b> Belongs to one thread, even if another one runs it.
 */
final class Shift implements Function<Home, @Nullable Object> {
    /*
     * For the interpreter a shift is one task; for everybody else each piece of work is one (see TaskSeries). To enter and
     * leave an interpreter costs more than a small task does, so a worker that has more to do stays. It leaves as soon as
     * somebody waits for the home arena or gives the interpreter a task of its own, and after MOST_WORK pieces, so that who
     * only tries to borrow it now and then gets a chance, too.
     *
     * A result is told with no arena held, because whoever hears of it may want the arena. So the next piece of work is taken
     * from the queue first: if there is one, then it is this that holds the arena by the time the result is told; if there is
     * none, the result is told after the shift, with the arena released. Nobody can tell that from a worker that leaves after
     * each piece. What may run code of others when it is told always waits for the end of the shift.
     */
    private static final int MOST_WORK = 64;

    private final Supplier<@Nullable Work> more;
    private Work work;
    private @Nullable Throwable violation;

    /**
     * A shift to be run.
     *
     * @param first the first piece of work
     * @param more gives the next one, or null if there is none now
     */
    Shift(Work first, Supplier<@Nullable Work> more) {
        this.work = first;
        this.more = more;
    }

    @Override
    public @Nullable Object apply(Home home) {
        Execution execution = Execution.current();
        TaskSeries series = execution.home() instanceof TaskSeries present ? present : null;
        @Nullable Home own = home;
        for (int left = MOST_WORK; ; ) {
            Work done = work;
            done.run(own, execution);
            if (series == null) {
                return null;
            }
            violation = series.endPart();
            left--;
            Work next = left > 0 && violation == null && done.isToldAnywhere() && series.mayGoOn() ? more.get() : null;
            if (next == null) {
                return null;
            }
            work = next;
            done.ended(null);
            own = next.wantsHome() ? (Home) series.beginPart() : null;
        }
    }

    /** Whether the work that is to be told last has begun. */
    boolean hasBegun() {
        return work.hasBegun();
    }

    /**
     * Tells the end of the work that was done last, with the home arena released.
     *
     * @param thrown what the interpreter has thrown; null if all is well
     */
    void ended(@Nullable Throwable thrown) {
        work.ended(thrown == null ? violation : thrown);
    }
}
