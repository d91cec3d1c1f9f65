package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.arenas.error.NotShareableException;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** What may come out of a pool: the form of the task decides. */
@DisplayName("R8 Only shareable crosses")
@DisplayNameGeneration(RuleNames.class)
class R08PoolResultsTest {
    private final InterpreterPool pool = InterpreterPool.create("crossing", 2);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void shouldStopWhatATaskTakesOutOfItsWorkersArena() {
        Future<List<Integer>> result = pool.submit(home -> new ArrayList<>(List.of(1)));
        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("result of a task of a pool");
    }

    @Test
    void shouldStopWhatAFunctionTakesOutOfItsInterpretersArena() {
        assertThatThrownBy(() -> pool.map(List.of(1, 2))
                        .withHome((home, item) -> new ArrayList<>(List.of(item)))
                        .toList())
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("result of a parallel map");
        assertThat(pool.map(List.of(1))
                        .withHome((home, item) -> new ArrayList<>())
                        .attempts())
                .allMatch(attempt -> attempt.failure() instanceof NotShareableException);
    }

    @Test
    void shouldLetPassWhateverATaskReturnsThatHasNoHome() throws Exception {
        Callable<List<Integer>> list = () -> new ArrayList<>(List.of(1));
        assertThat(pool.submit(list).get()).isInstanceOf(ArrayList.class).containsExactly(1);
        assertThat(pool.invokeAll(List.of(list, list)).get(1).get()).containsExactly(1);
        assertThat(pool.invokeAny(List.of(list))).containsExactly(1);
        StringBuilder given = new StringBuilder("given");
        assertThat(pool.submit(() -> {}, given).get()).isSameAs(given);
    }

    @Test
    void shouldLetPassWhateverAFunctionReturnsThatHasNoHome() {
        List<int[]> results = pool.map(List.of(1, 2)).with(n -> new int[] {n}).toList();
        assertThat(results).containsExactly(new int[] {1}, new int[] {2});
    }
}
