package org.arenas.actors.sharding;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.error.EntityViolations;
import org.arenas.testing.Await;

/** A store in memory that can be told to fail, or to keep its callers waiting. */
final class MemoryStore implements SnapshotStore {
    final Map<EntityKey, Snapshot> stored = new ConcurrentHashMap<>();
    final AtomicInteger loads = new AtomicInteger();
    final AtomicInteger saves = new AtomicInteger();
    private final Queue<RuntimeException> loadFailures = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> saveFailures = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean holding;

    /** The next load fails so. */
    void failLoad(RuntimeException failure) {
        loadFailures.add(failure);
    }

    /** The next save fails so. */
    void failSave(RuntimeException failure) {
        saveFailures.add(failure);
    }

    /** Saves are not answered until {@link #release}. */
    synchronized void hold() {
        holding = true;
    }

    /** Waits until so many saves are held. */
    void awaitHeld(int count) {
        Await.until(count + " saves held", () -> {
            synchronized (this) {
                return held.size() == count;
            }
        });
    }

    synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    @Override
    public CompletionStage<Optional<Snapshot>> load(EntityKey entity) {
        loads.incrementAndGet();
        RuntimeException failure = loadFailures.poll();
        return failure == null
                ? CompletableFuture.completedFuture(Optional.ofNullable(stored.get(entity)))
                : CompletableFuture.failedFuture(failure);
    }

    @Override
    public synchronized CompletionStage<Void> save(EntityKey entity, Snapshot snapshot) {
        saves.incrementAndGet();
        RuntimeException failure = saveFailures.poll();
        if (failure != null) {
            throw failure;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable store = () -> store(entity, snapshot, done);
        if (holding) {
            held.add(store);
        } else {
            store.run();
        }
        return done;
    }

    private void store(EntityKey entity, Snapshot snapshot, CompletableFuture<Void> done) {
        Snapshot now = stored.merge(entity, snapshot, (old, next) -> next.version() > old.version() ? next : old);
        if (now == snapshot) {
            done.complete(null);
        } else {
            done.completeExceptionally(
                    EntityViolations.superseded(entity.toString(), snapshot.version(), now.version()));
        }
    }
}
