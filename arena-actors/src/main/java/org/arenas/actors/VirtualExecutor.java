package org.arenas.actors;

import akka.dispatch.DispatcherPrerequisites;
import akka.dispatch.ExecutorServiceConfigurator;
import akka.dispatch.ExecutorServiceFactory;
import com.typesafe.config.Config;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ThreadFactory;
import org.arenas.VirtualThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the configuration names as {@code executor}: a virtual thread for each batch of messages, where the JDK has them. */
final class VirtualExecutor extends ExecutorServiceConfigurator {
    private static final Logger LOG = LoggerFactory.getLogger(ArenaDispatchers.class);

    private final Config dispatcher;
    private final DispatcherPrerequisites prerequisites;

    VirtualExecutor(Config dispatcher, DispatcherPrerequisites prerequisites) {
        super(dispatcher, prerequisites);
        this.dispatcher = dispatcher;
        this.prerequisites = prerequisites;
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        if (!VirtualThreads.areSupported()) {
            // The same configuration is to work on every JDK: what actors may do is the same, but for the number that
            // wait.
            LOG.warn(
                    "virtual threads need JDK 21 or later: dispatcher={}, jdk={}; its actors run on a pool of threads",
                    id,
                    Runtime.version());
            return new CompensatingExecutor(dispatcher, prerequisites).createExecutorServiceFactory(id, threads);
        }
        // Akka says what to do about fatal errors (akka.jvm-exit-on-fatal-error) on threads that it has made.
        UncaughtExceptionHandler handler = threads.newThread(() -> {}).getUncaughtExceptionHandler();
        return () -> new DispatcherExecutor(VirtualThreads.carriers(), dispatcher.getInt("throughput"), handler);
    }
}
