package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.arenas.Arenas;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ArenaModelTest {
    @Test
    void shouldLeaveNoTableBehindWhenTwoAreMerged() {
        try (Interpreter one = Interpreter.create("one");
                Interpreter other = Interpreter.create("other")) {
            Ref<KmerCounts> into = one.call(home -> home.own(counts(1, 2)));
            Ref<KmerCounts> from = other.call(home -> home.own(counts(2, 3)));

            Ref<KmerCounts> merged = Arenas.join(ArenaModel.merge(into, from));

            assertThat(merged).isEqualTo(into);
            KmerCounts expected = counts(1, 2, 2, 3);
            assertThat(merged.read(expected::equals)).isTrue();
            assertThatThrownBy(() -> from.read(KmerCounts::total)).isInstanceOf(StaleReferenceException.class);
        }
    }

    @Test
    void shouldCloseItsInterpreters() {
        ArenaModel model = new ArenaModel(2);
        List<Interpreter> created = Arenas.interpreters().stream()
                .filter(interpreter -> interpreter.name().startsWith("counter-"))
                .toList();
        assertThat(created).hasSize(2);
        model.close();
        assertThat(created).allMatch(interpreter -> interpreter.state() == Interpreter.State.CLOSED);
    }

    private static KmerCounts counts(long... kmers) {
        KmerCounts counts = new KmerCounts(3);
        for (long kmer : kmers) {
            counts.add(kmer);
        }
        return counts;
    }
}
