package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletionStage;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.DeadlockException;
import org.arenas.error.HomeSuspendedException;
import org.arenas.error.MovedException;
import org.arenas.error.StaleReferenceException;
import org.arenas.monitor.Diagnostics;
import org.arenas.monitor.Site;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Threads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs with {@code -Darenas.diagnostics=full}: every violation says where the borrow was acquired and released. */
@Tag("full-diagnostics")
class FullDiagnosticsTest {
    private final Arena orders = Arena.create("orders");
    private final Arena rates = Arena.create("rates");
    private final Interpreter bank = Interpreter.create("bank");
    private final String me = Thread.currentThread().getName();

    @BeforeEach
    void shouldRunWithFullDiagnostics() {
        assertThat(Diagnostics.LEVEL).isEqualTo(Diagnostics.FULL);
    }

    @AfterEach
    void close() {
        bank.close();
        orders.close();
        rates.close();
    }

    private ExclusiveBorrow acquireHere() {
        return orders.borrow();
    }

    private static void releaseHere(Borrow borrow) {
        borrow.close();
    }

    @Test
    void shouldSayWhereAClosedBorrowWasAcquiredAndReleased() {
        ExclusiveBorrow closed = acquireHere();
        releaseHere(closed);

        Throwable thrown = thrown(BorrowClosedException.class, () -> closed.own(new Box(1)));

        assertSites(
                thrown,
                orders + " acquired by " + me + " at FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:LINE)",
                orders + " released by " + me + " at FullDiagnosticsTest.releaseHere(FullDiagnosticsTest.java:LINE)");
    }

    private static <T> Moved<T> moveHere(ExclusiveBorrow borrow, Ref<T> ref) {
        return borrow.move(ref);
    }

    @Test
    void shouldSayWhereAnObjectWasMoved() {
        try (ExclusiveBorrow b = orders.borrow()) {
            Ref<Box> ref = b.own(new Box(1));
            Moved<Box> moved = moveHere(b, ref);
            Ref<Box> back = b.accept(moved);
            String site = "FullDiagnosticsTest.moveHere(FullDiagnosticsTest.java:LINE)";

            Throwable thrown = thrown(MovedException.class, () -> b.get(ref));

            assertThat(thrown.getMessage().replaceAll("java:[0-9]+", "java:LINE"))
                    .contains("at=" + site);
            assertSites(thrown, ref + " moved by " + me + " at " + site);
            assertSites(thrown(MovedException.class, () -> b.accept(moved)), ref + " moved by " + me + " at " + site);
            assertThat(b.get(back).value).isEqualTo(1);
        }
    }

    @Test
    void shouldPrintBothStacks() {
        ExclusiveBorrow closed = acquireHere();
        releaseHere(closed);
        StringWriter printed = new StringWriter();

        thrown(BorrowClosedException.class, () -> closed.exclusive(orders)).printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString())
                .contains("borrow is closed: arena=" + orders)
                .contains("Suppressed: org.arenas.monitor.Site: " + orders + " acquired by " + me)
                .contains("FullDiagnosticsTest.acquireHere(")
                .contains("Suppressed: org.arenas.monitor.Site: " + orders + " released by " + me)
                .contains("FullDiagnosticsTest.releaseHere(")
                .contains("FullDiagnosticsTest.shouldPrintBothStacks(");
    }

    private SharedBorrow acquireSharedHere() {
        return orders.borrowShared();
    }

    @Test
    void shouldSayWhereAClosedSharedBorrowWasAcquiredAndReleased() {
        SharedBorrow closed = acquireSharedHere();
        releaseHere(closed);

        Throwable thrown = thrown(BorrowClosedException.class, () -> closed.exclusive(orders));

        assertSites(
                thrown,
                orders + " acquired shared by " + me
                        + " at FullDiagnosticsTest.acquireSharedHere(FullDiagnosticsTest.java:LINE)",
                orders + " released by " + me + " at FullDiagnosticsTest.releaseHere(FullDiagnosticsTest.java:LINE)");
    }

    private Borrow acquireGroupHere() {
        return Arenas.borrow(write(orders), read(rates));
    }

    @Test
    void shouldSayWhereAClosedGroupAndItsPartWereAcquiredAndReleased() {
        Borrow closed = acquireGroupHere();
        ExclusiveBorrow part = closed.exclusive(orders);
        releaseHere(closed);

        String group = "write(" + orders + "), read(" + rates + ")";
        String released = " released by " + me + " at FullDiagnosticsTest.releaseHere(FullDiagnosticsTest.java:LINE)";
        assertSites(
                thrown(BorrowClosedException.class, () -> closed.exclusive(orders)),
                group + " acquired by " + me
                        + " at FullDiagnosticsTest.acquireGroupHere(FullDiagnosticsTest.java:LINE)",
                group + released);
        assertSites(
                thrown(BorrowClosedException.class, () -> part.own(new Box(1))),
                orders + " acquired by " + me + " at FullDiagnosticsTest"
                        + ".shouldSayWhereAClosedGroupAndItsPartWereAcquiredAndReleased(FullDiagnosticsTest.java:LINE)",
                orders + released);
    }

    @Test
    void shouldSayWhereABorrowOfAnotherThreadWasAcquired() {
        try (ExclusiveBorrow mine = acquireHere();
                Threads threads = new Threads()) {
            threads.start(
                    "stranger",
                    () -> assertSites(
                            thrown(BorrowThreadException.class, () -> mine.own(new Box(1))),
                            orders + " acquired by " + me
                                    + " at FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:LINE)"));
            threads.joinAll();
        }
    }

    @Test
    void shouldSayWhereAHomeWasAcquired() {
        bank.call(home -> {
            home.suspendDuring(() -> {
                Throwable thrown = thrown(HomeSuspendedException.class, () -> home.own(new Box(1)));
                assertThat(thrown.getSuppressed()).hasSize(1);
                assertThat(thrown.getSuppressed()[0])
                        .isInstanceOf(Site.class)
                        .hasMessage(bank.arena() + " acquired by " + bank);
                return null;
            });
            return null;
        });
    }

    @Test
    void shouldSayWhereALeakedBorrowWasAcquired() {
        Throwable inTask = thrown(BorrowLeakException.class, () -> bank.call(home -> acquireHere()));
        assertThat(inTask)
                .hasMessageMatching("task ended with a borrow open: task=interpreter\\(bank#[0-9]+\\), arenas=\\["
                        + orders + " acquired by interpreter\\(" + bank.arena() + "\\)"
                        + " at FullDiagnosticsTest\\.acquireHere\\(FullDiagnosticsTest\\.java:[0-9]+\\)\\];.*");

        CompletionStage<?> stage = Arenas.when(write(rates)).call(b -> acquireHere());
        Throwable inBehaviour = thrown(BorrowLeakException.class, () -> Arenas.join(stage));
        assertThat(inBehaviour).hasMessageContaining(" at FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:");
    }

    @Test
    void shouldReportWhereAnAbandonedArenaWasAcquired() {
        try (CapturedLog log = CapturedLog.of("org.arenas.lock");
                Threads threads = new Threads()) {
            threads.start("the-leaker", this::acquireHere);
            threads.joinAll();
            Await.until("the report", () -> !log.messages().isEmpty());

            assertThat(log.messages()).hasSize(1);
            assertThat(log.messages().get(0))
                    .matches("thread died while it held an arena: arena=" + orders + ", holder=the-leaker, acquired="
                            + orders + " acquired by the-leaker"
                            + " at FullDiagnosticsTest\\.acquireHere\\(FullDiagnosticsTest\\.java:[0-9]+\\);"
                            + " the arena is abandoned: close it, and borrow in try-with-resources");
        }
        assertThat(Await.look(orders).holders().get(0).site())
                .startsWith("FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:");
        orders.close();
    }

    private CompletionStage<Object> scheduleHere() {
        return Arenas.when(write(orders)).call(b -> {
            throw new IllegalStateException("mine");
        });
    }

    @Test
    void shouldSayWhereABehaviourThatFailedWasScheduled() {
        CompletionStage<Object> stage = scheduleHere();

        assertSites(
                thrown(IllegalStateException.class, () -> Arenas.join(stage)),
                "behaviour(write(" + orders + ")) scheduled by " + me
                        + " at FullDiagnosticsTest.scheduleHere(FullDiagnosticsTest.java:LINE)");
    }

    @Test
    void shouldSayWhereABehaviourWasScheduledThatUsesAStaleRef() {
        Ref<Box> ref;
        try (ExclusiveBorrow b = orders.borrow()) {
            ref = b.own(new Box(1));
            b.free(ref);
        }

        Throwable thrown = thrown(StaleReferenceException.class, () -> Arenas.join(ref.send(Box::value)));

        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(((Site) thrown.getSuppressed()[0]).where()).startsWith("FullDiagnosticsTest.");
    }

    @Test
    void shouldShowInTheSnapshotWhereAHeldArenaWasAcquired() {
        try (ExclusiveBorrow held = acquireHere()) {
            assertThat(Await.look(held.arena()).holders().get(0).site())
                    .startsWith("FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:");
        }
    }

    @Test
    void shouldSayInADeadlockWhereWhatIsHeldWasAcquired() {
        try (ExclusiveBorrow held = acquireHere()) {
            Throwable thrown = thrown(
                    DeadlockException.class,
                    () -> bank.call(home -> {
                        orders.borrow().close();
                        return null;
                    }));

            assertThat(thrown)
                    .hasMessageContaining(held.arena() + " held exclusively by " + me
                            + " (acquired at FullDiagnosticsTest.acquireHere(FullDiagnosticsTest.java:");
        }
    }

    private static Throwable thrown(Class<? extends Throwable> type, ThrowingCallable use) {
        Throwable thrown = catchThrowable(use);
        assertThat(thrown).isExactlyInstanceOf(type);
        return thrown;
    }

    /** All that is attached, in order, with LINE for the number of a line. */
    private static void assertSites(Throwable thrown, String... texts) {
        assertThat(thrown.getSuppressed())
                .extracting(site -> ((Site) site).text().replaceAll(":[0-9]+\\)", ":LINE)"))
                .containsExactly(texts);
    }
}
