package org.arenas.offheap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ranges of a lent array are granted, and who waits for one, first come first.
 *
 * <p><b>Thread-safety.</b> Under the lock of its {@link Lending} only.
 */
final class RangeTable {
    private final List<LeaseGrant> granted = new ArrayList<>();
    private final List<RangeWait> queue = new ArrayList<>();

    /** What keeps a lease from being granted; null if it is granted now. */
    @Nullable
    LeaseGrant obstacle(LeaseGrant lease) {
        LeaseGrant present = firstConflict(lease, queue.size());
        if (present != null && takeBackOrphans()) {
            present = firstConflict(lease, queue.size());
        }
        if (present == null) {
            granted.add(lease);
        }
        return present;
    }

    /** Among what is granted, and those that wait before a place in the queue. */
    private @Nullable LeaseGrant firstConflict(LeaseGrant lease, int place) {
        for (LeaseGrant present : granted) {
            if (lease.conflictsWith(present)) {
                return present;
            }
        }
        for (int i = 0; i < place && !hasOther(lease); i++) {
            LeaseGrant earlier = queue.get(i).wanted;
            if (lease.conflictsWith(earlier)) {
                return earlier;
            }
        }
        return null;
    }

    /** Whether the execution has a range already: those who wait may wait for that. */
    private boolean hasOther(LeaseGrant lease) {
        return granted.stream().anyMatch(present -> present.execution == lease.execution);
    }

    void grant(LeaseGrant lease) {
        granted.add(lease);
    }

    void remove(LeaseGrant lease) {
        granted.remove(lease);
        grantWaiting();
    }

    void enter(RangeWait waiting) {
        queue.add(waiting);
        grantWaiting();
    }

    void leave(RangeWait waiting) {
        queue.remove(waiting);
        waiting.become(RangeWait.State.GONE);
        grantWaiting();
    }

    /** Grants whatever has become possible. */
    void grantWaiting() {
        takeBackOrphans();
        int place = 0;
        while (place < queue.size()) {
            RangeWait next = queue.get(place);
            if (firstConflict(next.wanted, place) == null) {
                queue.remove(place);
                granted.add(next.wanted);
                next.become(RangeWait.State.GRANTED);
            } else {
                place++;
            }
        }
    }

    void refuseWaiting() {
        queue.forEach(waiting -> waiting.become(RangeWait.State.REFUSED));
        queue.clear();
    }

    /** Ends what the calling thread itself has. */
    void endOwn() {
        granted.removeIf(lease -> {
            boolean isOwn = lease.thread == Thread.currentThread();
            if (isOwn) {
                lease.end();
            }
            return isOwn;
        });
    }

    private boolean takeBackOrphans() {
        return granted.removeIf(LeaseGrant::isOrphan);
    }

    List<LeaseGrant> granted() {
        takeBackOrphans();
        return List.copyOf(granted);
    }

    /** What stands before a wait now; nothing if it has ended. */
    List<LeaseGrant> before(RangeWait waiting) {
        int place = queue.indexOf(waiting);
        if (place < 0) {
            return List.of();
        }
        List<LeaseGrant> before = new ArrayList<>(granted);
        if (!hasOther(waiting.wanted)) {
            queue.subList(0, place).forEach(earlier -> before.add(earlier.wanted));
        }
        before.removeIf(present -> !waiting.wanted.conflictsWith(present));
        return before;
    }
}
