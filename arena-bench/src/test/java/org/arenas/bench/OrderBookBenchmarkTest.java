package org.arenas.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every model of the exchange makes the same trades")
class OrderBookBenchmarkTest {
    private static final int RUNS = 2;

    /** A run throws if its trades are not those of one thread. */
    @Test
    void shouldTradeInEveryModel() throws Exception {
        OrderBookBenchmark benchmark = new OrderBookBenchmark();
        OrderBookBenchmark.Processes processes = new OrderBookBenchmark.Processes();
        benchmark.prepare();
        processes.start();
        Set<Long> trades = new HashSet<>();
        try {
            for (int run = 0; run < RUNS; run++) {
                for (Callable<Long> model : List.<Callable<Long>>of(
                        benchmark::borrows,
                        benchmark::behaviours,
                        benchmark::locks,
                        benchmark::actors,
                        () -> benchmark.processPool(processes))) {
                    trades.add(model.call());
                }
            }
        } finally {
            processes.stop();
            benchmark.close();
        }
        assertThat(trades).hasSize(1);
    }
}
