package org.arenas.offheap;

import java.util.function.Consumer;
import org.arenas.lock.Waiting;

/**
 * A lender's wait for the leases of an array.
 *
 * @param lending the array
 */
record EndWait(Lending lending) implements Waiting {
    @Override
    public void blockers(Consumer<Edge> visitor) {
        for (LeaseGrant present : lending.granted()) {
            visitor.accept(new Edge(present.execution, present.text(), "borrowed"));
        }
    }

    @Override
    public String wanted() {
        int promised = lending.promised();
        return "all leases of " + lending.owner().array()
                + (promised == 0 ? "" : ", parts that nobody has opened: " + promised);
    }
}
