package org.arenas.bench.curve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenas.VirtualThreads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each run of a benchmark checks its own result. */
@DisplayName("The benchmarks of the curves give the right result, with little to do")
class CurveBenchmarksTest {
    @Test
    void shouldDoAllTasksOfASize() {
        TaskSizeBenchmark.Owners owners = new TaskSizeBenchmark.Owners();
        TaskSizeBenchmark.Workers workers = new TaskSizeBenchmark.Workers();
        TaskSizeBenchmark.MapPool map = new TaskSizeBenchmark.MapPool();
        TaskSizeBenchmark.FixedPool fixed = new TaskSizeBenchmark.FixedPool();
        TaskSizeBenchmark.ForkJoin forkJoin = new TaskSizeBenchmark.ForkJoin();
        owners.create();
        workers.create();
        map.create();
        try {
            for (int nanos : new int[] {10, 1_000, 200_000}) {
                TaskSizeBenchmark benchmark = new TaskSizeBenchmark();
                benchmark.nanos = nanos;
                benchmark.allNanos = 100_000;
                benchmark.cut();
                assertThatCode(() -> {
                            benchmark.sequentialLoop();
                            benchmark.behaviours(owners);
                            benchmark.behaviours(owners);
                            benchmark.interpreters(workers);
                            benchmark.interpreters(workers);
                            benchmark.parMap(map);
                            benchmark.parallelStream();
                            benchmark.threadPool(fixed);
                            benchmark.forkJoin(forkJoin);
                        })
                        .as("tasks of %d ns", nanos)
                        .doesNotThrowAnyException();
            }
        } finally {
            owners.close();
            workers.close();
            map.close();
            fixed.close();
            forkJoin.close();
        }
    }

    @Test
    void shouldDoAllPiecesWithAnyNumberOfWorkers() {
        for (int workers = 1; workers <= 3; workers++) {
            WorkersBenchmark benchmark = new WorkersBenchmark();
            benchmark.workers = workers;
            benchmark.create();
            WorkersBenchmark.Ours ours = new WorkersBenchmark.Ours();
            WorkersBenchmark.Fixed fixed = new WorkersBenchmark.Fixed();
            WorkersBenchmark.ForkJoin forkJoin = new WorkersBenchmark.ForkJoin();
            ours.start(benchmark);
            fixed.start(benchmark);
            forkJoin.start(benchmark);
            try {
                assertThatCode(() -> {
                            benchmark.parMap(ours);
                            benchmark.pool(ours);
                            benchmark.parallelStream(forkJoin);
                            benchmark.threadPool(fixed);
                            benchmark.forkJoin(forkJoin);
                        })
                        .as("%d workers", workers)
                        .doesNotThrowAnyException();
            } finally {
                ours.stop();
                fixed.stop();
                forkJoin.stop();
            }
        }
    }

    @Test
    void shouldSendEachWorkerAMessage() throws Exception {
        PopulationBenchmark benchmark = new PopulationBenchmark();
        PopulationBenchmark.Actors actors = new PopulationBenchmark.Actors();
        try {
            for (int workers : new int[] {1, 100}) {
                PopulationBenchmark.Many many = new PopulationBenchmark.Many();
                PopulationBenchmark.Few few = new PopulationBenchmark.Few();
                many.workers = workers;
                few.workers = workers;
                benchmark.interpreters(many);
                benchmark.actors(many, actors);
                benchmark.actors(many, actors);
                benchmark.platformThreads(few);
                if (VirtualThreads.areSupported()) {
                    benchmark.virtualThreads(many);
                } else {
                    assertThatThrownBy(() -> benchmark.virtualThreads(many))
                            .isInstanceOf(UnsupportedOperationException.class);
                }
            }
        } finally {
            actors.stop();
        }
    }
}
