package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.arenas.error.DeadlockException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that pass through a hundred interpreters. */
class InterpreterChainsTest {
    private static final int LENGTH = 100;

    private final List<Interpreter> chain = new ArrayList<>();

    @BeforeEach
    void open() {
        for (int i = 0; i < LENGTH; i++) {
            chain.add(Interpreter.create("member " + i));
        }
    }

    @AfterEach
    void close() {
        chain.forEach(Interpreter::close);
    }

    /** How many members a call has passed through when it comes back from the end. */
    private int passOn(int from, int steps) {
        return chain.get(from % LENGTH).call(home -> {
            int behind = steps == 1 ? 0 : passOn(from + 1, steps - 1);
            home.arena().assertHeld();
            return behind + 1;
        });
    }

    @Test
    void shouldAnswerACallThatPassesThroughAllOfThem() {
        assertThat(passOn(0, LENGTH)).isEqualTo(LENGTH);
        assertThat(passOn(LENGTH / 2, LENGTH)).isEqualTo(LENGTH);
    }

    @Test
    void shouldAnswerCallsThatEnterEverywhereAtOnce() {
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                threads.start("caller " + t, () -> {
                    for (int i = 0; i < 5; i++) {
                        assertThat(passOn(0, LENGTH)).isEqualTo(LENGTH);
                    }
                });
            }
        }
    }

    @Test
    void shouldThrowWhereTheCallComesBackToAMemberThatWaits() {
        Throwable thrown = catchThrowable(() -> passOn(0, LENGTH + 1));
        assertThat(thrown).isInstanceOf(DeadlockException.class);
        assertThat(((DeadlockException) thrown).cycle()).hasSizeGreaterThanOrEqualTo(LENGTH);
        assertThat(passOn(0, LENGTH)).as("they go on").isEqualTo(LENGTH);
    }

    @Test
    void shouldPassATokenRoundAndRoundWithoutAnybodyWaiting() {
        int rounds = 20;
        List<Integer> order = new ArrayList<>();
        CompletionStage<Boolean> last = chain.get(0).submit(home -> order.add(0));
        for (int i = 1; i < rounds * LENGTH; i++) {
            int number = i;
            last = last.thenCompose(passed -> chain.get(number % LENGTH).submit(home -> order.add(number)));
        }
        Arenas.join(last);
        assertThat(order).hasSize(rounds * LENGTH).isSorted();
    }

    @Test
    void shouldBorrowFromEachOtherAllTheWayRound() {
        List<CompletionStage<Integer>> sums = new ArrayList<>();
        for (int i = 0; i < LENGTH; i++) {
            Interpreter next = chain.get((i + 1) % LENGTH);
            sums.add(chain.get(i).submit(home -> {
                int borrowed = 0;
                for (int times = 0; times < 50; times++) {
                    try (ExclusiveBorrow b = next.arena().borrow()) {
                        assertThat(b.arena().isHeldByCurrentThread()).isTrue();
                        borrowed++;
                    }
                }
                return borrowed;
            }));
        }
        sums.forEach(sum -> assertThat(Arenas.join(sum)).isEqualTo(50));
    }
}
