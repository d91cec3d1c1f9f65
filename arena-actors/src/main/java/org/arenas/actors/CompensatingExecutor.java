package org.arenas.actors;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import akka.dispatch.MonitorableThreadFactory;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** What the configuration names as {@code executor}: a fork-join pool that keeps its parallelism while its threads wait. */
final class CompensatingExecutor extends ExecutorServiceConfigurator {
    /*
     * Akka's fork-join executor gives the pool nothing but its parallelism. The JDK then takes 1 as the number of threads that
     * must be able to run, and 32767 as the most threads. Here the former is the parallelism, the latter is configured, and
     * beyond it a thread waits without being compensated, where the JDK's default is to throw out of the wait.
     */

    /** The most threads of a pool in the JDK. */
    private static final int MOST_THREADS = 0x7fff;

    private final Settings settings;

    /** The block of the configuration. */
    private record Settings(int throughput, int parallelism, int spare, long keepAliveMillis) {}

    CompensatingExecutor(Config dispatcher, DispatcherPrerequisites prerequisites) {
        super(dispatcher, prerequisites);
        Config config = dispatcher.getConfig("compensating-executor");
        double wanted = Math.ceil(Runtime.getRuntime().availableProcessors() * config.getDouble("parallelism-factor"));
        int least = inRange(config, "parallelism-min", 1);
        int most = inRange(config, "parallelism-max", least);
        int parallelism = (int) Math.min(most, Math.max(least, wanted));
        settings = new Settings(
                dispatcher.getInt("throughput"),
                parallelism,
                Math.min(inRange(config, "spare-threads-max", 0), MOST_THREADS - parallelism),
                config.getDuration("keep-alive-time", TimeUnit.MILLISECONDS));
    }

    private static int inRange(Config config, String key, int least) {
        int given = config.getInt(key);
        if (given < least || given > MOST_THREADS) {
            throw new ConfigException.BadValue(
                    config.getValue(key).origin(),
                    key,
                    "out of range: given=" + given + "; use " + least + " to " + MOST_THREADS);
        }
        return given;
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        // Akka's own factory makes both kinds of threads; so named, they can be told apart in a thread dump.
        ThreadFactory named =
                threads instanceof MonitorableThreadFactory akkas ? akkas.withName(akkas.name() + "-" + id) : threads;
        if (!(named instanceof ForkJoinWorkerThreadFactory workers)) {
            throw new IllegalStateException(
                    "threads are not those of a fork-join pool: dispatcher=" + id + ", factory=" + threads.getClass());
        }
        return () -> new DispatcherExecutor(pool(workers), settings.throughput());
    }

    private ForkJoinPool pool(ForkJoinWorkerThreadFactory workers) {
        int parallelism = settings.parallelism();
        return new ForkJoinPool(
                parallelism,
                workers,
                MonitorableThreadFactory.doNothing(),
                true,
                parallelism,
                parallelism + settings.spare(),
                parallelism,
                pool -> true,
                Math.max(1, settings.keepAliveMillis()),
                TimeUnit.MILLISECONDS);
    }
}
