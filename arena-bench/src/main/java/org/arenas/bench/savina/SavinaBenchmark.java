package org.arenas.bench.savina;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The suite: how long a run of each benchmark takes in each model.
 *
 * <p>A run makes its actors, arenas or locks, and ends them; actor system, carriers and pool are started once. Every run
 * checks its result. The baselines are what their best users would write: see {@link Savina} for the rules, the benchmarks'
 * classes for each choice, and {@link org.arenas.bench.ActorSystems} for how Akka is configured.
 *
 * <p>Runs are counted in milliseconds and warm up for as many runs as the JIT needs, since a benchmark of this suite is a
 * batch with a beginning and an end.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 20)
@Measurement(iterations = 20)
public class SavinaBenchmark {
    /** Which one. */
    @Param
    public Suite benchmark;

    /** Written with what. */
    @Param
    public Model model;

    private Model.Stage stage;

    /** Starts what the model runs on. */
    @Setup
    public void open() {
        stage = model.open();
    }

    /** Ends it. */
    @TearDown
    public void close() {
        stage.close();
    }

    /** One run. */
    @Benchmark
    public void run() throws Exception {
        stage.run(benchmark.benchmark());
    }
}
