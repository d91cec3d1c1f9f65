package org.arenas.examples.genomes;

import static org.arenas.Access.write;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;

/**
 * The way of arenas: each interpreter counts its share into a table that nobody else can reach, so counting takes no
 * lock and shares no cache line. What crosses between interpreters are Refs to the tables; two tables are merged by a
 * behaviour that holds both arenas, as soon as both are complete.
 */
final class ArenaModel implements CountingModel {
    private final List<Interpreter> interpreters;

    ArenaModel(int workers) {
        interpreters = IntStream.range(0, workers)
                .mapToObj(i -> Interpreter.create("counter-" + i))
                .toList();
    }

    @Override
    public String name() {
        return "arenas";
    }

    @Override
    public String description() {
        return "interpreters count into tables of their own, which behaviours merge in pairs";
    }

    @Override
    public KmerCounts count(Work work) {
        Ref<KmerCounts> all = Arenas.join(count(work, 0, work.workers()));
        try (ExclusiveBorrow borrow = all.arena().borrow()) {
            return borrow.free(all);
        }
    }

    @Override
    public void close() {
        interpreters.forEach(Interpreter::close);
    }

    /** Counts the shares {@code [first, end)}, at least one, into the arena of interpreter {@code first}. */
    private CompletionStage<Ref<KmerCounts>> count(Work work, int first, int end) {
        if (end - first == 1) {
            List<Slice> share = work.shares().get(first);
            return interpreters.get(first).submit(home -> home.own(KmerCounts.of(work.k(), share)));
        }
        int middle = (first + end) >>> 1;
        return count(work, first, middle)
                .thenCombine(count(work, middle, end), ArenaModel::merge)
                .thenCompose(Function.identity());
    }

    /** Moves the counts of {@code from} into those of {@code into}. */
    static CompletionStage<Ref<KmerCounts>> merge(Ref<KmerCounts> into, Ref<KmerCounts> from) {
        return Arenas.when(write(into.arena()), write(from.arena())).call(borrow -> {
            borrow.get(into).addAll(borrow.exclusive(from.arena()).free(from));
            return into;
        });
    }
}
