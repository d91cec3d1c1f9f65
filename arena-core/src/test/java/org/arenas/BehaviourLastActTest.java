package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.arenas.lock.Execution;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is to be done as the last act of a hold, when the holder is a behaviour. */
class BehaviourLastActTest {
    @Test
    @DisplayName("R5: the last act of a behaviour's hold runs while the graph knows who it is")
    void shouldDoTheLastActsWhileItRunsAndHoldsAll() throws Exception {
        try (Arena a = Arena.create("a");
                Arena b = Arena.create("b")) {
            List<String> acts = new ArrayList<>();
            CompletionStage<Integer> end = Arenas.when(Access.write(a), Access.write(b))
                    .call(borrow -> {
                        for (Arena arena : List.of(a, b)) {
                            arena.lock().atEndOfHold(() -> {
                                assertThat(a.isHeldByCurrentThread()).isTrue();
                                assertThat(b.isHeldByCurrentThread()).isTrue();
                                acts.add(Execution.current().describe());
                            });
                        }
                        return 1;
                    });
            assertThat(end.toCompletableFuture().get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(acts).hasSize(2).allMatch(act -> act.startsWith("behaviour("));
        }
    }

    @Test
    @DisplayName("R9: a last act that fails fails the behaviour, and every arena is released")
    void shouldFailAndReleaseEveryArenaIfLastActsFail() {
        try (Arena a = Arena.create("a");
                Arena b = Arena.create("b")) {
            CompletionStage<Integer> end = Arenas.when(Access.write(a), Access.write(b))
                    .call(borrow -> {
                        a.lock().atEndOfHold(() -> {
                            throw new IllegalStateException("first");
                        });
                        b.lock().atEndOfHold(() -> {
                            throw new IllegalStateException("second");
                        });
                        return 1;
                    });
            Throwable failure =
                    Assertions.catchThrowable(() -> end.toCompletableFuture().get(20, TimeUnit.SECONDS));
            assertThat(failure)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("first");
            assertThat(failure.getCause().getSuppressed())
                    .extracting(Throwable::getMessage)
                    .contains("second");
            a.borrow().close();
            b.borrow().close();
        }
    }
}
