package org.arenas.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests that misbehave, and looks at what is said about them. */
class DeadlineExtensionTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    @Test
    void shouldPrintTheGraphAndTheStacksOfATestThatHangsInAnUninterruptibleBorrow() {
        try (Arena arena = Arena.create("wanted");
                Threads threads = new Threads()) {
            CountDownLatch held = new CountDownLatch(1);
            threads.start("the-holder", () -> {
                try (ExclusiveBorrow b = arena.borrow()) {
                    held.countDown();
                    // The stacks are taken after the graph was printed, and who has ended meanwhile is not among them.
                    Await.until("its own stack of " + b.arena(), () -> printed().contains("\"the-holder\" daemon"));
                }
            });
            Await.open(held);
            Hanging.arena = arena;

            TestExecutionSummary summary = run(Hanging.class);

            threads.joinAll();
            assertThat(summary.getTestsFailedCount()).isEqualTo(1);
            assertThat(summary.getFailures().get(0).getException()).isInstanceOf(TimeoutException.class);
            assertThat(printed())
                    .contains(arena + " exclusive")
                    .contains("  held exclusively by the-holder")
                    .contains(
                            "  wanted exclusively by " + Thread.currentThread().getName())
                    .contains("\"the-holder\" daemon");
        }
    }

    static class Hanging {
        private static Arena arena;

        @Test
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void run() {
            arena.borrow().close();
        }
    }

    @Test
    void shouldFailATestThatLeavesAnArenaHeld() {
        TestExecutionSummary summary = run(Leaving.class);

        Leaving.left.close();
        assertThat(summary.getTestsFailedCount()).isEqualTo(1);
        assertThat(summary.getFailures().get(0).getException())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("test left arenas behind")
                .hasMessageContaining(Leaving.left.arena() + " exclusive");
    }

    static class Leaving {
        private static ExclusiveBorrow left;

        @Test
        void run() {
            left = Arena.create("left").borrow();
        }
    }

    @Test
    void shouldAcceptAnArenaThatIsLeftHeldOnPurpose() {
        TestExecutionSummary summary = run(LeavingOnPurpose.class);

        LeavingOnPurpose.left.close();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    static class LeavingOnPurpose {
        private static ExclusiveBorrow left;

        @Test
        @LeavesArenasBusy("to show that it may")
        void run() {
            left = Arena.create("left").borrow();
        }
    }

    private static TestExecutionSummary run(Class<?> tests) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(tests))
                                .build(),
                        summary);
        return summary.getSummary();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
