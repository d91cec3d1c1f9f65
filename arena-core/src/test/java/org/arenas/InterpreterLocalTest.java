package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.NotHeldException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterpreterLocalTest {
    private final Interpreter bank = Interpreter.create("bank");
    private final Interpreter audit = Interpreter.create("audit");
    private final AtomicInteger made = new AtomicInteger();
    private final InterpreterLocal<Box> local = InterpreterLocal.withInitial(() -> new Box(made.incrementAndGet()));

    @AfterEach
    void close() {
        bank.close();
        audit.close();
    }

    @Test
    void shouldHaveAValueForEveryInterpreterWhateverThreadRunsIt() {
        AtomicReference<Box> first = new AtomicReference<>();
        bank.call(home -> {
            first.set(local.get());
            return null;
        });
        try (Threads threads = new Threads()) {
            threads.start(
                    "another caller",
                    () -> assertThat(bank.<Boolean>call(home -> local.get() == first.get()))
                            .isTrue());
        }
        assertThat(Arenas.<Boolean>join(bank.submit(home -> local.get() == first.get())))
                .isTrue();
        assertThat(audit.<Boolean>call(home -> local.get() == first.get())).isFalse();
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldBelongToTheTaskOnTopWhenTasksNest() {
        List<Integer> values = bank.call(
                home -> List.of(local.get().value, audit.<Integer>call(there -> local.get().value), local.get().value));
        assertThat(values).containsExactly(1, 2, 1);
    }

    @Test
    void shouldKeepTheValueWhileTheHomeIsGivenUp() {
        bank.call(home -> {
            Box before = local.get();
            assertThat(home.<Box>suspendDuring(local::get)).isSameAs(before);
            return null;
        });
    }

    @Test
    void shouldMakeANewValueAfterItWasRemoved() {
        bank.call(home -> {
            assertThat(local.remove()).isNull();
            Box first = local.get();
            assertThat(local.remove()).isSameAs(first);
            assertThat(local.remove()).isNull();
            assertThat(local.get()).isNotSameAs(first);
            return null;
        });
        assertThat(made).hasValue(2);
    }

    @Test
    void shouldKeepSeveralLocalsApart() {
        InterpreterLocal<String> other = InterpreterLocal.withInitial(() -> "other");
        bank.call(home -> {
            assertThat(local.get().value).isEqualTo(1);
            assertThat(other.get()).isEqualTo("other");
            return null;
        });
    }

    @Test
    void shouldForgetTheValueWhenTheInterpreterIsClosed() {
        WeakReference<Box> value = valueIn(bank);
        assertThat(value.get()).isNotNull();
        bank.close();
        Await.cleared(value);
        assertThat(local).isNotNull();
    }

    /** In a frame of its own, so that nothing on the stack keeps the value. */
    private WeakReference<Box> valueIn(Interpreter interpreter) {
        AtomicReference<WeakReference<Box>> value = new AtomicReference<>();
        interpreter.call(home -> {
            value.set(new WeakReference<>(local.get()));
            return null;
        });
        return value.get();
    }

    @Test
    @SuppressWarnings("System.gc") // That is what it is for.
    void shouldForgetTheValueWhenTheLocalIsUnreachable() {
        AtomicReference<WeakReference<Box>> kept = new AtomicReference<>();
        bank.call(home -> {
            kept.set(new WeakReference<>(
                    InterpreterLocal.withInitial(() -> new Box(1)).get()));
            return null;
        });
        WeakReference<Box> value = kept.get();
        Await.until("the next use of a local has dropped it", () -> {
            System.gc();
            bank.call(home -> local.get().value);
            return value.refersTo(null);
        });
    }

    @Test
    void shouldRejectUseOutsideOfATask() {
        String text = "no interpreter runs here: caller=%s; call this from a task of an interpreter";
        String me = Thread.currentThread().getName();
        assertThatThrownBy(local::get).isInstanceOf(NotHeldException.class).hasMessage(text, me);
        assertThatThrownBy(local::remove).isInstanceOf(NotHeldException.class).hasMessage(text, me);
        CompletionStage<?> behaviour = Arenas.when(Access.write(bank.arena())).call(b -> local.get());
        assertThatThrownBy(() -> Arenas.join(behaviour)).isInstanceOf(NotHeldException.class);
        assertThat(made).hasValue(0);
    }

    @Test
    void shouldRejectAMissingInitialValueAndTryAgain() {
        AtomicInteger asked = new AtomicInteger();
        InterpreterLocal<String> missing =
                InterpreterLocal.withInitial(() -> asked.incrementAndGet() == 1 ? null : "second");
        assertThatThrownBy(() -> bank.call(home -> missing.get())).isInstanceOf(NullPointerException.class);
        assertThat(bank.<String>call(home -> missing.get())).isEqualTo("second");
        assertThatThrownBy(() -> InterpreterLocal.withInitial(null)).isInstanceOf(NullPointerException.class);
    }
}
