package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.NotCopyableException;
import org.arenas.error.NotSequentialException;
import org.arenas.error.UndeclaredAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the check of a run in order finds, and what it leaves alone. */
class InOrderCheckTest {
    private final Arena a = Arena.create("a");
    private final Arena b = Arena.create("b");
    private final Ref<List<Integer>> list = own(a, new ArrayList<>());
    private final Ref<Map<String, StringBuilder>> texts = own(b, new HashMap<>());

    private static <T> Ref<T> own(Arena arena, T object) {
        try (ExclusiveBorrow borrow = arena.borrow()) {
            return borrow.own(object);
        }
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static <R> InOrder<R> checked() {
        return InOrder.builder().checked().create();
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() {
        StringWriter printed = new StringWriter();
        AtomicReference<Ref<StringBuilder>> made = new AtomicReference<>();
        InOrder<Integer> inOrder = InOrder.builder()
                .printTo(new PrintWriter(printed))
                .window(16)
                .checked()
                .create();
        for (int i = 0; i < 100; i++) {
            int number = i;
            inOrder.when(write(a)).call(borrow -> {
                borrow.get(list).add(number);
                return borrow.get(list).size();
            });
            inOrder.when(read(a), write(b)).run((borrow, out) -> {
                out.print(borrow.get(list).size() + " ");
                borrow.get(texts)
                        .computeIfAbsent("text" + number % 7, key -> new StringBuilder())
                        .append(number);
                made.set(borrow.exclusive(b).own(new StringBuilder("made")));
            });
        }

        assertThat(inOrder.join()).hasSize(100).startsWith(1, 2, 3).endsWith(100);
        assertThat(printed.toString()).startsWith("1 2 3 ").endsWith("100 ");
        // The state is that of the first run, and so are the Refs.
        int size = list.read(List::size);
        assertThat(size).isEqualTo(100);
        String text = texts.read(map -> map.get("text1").toString());
        assertThat(text).startsWith("1815");
        String own = made.get().read(StringBuilder::toString);
        assertThat(own).isEqualTo("made");
    }

    @Test
    void shouldRefuseARunInsideOfAnOrderedTask() {
        InOrder<Integer> outer = checked();
        outer.when(write(a)).run(borrow -> {
            try (InOrder<Integer> inner = checked()) {
                inner.when(write(a)).run(again -> {});
            }
        });
        assertThatThrownBy(outer::join)
                .isInstanceOf(UndeclaredAccessException.class)
                .hasMessageContaining("wanted=ordered task(write(" + a + ")), caller=ordered task(write(" + a + "))")
                .satisfies(e -> assertThat(e.getSuppressed()).noneMatch(NullPointerException.class::isInstance));
    }

    @Test
    void shouldFindAResultThatDependsOnWhatIsNotDeclared() {
        AtomicInteger hidden = new AtomicInteger();
        InOrder<Integer> inOrder = checked();
        inOrder.when(write(a)).call(borrow -> 1);
        inOrder.when(write(a)).call(borrow -> hidden.incrementAndGet());

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(NotSequentialException.class)
                .hasMessage(
                        "run in order differs from a sequential run: task=1, accesses=write(%s), what=result, in order=1,"
                                + " sequential=2; keep all that the tasks use in arenas that they declare",
                        a);
        inOrder.close();
    }

    @Test
    void shouldFindOutputThatDependsOnWhatIsNotDeclared() {
        AtomicInteger hidden = new AtomicInteger();
        InOrder<Void> inOrder = checked();
        inOrder.when(write(a)).run((borrow, out) -> out.print(hidden.incrementAndGet()));

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(NotSequentialException.class)
                .hasMessageContaining("task=0")
                .hasMessageContaining("what=output, in order=1, sequential=2");
    }

    @Test
    void shouldFindStateThatDependsOnWhatIsNotDeclared() {
        AtomicInteger hidden = new AtomicInteger();
        InOrder<Void> inOrder = checked();
        inOrder.when(read(b)).run(borrow -> {});
        inOrder.when(write(a)).run(borrow -> borrow.get(list).add(hidden.incrementAndGet()));

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(NotSequentialException.class)
                .hasMessageContaining("task=1")
                .hasMessageContaining("what=state of the arenas");
        List<Integer> kept = list.read(List::copyOf);
        assertThat(kept).containsExactly(1);
    }

    @Test
    void shouldFindThatOnlyOneOfTheRunsFails() {
        AtomicInteger hidden = new AtomicInteger();
        InOrder<Void> inOrder = checked();
        inOrder.when(write(a)).run(borrow -> {
            if (hidden.getAndIncrement() > 0) {
                throw new IllegalStateException("the second time");
            }
        });

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(NotSequentialException.class)
                .hasMessageContaining("what=failure, in order=null")
                .hasMessageContaining("the second time");
    }

    @Test
    void shouldThrowTheFailureOfARunThatIsTheSameBothTimes() {
        InOrder<Void> inOrder = checked();
        inOrder.when(write(a)).run(borrow -> borrow.get(list).add(1));
        inOrder.when(write(a)).run(borrow -> {
            borrow.get(list).add(2);
            throw new IllegalStateException("both times");
        });

        assertThatThrownBy(inOrder::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("both times");
        List<Integer> kept = list.read(List::copyOf);
        assertThat(kept).containsExactly(1, 2);
    }

    @Test
    void shouldSayThatAnObjectCannotBeCopied() {
        own(a, new Thread());
        InOrder<Void> inOrder = checked();

        assertThatThrownBy(() -> inOrder.when(write(a)).run(borrow -> {})).isInstanceOf(NotCopyableException.class);
        assertThat(inOrder.join()).isEmpty();
    }
}
