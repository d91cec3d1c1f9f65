package org.arenas.bench.curve;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cells in the shared heap, with a lock for each.
 *
 * @param guards one for each cell
 */
record GuardedCells(List<Guard> guards) implements Cells, Cells.User {
    static GuardedCells of(int count, int rounds, Function<Cell, Guard> guard) {
        return new GuardedCells(IntStream.range(0, count)
                .mapToObj(i -> guard.apply(new Cell(rounds)))
                .toList());
    }

    @Override
    public User user(int batch) {
        return this;
    }

    @Override
    public void look(int cell) {
        guards.get(cell).look();
    }

    @Override
    public void change(int cell) {
        guards.get(cell).change();
    }

    /** What was asked for is done already. */
    @Override
    public void finish() {}

    @Override
    public long changes() {
        long sum = 0;
        for (Guard guard : guards) {
            sum += guard.cell().changes();
        }
        return sum;
    }

    @Override
    public void close() {}
}
