package org.arenas.testing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.arenas.Arenas;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.Snapshot;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Says why a test hangs, and sees to it that a test leaves no arena behind that somebody holds or waits for. JUnit finds it
 * as a service, so that it is there for every test.
 *
 * <p>The deadline itself is JUnit's: the default of {@code junit-platform.properties}, or the test's {@code @Timeout}. When
 * it has passed, a thread that is not the test's prints the wait-for graph, JUnit prints the stacks of all threads, and then
 * the test's thread is interrupted. A test that hangs all the same is ended by the deadline of the forked JVM.
 */
public final class DeadlineExtension implements PreInterruptCallback, BeforeEachCallback, AfterEachCallback {
    private static final Duration SNAPSHOT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DeadlineExtension.class);
    private static final String BUSY_BEFORE = "busy before";

    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupt, ExtensionContext test) {
        PrintStream out = System.out;
        out.println("deadline passed: test=" + test.getUniqueId() + ", thread="
                + interrupt.getThreadToInterrupt().getName() + ", arenas:" + System.lineSeparator()
                + withinDeadline(() -> Arenas.snapshot().text()));
        out.flush();
    }

    /** The graph may be what is broken: it must not keep the test from being interrupted. */
    private static String withinDeadline(Supplier<String> text) {
        FutureTask<String> task = new FutureTask<>(text::get);
        Thread thread = new Thread(task, "deadline-snapshot");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(SNAPSHOT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "no snapshot: interrupted";
        } catch (Exception e) {
            return "no snapshot: " + e;
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Set<Long> busy =
                Arenas.snapshot().busy().stream().map(ArenaSnapshot::id).collect(Collectors.toSet());
        test.getStore(NAMESPACE).put(BUSY_BEFORE, busy);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        if (mayLeaveBusy(test)) {
            return;
        }
        Set<?> before = test.getStore(NAMESPACE).get(BUSY_BEFORE, Set.class);
        long deadline = System.nanoTime() + GRACE.toNanos();
        List<ArenaSnapshot> left = busyWithout(before);
        while (!left.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("test left arenas behind that are held or waited for: "
                        + new Snapshot(left).text() + System.lineSeparator()
                        + "release them, or say why not with @LeavesArenasBusy");
            }
            Thread.onSpinWait();
            left = busyWithout(before);
        }
    }

    private static boolean mayLeaveBusy(ExtensionContext test) {
        return AnnotationSupport.isAnnotated(test.getElement(), LeavesArenasBusy.class)
                || AnnotationSupport.isAnnotated(test.getTestClass(), LeavesArenasBusy.class);
    }

    private static List<ArenaSnapshot> busyWithout(Set<?> before) {
        return Arenas.snapshot().busy().stream()
                .filter(arena -> !before.contains(arena.id()))
                .toList();
    }
}
