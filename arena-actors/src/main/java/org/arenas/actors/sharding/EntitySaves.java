package org.arenas.actors.sharding;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.error.EntityStateException;
import org.arenas.error.EntityViolations;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one running entity: one on its way at a time.
 *
 * <p><b>Thread-safety.</b> Belongs to the entity's actor, with its arena held.
 */
final class EntitySaves<O> {
    /*
     * writing | wanted
     *   no    |  no     nobody waits
     *   yes   |  no     a snapshot is on its way
     *   yes   |  yes    ... and some want another, with what has changed since: it is taken when the first has arrived
     * However many want one meanwhile, it is one: the slower the store, the more each snapshot is good for.
     */
    private final ActorHome home;
    private final Ref<O> object;
    private final ArenaState<O> state;
    private final SnapshotStore store;
    private final SnapshotStore.EntityKey key;
    private final Consumer<EntityAnswer.Stored> answers;

    private long version;

    /** What the store has for certain; null when a write has failed, which may still arrive. */
    private byte @Nullable [] stored;

    private boolean writing;
    private @Nullable CompletableFuture<Void> wanted;

    EntitySaves(
            ActorHome home,
            Ref<O> object,
            ArenaState<O> state,
            SnapshotStore store,
            SnapshotStore.EntityKey key,
            Snapshot stored,
            Consumer<EntityAnswer.Stored> answers) {
        this.home = home;
        this.object = object;
        this.state = state;
        this.store = store;
        this.key = key;
        this.version = stored.version();
        this.stored = stored.state();
        this.answers = answers;
    }

    /** See {@link ArenaEntityContext#save()}. */
    CompletionStage<Void> save() {
        checkHeld();
        CompletableFuture<Void> present = wanted;
        if (present == null) {
            present = new CompletableFuture<>();
            if (writing) {
                wanted = present;
            } else {
                begin(present);
            }
        }
        return copy(present);
    }

    /** For one caller, who may do with it what it likes; unlike {@code minimalCompletionStage}, with the failure as it is. */
    private static CompletionStage<Void> copy(CompletableFuture<Void> shared) {
        CompletableFuture<Void> copy = new CompletableFuture<>();
        CompletableFuture<Void> unused = shared.whenComplete((nothing, failure) -> {
            if (failure == null) {
                copy.complete(null);
            } else {
                copy.completeExceptionally(failure);
            }
        });
        return copy;
    }

    void checkHeld() {
        home.borrow();
    }

    boolean isWriting() {
        return writing;
    }

    /** Saves what has changed. {@return true if nothing has, so that all is saved} */
    boolean saveIfChanged() {
        byte[] now = capture();
        if (isStored(now)) {
            return true;
        }
        write(now, new CompletableFuture<>());
        return false;
    }

    /** The store has answered; the next snapshot is taken if anybody wants one. */
    void answered(EntityAnswer.Stored answer) {
        writing = false;
        stored = answer.failure() == null ? answer.snapshot().state() : null;
        CompletableFuture<Void> next = wanted;
        if (next != null) {
            wanted = null;
            begin(next);
        }
    }

    /** The entity ends: what is on its way may arrive, nothing else will. */
    void end() {
        CompletableFuture<Void> present = wanted;
        if (present != null) {
            wanted = null;
            present.completeExceptionally(
                    EntityViolations.notStored(key.toString(), version, "the entity has ended before"));
        }
    }

    private void begin(CompletableFuture<Void> done) {
        byte[] now;
        try {
            now = capture();
        } catch (EntityStateException e) {
            done.completeExceptionally(e);
            return;
        }
        if (isStored(now)) {
            done.complete(null);
        } else {
            write(now, done);
        }
    }

    private boolean isStored(byte[] now) {
        return stored != null && Arrays.equals(stored, now);
    }

    private byte[] capture() {
        return write(key, state, home.get(object));
    }

    @SuppressWarnings("IllegalCatch")
    static <O> byte[] write(SnapshotStore.EntityKey key, ArenaState<O> state, O object) {
        try {
            return state.write(object);
        } catch (Exception | LinkageError | StackOverflowError e) {
            EntityStateException failure = EntityViolations.stateNotWritten(key.toString(), e.toString());
            failure.initCause(e);
            throw failure;
        }
    }

    private void write(byte[] now, CompletableFuture<Void> done) {
        writing = true;
        version++;
        Snapshot snapshot = new Snapshot(version, now);
        EntityAnswer.of(() -> store.save(key, snapshot)).whenComplete((nothing, thrown) -> {
            Throwable failure = EntityAnswer.unwrapped(thrown);
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
            answers.accept(new EntityAnswer.Stored(snapshot, failure));
        });
    }
}
