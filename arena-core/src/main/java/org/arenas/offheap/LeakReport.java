package org.arenas.offheap;

import java.util.List;

/**
 * What {@link MemoryReader#findLeaks} has found.
 *
 * @param unreached no root leads to them, as far as could be seen; by place
 * @param unread roots lead to these records, whose layout is not known in this JVM: where their handles lead to could not be
 *     seen
 */
public record LeakReport(List<MemoryBlock> unreached, List<MemoryBlock> unread) {
    /**
     * Copies the lists.
     *
     * @param unreached see above
     * @param unread see above
     */
    public LeakReport {
        unreached = List.copyOf(unreached);
        unread = List.copyOf(unread);
    }

    /** {@return whether all was read, so that what was not reached is lost for sure} */
    public boolean isCertain() {
        return unread.isEmpty();
    }

    /**
     * {@return what no root leads to}
     *
     * @throws IllegalStateException if that is not {@linkplain #isCertain certain}
     */
    public List<MemoryBlock> leaks() {
        if (!isCertain()) {
            throw new IllegalStateException("leaks are not certain: unread records=" + unread.size()
                    + "; look at unreached() and unread() yourself");
        }
        return unreached;
    }
}
