package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A million operations at random, in worlds of different sizes: the smaller, the more often everybody waits. */
class RandomProgramTest {
    private static final int THREADS = 4;

    @ParameterizedTest(name = "{0} arenas, {1} interpreters, {2} steps")
    @CsvSource({"2, 1, 5000", "4, 4, 20000", "30, 30, 100000", "200, 100, 350000"})
    @DisplayName(
            "R1 to R13: whatever is done at random, nothing hangs, nothing is lost, and nobody is where another is")
    void shouldKeepEveryInvariant(int arenas, int interpreters, int usual) {
        int steps = Rig.times(usual) / THREADS;
        try (Rig rig = new Rig("random program, " + arenas + " arenas, " + interpreters + " interpreters")) {
            Program program = new Program(rig, arenas, interpreters);
            for (int i = 0; i < THREADS; i++) {
                rig.thread("actor-" + i, random -> program.run(random, steps));
            }
            rig.join();
            program.check();
            assertThat(program.operations()).isGreaterThan((long) THREADS * steps);
        }
    }
}
