package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.NotHeldException;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the failure handler of an interpreter may do, and cannot do. */
class InterpreterFailureHandlerTest {
    private final Arena orders = Arena.create("orders");
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        orders.close();
    }

    @Test
    void shouldTakeAwayWhatTheHandlerItselfLeavesOpen() {
        try (CapturedLog log = CapturedLog.of(Interpreter.class.getName());
                Interpreter leaking = Interpreter.builder("leaking")
                        .onFailure((interpreter, e) -> {
                            failures.add(e);
                            assertThat(orders.borrow()).isNotNull();
                        })
                        .create()) {
            RuntimeException failure = new IllegalStateException("mine");
            leaking.execute(home -> {
                throw failure;
            });
            // On this thread or another one, at the same depth: it must not find itself the holder of what was left
            // open.
            boolean held = leaking.call(home -> orders.isHeldByCurrentThread());

            assertThat(held).isFalse();
            try (ExclusiveBorrow b = orders.tryBorrow()) {
                assertThat(b).as("free again").isNotNull();
            }
            assertThat(failures).hasSize(2).first().isSameAs(failure);
            assertThat(failures.get(1)).isInstanceOf(BorrowLeakException.class);
            assertThat(log.throwables()).singleElement().isInstanceOf(BorrowLeakException.class);
        }
    }

    @Test
    void shouldNotLetTheHandlerCloseWhatWasTakenAway() {
        AtomicReference<ExclusiveBorrow> left = new AtomicReference<>();
        try (Interpreter leaking = Interpreter.builder("leaking")
                .onFailure((interpreter, e) ->
                        failures.add(catchThrowable(() -> left.get().close())))
                .create()) {
            leaking.execute(home -> left.set(orders.borrow()));
            leaking.call(home -> null);

            assertThat(failures).singleElement().isInstanceOf(BorrowClosedException.class);
            orders.borrow().close();
        }
    }

    @Test
    void shouldLetTheHandlerGiveUpTheHome() {
        CountDownLatch handled = new CountDownLatch(1);
        try (Holder holder = Holder.of(orders);
                Interpreter waiting = Interpreter.builder("waiting")
                        .onFailure((interpreter, e) -> {
                            orders.borrow().close();
                            handled.countDown();
                        })
                        .create()) {
            waiting.execute(home -> {
                throw new IllegalStateException("mine");
            });
            Await.waiters(orders, 1);
            waiting.arena().borrow().close();
            assertThat(handled.getCount()).isOne();

            holder.release();
            Await.open(handled);
        }
    }

    @Test
    void shouldLetTheHandlerCloseTheInterpreter() {
        Interpreter failing = Interpreter.builder("failing")
                .onFailure((interpreter, e) -> interpreter.close())
                .create();
        failing.execute(home -> {
            throw new IllegalStateException("mine");
        });
        Await.until("it is closed", () -> failing.state() == Interpreter.State.CLOSED);
        assertThatThrownBy(() -> failing.execute(home -> {})).isInstanceOf(InterpreterClosedException.class);
    }

    @Test
    void shouldTellTheHandlerOfDiscardedTasksWithoutTheHome() {
        AtomicReference<Throwable> held = new AtomicReference<>();
        Interpreter closing = Interpreter.builder("closing")
                .onFailure((interpreter, e) -> {
                    failures.add(e);
                    try {
                        interpreter.arena().assertHeld();
                        held.set(new AssertionError("held"));
                    } catch (NotHeldException expected) {
                        held.set(expected);
                    }
                })
                .create();
        try (Holder holder = Holder.of(closing.arena())) {
            closing.execute(home -> {});
            closing.execute(home -> {});
            closing.closeNow();
            Await.until("both are told", () -> failures.size() == 2);
            holder.release();
        }
        assertThat(failures).allSatisfy(e -> assertThat(e).isInstanceOf(InterpreterClosedException.class));
        assertThat(held.get()).isInstanceOf(NotHeldException.class);
    }
}
