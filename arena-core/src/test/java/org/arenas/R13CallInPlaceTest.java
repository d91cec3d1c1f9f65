package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.NotShareableException;
import org.arenas.error.SelfCallException;
import org.arenas.testing.Await;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** A call to an interpreter that has nothing to do runs on the calling thread at once: it is a task like any other. */
@DisplayName("R13 One task at a time")
@DisplayNameGeneration(RuleNames.class)
class R13CallInPlaceTest {
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final Interpreter bank = Interpreter.builder("bank")
            .onFailure((interpreter, e) -> failures.add(e))
            .create();
    private final Arena other = Arena.create("other");
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        go.countDown();
        bank.close();
        other.close();
    }

    /** A call that waits until it may end. */
    private void slowCall() {
        bank.call(home -> {
            running.countDown();
            Await.open(go);
            return order.add("call");
        });
    }

    @Test
    void shouldRunOnTheCallingThread() {
        Thread caller = Thread.currentThread();
        boolean here = bank.call(home -> Thread.currentThread() == caller);
        assertThat(here).isTrue();
        assertThat(Interpreter.current()).isNull();
        assertThat(bank.pendingTasks()).isZero();
        assertThat(bank.arena().isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldKeepTasksAndCallsWaitingUntilItHasEnded() {
        try (Threads threads = new Threads()) {
            threads.start("caller", this::slowCall);
            Await.open(running);
            bank.execute(home -> order.add("task"));
            Thread second = threads.start("second", () -> bank.call(home -> order.add("second")));
            Await.blocked(second);
            assertThat(bank.pendingTasks()).isEqualTo(3);
            assertThat(order).isEmpty();
            go.countDown();
        }
        assertThat(order).containsExactly("call", "task", "second");
    }

    @Test
    void shouldKeepTasksWaitingWhileItHasGivenItsHomeUp() {
        try (Threads threads = new Threads()) {
            threads.start(
                    "caller",
                    () -> bank.call(home -> home.suspendDuring(() -> {
                        running.countDown();
                        Await.open(go);
                        return order.add("call");
                    })));
            Await.open(running);
            bank.execute(home -> order.add("task"));
            try (ExclusiveBorrow borrow = bank.arena().borrow()) {
                assertThat(borrow.arena()).isSameAs(bank.arena());
                assertThat(order).isEmpty();
            }
            go.countDown();
        }
        bank.close();
        assertThat(order).containsExactly("call", "task");
    }

    @Test
    void shouldKeepACloseWaitingUntilItHasEnded() {
        try (Threads threads = new Threads()) {
            threads.start("caller", this::slowCall);
            Await.open(running);
            Thread closer = threads.start("closer", () -> {
                bank.close();
                order.add("closed");
            });
            Await.blocked(closer);
            assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSING);
            assertThatThrownBy(() -> bank.call(home -> 1)).isInstanceOf(InterpreterClosedException.class);
            go.countDown();
        }
        assertThat(order).containsExactly("call", "closed");
        assertThat(bank.arena().isClosed()).isTrue();
    }

    @Test
    void shouldEndAndTellItsResultThoughTheInterpreterIsClosedAtOnce() {
        AtomicReference<Object> result = new AtomicReference<>();
        try (Threads threads = new Threads()) {
            threads.start(
                    "caller",
                    () -> result.set(bank.call(home -> {
                        running.countDown();
                        Await.open(go);
                        return Thread.currentThread().isInterrupted();
                    })));
            Await.open(running);
            Thread closer = threads.start("closer", bank::closeNow);
            Await.blocked(closer);
            go.countDown();
        }
        assertThat(result).as("interrupted").hasValue(false);
        assertThat(bank.state()).isEqualTo(Interpreter.State.CLOSED);
    }

    @Test
    void shouldKeepTheCallersInterruptFromTheTaskAndGiveItBack() {
        Thread.currentThread().interrupt();
        boolean seen = bank.call(home -> Thread.currentThread().isInterrupted());
        assertThat(seen).isFalse();
        assertThat(Thread.interrupted()).isTrue();

        bank.call(home -> {
            Thread.currentThread().interrupt();
            return null;
        });
        assertThat(Thread.interrupted()).as("came meanwhile").isTrue();
    }

    @Test
    void shouldThrowWhatTheTaskThrowsToTheCallerAlone() {
        IllegalStateException unchecked = new IllegalStateException("no");
        assertThatThrownBy(() -> bank.call(home -> {
                    throw unchecked;
                }))
                .isSameAs(unchecked);
        IOException checked = new IOException("no file");
        assertThatThrownBy(() -> bank.call(home -> {
                    throw R13CallInPlaceTest.<RuntimeException>sneaky(checked);
                }))
                .isInstanceOf(CompletionException.class)
                .hasCause(checked);
        assertThatThrownBy(() -> bank.call(home -> bank.call(again -> 1))).isInstanceOf(SelfCallException.class);
        assertThatThrownBy(() -> bank.call(home -> new ArrayList<>())).isInstanceOf(NotShareableException.class);
        assertThatThrownBy(() -> bank.call(home -> {
                    other.borrow();
                    return 1;
                }))
                .isInstanceOf(BorrowLeakException.class);
        other.borrow().close();
        assertThat(failures).isEmpty();
        assertThat(bank.pendingTasks()).isZero();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Throws what need not be declared.
    private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
