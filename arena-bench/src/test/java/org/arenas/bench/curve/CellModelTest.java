package org.arenas.bench.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.arenas.bench.Pools;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Cells count every change of every thread, in each model")
class CellModelTest {
    private static final int CELLS = 3;
    private static final int BATCHES = 2_000;
    private static final int BATCH = 50;
    private static final long DEADLINE_SECONDS = 60;

    private static int batch(Cells.User user, int seed) {
        int changes = 0;
        for (int i = 0; i < BATCH; i++) {
            if ((i + seed) % 4 == 0) {
                user.look(i % CELLS);
            } else {
                user.change(i % CELLS);
                changes++;
            }
        }
        user.finish();
        return changes;
    }

    private static int use(Cells cells, CountDownLatch start) throws InterruptedException {
        Cells.User user = cells.user(BATCH);
        start.countDown();
        start.await();
        int changes = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            changes += batch(user, batch);
        }
        return changes;
    }

    @ParameterizedTest
    @EnumSource(CellModel.class)
    void shouldCountChanges(CellModel model) throws Exception {
        ExecutorService threads = Pools.fixed();
        try (Cells cells = model.open(CELLS, 10)) {
            CountDownLatch start = new CountDownLatch(Pools.threads());
            long asked = 0;
            for (Future<Integer> changes : IntStream.range(0, Pools.threads())
                    .mapToObj(i -> threads.submit(() -> use(cells, start)))
                    .toList()) {
                asked += changes.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
            assertThat(cells.changes()).isEqualTo(asked);
        } finally {
            Pools.stop(threads);
        }
    }

    @Test
    void shouldTellLostChanges() {
        CellRun run = new CellRun(CellModel.SYNCHRONIZED.open(1, 0));
        Cells.User user = run.user();
        user.change(0);
        run.changed(2);
        assertThatThrownBy(run::close).hasMessage("changes were lost: asked=2, is=1");
    }

    @Test
    void shouldTellACellThatWasSeenHalfway() {
        Cell cell = new Cell(1);
        cell.change();
        assertThat(cell.isWhole()).isTrue();
        assertThat(cell.changes()).isEqualTo(1);
        cell.saw(false);
        assertThatThrownBy(cell::changes).hasMessage("a cell was seen halfway: changes=1");
    }
}
