package org.arenas.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.arenas.testing.Await;
import org.junit.jupiter.api.Test;

/** Who is woken for which task, in moments that are too short for a race. */
class IdleWorkersTest {
    private static PoolCore core(int size) {
        return new PoolCore(new PoolCore.Settings(
                "idle",
                size,
                Integer.MAX_VALUE,
                RejectionPolicy.ABORT,
                IdleWorkersTest::daemon,
                (interpreter, e) -> {}));
    }

    private static Thread daemon(Runnable worker) {
        Thread thread = new Thread(worker, "idle-worker");
        thread.setDaemon(true);
        return thread;
    }

    private static void end(PoolCore core) throws InterruptedException {
        core.shutdown();
        assertThat(core.life().awaitTermination(20_000_000_000L, true))
                .as("terminated")
                .isTrue();
    }

    /** All that is given while somebody searches is left to the searcher, who wakes one, who wakes one. */
    @Test
    void shouldStartAWorkerForEachTaskThatWasLeftToASearcher() throws Exception {
        PoolCore core = core(3);
        CountDownLatch all = new CountDownLatch(3);
        assertThat(core.idle().trySearch()).isTrue();
        for (int i = 0; i < 3; i++) {
            core.give(PlainTask.of(core, () -> {
                all.countDown();
                Await.open(all);
            }));
        }
        assertThat(core.life().started()).isZero();

        core.idle().stopSearch();
        core.wake();

        Await.open(all);
        assertThat(core.life().started()).isEqualTo(3);
        end(core);
    }
}
