package org.arenas;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of an {@link InOrder} a second time, one after the other, on copies of what their arenas held, and compares.
 *
 * <p><b>Thread-safety.</b> As {@link InOrder}; the fingerprints are taken by the tasks.
 */
final class OrderCheck<R extends @Nullable Object> {
    /*
     * Before the first task that declares an arena is added, the arena's objects are copied. Each task leaves a fingerprint of
     * the arenas that it declared, taken before it releases them. In the end the copies change places with the objects, every
     * task is run again and waited for before the next one, and the arenas get their objects back. Slots and generations
     * are copied, too, so what the tasks own gets the same Refs in both runs.
     */
    private final IdentityHashMap<Arena, ObjectStore> copies = new IdentityHashMap<>();
    private final List<Added<R>> tasks = new ArrayList<>();

    private record Added<R extends @Nullable Object>(List<Access> accesses, OrderedTask<R> task) {}

    /** Before a task is scheduled. */
    @SuppressWarnings("try") // The borrow is there to be held.
    void copy(Access[] accesses) {
        for (Access access : accesses) {
            Arena arena = access.arena();
            if (!copies.containsKey(arena)) {
                try (SharedBorrow unused = arena.borrowShared()) {
                    copies.put(arena, arena.copyOfStore());
                }
            }
        }
    }

    /** Once it was scheduled. */
    void add(Access[] accesses, OrderedTask<R> task) {
        tasks.add(new Added<>(List.of(accesses), task));
    }

    /** Of the state of some arenas. Under a borrow of all of them. */
    static long fingerprint(Access[] accesses) {
        long hash = 0;
        for (Access access : accesses) {
            hash = 31 * hash + access.arena().stateHash();
        }
        return hash;
    }

    /**
     * After all tasks have ended.
     *
     * @throws org.arenas.error.NotSequentialException if something is different
     */
    void compare() {
        exchange();
        try {
            for (Added<R> added : tasks) {
                Access[] accesses = added.accesses.toArray(Access[]::new);
                OrderedTask<R> first = added.task;
                OrderedTask<R> again = first.again();
                again.schedule(accesses);
                Throwable failure = again.await();
                same(first, accesses, "failure", text(first.await()), text(failure));
                same(first, accesses, "output", first.output(), again.output());
                if (failure != null) {
                    return;
                }
                if (StateHash.of(first.result()) != StateHash.of(again.result())) {
                    same(first, accesses, "result", text(first.result()), text(again.result()));
                }
                same(first, accesses, "state of the arenas", first.fingerprint(), again.fingerprint());
            }
        } finally {
            exchange();
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void same(
            OrderedTask<?> task,
            Access[] accesses,
            String what,
            @Nullable Object parallel,
            @Nullable Object sequential) {
        if (!Objects.equals(parallel, sequential)) {
            throw Violations.notSequential(
                    task.index(), Access.names(accesses), what, String.valueOf(parallel), String.valueOf(sequential));
        }
    }

    /** Puts the copies where the objects are, and the objects where the copies were. */
    @SuppressWarnings("try") // The borrow is there to be held.
    private void exchange() {
        Access[] all = copies.keySet().stream().map(Access::write).toArray(Access[]::new);
        if (all.length > 0) {
            try (Borrow unused = Arenas.borrow(all)) {
                copies.replaceAll(Arena::exchangeStore);
            }
        }
    }
}
