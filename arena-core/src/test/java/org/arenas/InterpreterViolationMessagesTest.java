package org.arenas;

import static org.arenas.Access.write;
import static org.arenas.Provoked.assertViolation;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.arenas.error.BorrowLeakException;
import org.arenas.error.HomeArenaException;
import org.arenas.error.HomeSuspendedException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.error.MailboxFullException;
import org.arenas.error.SelfCallException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link ViolationMessagesTest}: what concerns tasks and interpreters. */
class InterpreterViolationMessagesTest {
    private final Arena orders = Arena.create("orders");
    private final Arena rates = Arena.create("rates");
    private final Interpreter bank = Interpreter.create("bank");
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        bank.close();
        orders.close();
        rates.close();
    }

    @Test
    @Provoked.By(HomeSuspendedException.class)
    void shouldSayThatTheHomeIsGivenUp() {
        assertViolation(
                HomeSuspendedException.class,
                () -> bank.call(home -> home.suspendDuring(() -> home.own(new Box(1)))),
                "home arena is given up: arena=%s, caller=interpreter(%s);"
                        + " use the home borrow outside suspendDuring(...)",
                bank.arena(),
                bank.arena());
    }

    @Test
    @Provoked.By(HomeArenaException.class)
    void shouldSayWhoClosesAHome() {
        String text = "home arena is closed by its interpreter: arena=%s, caller=%s;"
                + " close the interpreter, or let the task end";
        assertViolation(HomeArenaException.class, () -> bank.arena().close(), text, bank.arena(), me);
        assertViolation(
                HomeArenaException.class,
                () -> bank.call(home -> {
                    home.close();
                    return null;
                }),
                text,
                bank.arena(),
                "interpreter(" + bank.arena() + ")");
    }

    @Test
    @Provoked.By(InterpreterClosedException.class)
    void shouldSayThatAnInterpreterIsClosed() {
        CountDownLatch running = new CountDownLatch(1);
        bank.execute(home -> {
            running.countDown();
            // Until closeNow interrupts it.
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        });
        Await.open(running);
        CompletionStage<Integer> discarded = bank.submit(home -> 1);
        bank.closeNow();

        assertViolation(
                InterpreterClosedException.class,
                () -> bank.execute(home -> {}),
                "interpreter is closed: interpreter=interpreter(%s), caller=%s;"
                        + " give it tasks before close(), or check state()",
                bank.arena(),
                me);
        assertViolation(
                InterpreterClosedException.class,
                () -> Arenas.join(discarded),
                "task was discarded before it ran: interpreter=interpreter(%s);"
                        + " close() runs what is queued, closeNow() does not",
                bank.arena());
    }

    @Test
    @Provoked.By(MailboxFullException.class)
    void shouldSayThatAMailboxIsFull() {
        try (Interpreter small = Interpreter.builder("small")
                        .mailbox(2, OverflowPolicy.FAIL)
                        .create();
                Holder holder = Holder.of(small.arena())) {
            small.execute(home -> {});
            small.execute(home -> {});

            assertViolation(
                    MailboxFullException.class,
                    () -> small.execute(home -> {}),
                    "mailbox is full: interpreter=interpreter(%s), capacity=2, caller=%s;"
                            + " slow down, or build it with another OverflowPolicy",
                    small.arena(),
                    me);
            holder.release();
        }
    }

    @Test
    @Provoked.By(SelfCallException.class)
    void shouldSayThatAnInterpreterWaitsForItself() {
        assertViolation(
                SelfCallException.class,
                () -> bank.call(home -> bank.call(again -> 1)),
                "interpreter waits for itself: interpreter=interpreter(%s);"
                        + " call the code directly, or submit(...) without waiting",
                bank.arena());
    }

    @Test
    @Provoked.By(BorrowLeakException.class)
    void shouldSayWhatATaskLeftOpen() {
        String rest = "; the borrow was closed: open borrows in try-with-resources";
        assertViolation(
                BorrowLeakException.class,
                () -> bank.call(home -> orders.borrowShared()),
                "task ended with a borrow open: task=interpreter(%s), arenas=[%s]" + rest,
                bank.arena(),
                orders);
        assertViolation(
                BorrowLeakException.class,
                () -> Arenas.join(Arenas.when(write(rates)).call(b -> orders.borrow())),
                "task ended with a borrow open: task=behaviour(write(%s)), arenas=[%s]" + rest,
                rates,
                orders);
    }
}
