package org.arenas.bench.curve;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.SharedBorrow;
import org.arenas.bench.Window;

/** Cells with an arena each. */
final class OwnedCells implements Cells {
    private final List<Ref<Cell>> refs = new ArrayList<>();
    private final List<Arena> arenas = new ArrayList<>();
    private final Function<OwnedCells, User> users;

    private OwnedCells(int count, int rounds, Function<OwnedCells, User> users) {
        this.users = users;
        for (int i = 0; i < count; i++) {
            Arena arena = Arena.create("cell");
            arenas.add(arena);
            try (ExclusiveBorrow b = arena.borrow()) {
                refs.add(b.own(new Cell(rounds)));
            }
        }
    }

    static OwnedCells borrowed(int count, int rounds) {
        return new OwnedCells(count, rounds, Borrower::new);
    }

    static OwnedCells scheduled(int count, int rounds) {
        return new OwnedCells(count, rounds, cells -> new Scheduler(cells, new Window()));
    }

    @Override
    public User user(int batch) {
        return users.apply(this);
    }

    @Override
    public long changes() {
        return refs.stream().mapToLong(ref -> ref.<Long>read(Cell::changes)).sum();
    }

    @Override
    public void close() {
        arenas.forEach(Arena::close);
    }

    /** Does it now. */
    private record Borrower(OwnedCells cells) implements User {
        @Override
        public void look(int cell) {
            try (SharedBorrow b = cells.arenas.get(cell).borrowShared()) {
                b.get(cells.refs.get(cell)).look();
            }
        }

        @Override
        public void change(int cell) {
            try (ExclusiveBorrow b = cells.arenas.get(cell).borrow()) {
                b.get(cells.refs.get(cell)).change();
            }
        }

        /** What was asked for is done already. */
        @Override
        public void finish() {}
    }

    /** Has it done, in order. */
    private record Scheduler(OwnedCells cells, Window window) implements User {
        @Override
        public void look(int cell) {
            Ref<Cell> ref = cells.refs.get(cell);
            window.add(Arenas.when(read(cells.arenas.get(cell)))
                    .run(b -> b.get(ref).look()));
        }

        @Override
        public void change(int cell) {
            Ref<Cell> ref = cells.refs.get(cell);
            window.add(Arenas.when(write(cells.arenas.get(cell)))
                    .run(b -> b.get(ref).change()));
        }

        @Override
        public void finish() {
            window.drain();
        }
    }
}
