package org.arenas;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arenas of a behaviour about to be scheduled: what {@link Arenas#when} returns. Holds nothing itself, and can be used
 * several times.
 */
public final class When {
    private final Access[] accesses;

    When(Access[] accesses) {
        this.accesses = accesses;
    }

    /**
     * Schedules a behaviour without a result. See {@link #call}.
     *
     * @param body runs once all arenas are held
     * @return completes with null after the arenas were released, or exceptionally
     */
    public CompletionStage<@Nullable Void> run(Consumer<? super Borrow> body) {
        Objects.requireNonNull(body, "body");
        return Behaviour.schedule(
                accesses,
                borrow -> {
                    body.accept(borrow);
                    return null;
                },
                body);
    }

    /**
     * Schedules a behaviour. Never blocks: the body runs on a carrier once all arenas are held, and no thread waits until
     * then.
     *
     * <p><b>Order.</b> If two behaviours share an arena that at least one of them writes, the one scheduled first runs
     * first, and all it did happens-before the other; behaviours that only read an arena run in parallel. A borrow never
     * overtakes a behaviour that was scheduled before it.
     *
     * @param body gets a borrow of all the arenas, which ends with it; may schedule further behaviours
     * @return completes with the body's result after the arenas were released; exceptionally with what the body threw, with
     *     where it was scheduled attached; or with {@link org.arenas.error.ArenaClosedException} if an arena was closed
     *     before all of them were held; with {@link org.arenas.error.NotShareableException} if the result may not leave
     *     the arenas
     * @param <R> the type of the result
     */
    public <R extends @Nullable Object> CompletionStage<R> call(Function<? super Borrow, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return Behaviour.schedule(accesses, body, body);
    }
}
