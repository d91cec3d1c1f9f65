package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.arenas.error.ArenaClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** Plain fields handed on along every edge of the package page. What the hardware may reorder, jcstress looks for. */
@DisplayName("R12 Happens-before")
@DisplayNameGeneration(RuleNames.class)
class R12HappensBeforeTest {
    private static final int ROUNDS = 3_000;

    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");
    private final Interpreter bank = Interpreter.create("bank");

    /** Not volatile: visible by the edge under test or not at all. */
    private int plain;

    private int twin;

    @AfterEach
    void close() {
        bank.close();
        arena.close();
        other.close();
    }

    @Test
    void shouldShowEveryWriteToTheNextBorrow() {
        increaseFromFourThreads(arena::borrow);
    }

    @Test
    void shouldShowEveryWriteToTheNextGroup() {
        increaseFromFourThreads(() -> Arenas.borrow(write(arena), read(other)));
    }

    private void increaseFromFourThreads(Supplier<? extends Borrow> borrows) {
        try (Threads threads = new Threads()) {
            for (int t = 0; t < 4; t++) {
                threads.start("writer " + t, () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        try (Borrow b = borrows.get()) {
                            plain += b == null ? 0 : 1;
                        }
                    }
                });
            }
            threads.joinAll();
        }
        assertThat(plain).isEqualTo(4 * ROUNDS);
    }

    @Test
    void shouldShowAWriteToReadersAndTheReadersEndToTheNextWriter() {
        try (Threads threads = new Threads()) {
            threads.start("writer", () -> {
                for (int i = 1; i <= ROUNDS; i++) {
                    try (ExclusiveBorrow b = arena.borrow()) {
                        plain = b.arena().isClosed() ? 0 : i;
                        twin = i;
                    }
                }
            });
            for (int t = 0; t < 2; t++) {
                threads.start("reader " + t, () -> {
                    int last = 0;
                    while (last < ROUNDS) {
                        try (SharedBorrow b = arena.borrowShared()) {
                            assertThat(plain).as(b.arena().name()).isEqualTo(twin);
                            assertThat(plain).isGreaterThanOrEqualTo(last);
                            last = plain;
                        }
                    }
                });
            }
            threads.joinAll();
        }
    }

    @Test
    void shouldShowEveryWriteToTheNextBehaviourAndBorrow() {
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            stages.add(Arenas.when(write(arena)).run(b -> plain++));
            stages.add(Arenas.when(write(arena), write(other)).run(b -> plain++));
            if (i % 16 == 0) {
                try (ExclusiveBorrow b = arena.borrow()) {
                    plain += b.arena().isHeldByCurrentThread() ? 1 : 0;
                }
            }
        }
        stages.forEach(Arenas::join);
        try (ExclusiveBorrow b = arena.borrow()) {
            assertThat(plain).as(b.toString()).isEqualTo(2 * ROUNDS + (ROUNDS + 15) / 16);
        }
    }

    @Test
    void shouldShowWhatWasDoneBeforeSchedulingToTheBodyAndTheBodyToItsResult() {
        for (int i = 1; i <= ROUNDS; i++) {
            int[] before = {i};
            int[] inside = {0};
            CompletableFuture<Integer> stage = Arenas.when(write(arena))
                    .call(b -> {
                        inside[0] = before[0] + 1;
                        return before[0];
                    })
                    .toCompletableFuture();

            assertThat(stage.join()).isEqualTo(i);
            assertThat(inside[0]).isEqualTo(i + 1);
        }
    }

    @Test
    void shouldShowWhatWasDoneBeforeATaskWasGivenAndATaskToTheNextOne() {
        int[] value = {0};
        for (int i = 1; i <= ROUNDS; i++) {
            int[] before = {i};
            bank.execute(home -> value[0] += before[0] > 0 ? 1 : 0);
            if (i % 10 == 0) {
                int seen = bank.call(home -> value[0]);
                assertThat(seen).isEqualTo(i);
            }
            if (i % 10 == 5) {
                int seen = Arenas.join(bank.submit(home -> value[0]));
                assertThat(seen).isEqualTo(i);
            }
        }
    }

    @Test
    void shouldShowTheLastTaskToWhoeverClosesTheInterpreter() {
        for (int i = 0; i < 200; i++) {
            int[] value = {0};
            Interpreter worker = Interpreter.create("worker");
            worker.execute(home -> value[0]++);
            worker.execute(home -> value[0]++);
            worker.close();
            assertThat(value[0]).isEqualTo(2);
        }
    }

    @Test
    void shouldShowWhatOthersDidWhileTheHomeWasGivenUp() {
        int[] value = {0};
        for (int i = 0; i < 300; i++) {
            int round = i;
            bank.call(home -> {
                value[0] = round;
                home.suspendDuring(() -> {
                    CompletionStage<?> change =
                            Arenas.when(write(bank.arena())).run(b -> value[0] = value[0] == round ? -round : 1_000);
                    return change.toCompletableFuture().join();
                });
                assertThat(value[0]).isEqualTo(-round);
                return null;
            });
        }
    }

    @Test
    void shouldShowWhatWasDoneBeforeACloseToWhoeverIsTold() {
        for (int i = 0; i < 200; i++) {
            int[] value = {0};
            Arena closing = Arena.create("closing");
            try (Threads threads = new Threads()) {
                threads.start("reader", () -> {
                    try {
                        for (; ; ) {
                            closing.borrow().close();
                        }
                    } catch (ArenaClosedException e) {
                        assertThat(value[0]).isEqualTo(1);
                    }
                });
                Await.until("it runs", () -> closing.counters().acquisitions() > 0);
                value[0] = 1;
                closing.close();
                threads.joinAll();
            }
        }
    }
}
