package org.arenas;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Virtual threads where the JDK has them (21 and later). The only class that knows whether it does. */
public final class VirtualThreads {
    private static final @Nullable MethodHandle NEW_EXECUTOR = find();

    private VirtualThreads() {}

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** {@return true on JDK 21 and later} */
    public static boolean areSupported() {
        return NEW_EXECUTOR != null;
    }

    /**
     * {@return an executor that starts a virtual thread for each task, to be given to {@link Interpreter.Builder#carriers}}
     *
     * @throws UnsupportedOperationException if the JDK has no virtual threads
     */
    public static ExecutorService carriers() {
        if (NEW_EXECUTOR == null) {
            throw new UnsupportedOperationException("virtual threads need JDK 21 or later: jdk=" + Runtime.version()
                    + "; leave carriers(...) out to use the shared ones");
        }
        try {
            return (ExecutorService) NEW_EXECUTOR.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads cannot be started: jdk=" + Runtime.version(), e);
        }
    }
}
