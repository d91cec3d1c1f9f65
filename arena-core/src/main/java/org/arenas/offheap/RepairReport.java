package org.arenas.offheap;

import java.util.List;

/**
 * What became of the repair of an arena in a file.
 *
 * @param problems what was wrong; empty if nothing was
 * @param repairs what was done about it; empty if nothing was changed
 * @param usable whether the arena may be used now
 */
public record RepairReport(List<String> problems, List<String> repairs, boolean usable) {
    /**
     * Keeps copies of the lists.
     *
     * @param problems what was wrong
     * @param repairs what was done
     * @param usable whether the arena may be used now
     */
    public RepairReport {
        problems = List.copyOf(problems);
        repairs = List.copyOf(repairs);
    }
}
