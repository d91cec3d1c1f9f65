package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.arenas.error.MovedException;
import org.arenas.error.NotCopyableException;
import org.arenas.error.NotFreezableException;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Box;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As {@link ViolationMessagesTest}: what concerns values that cross between arenas. */
class CrossingViolationMessagesTest {
    record Order(String customer, List<Object> lines) {}

    private final Arena orders = Arena.create("orders");
    private final Arena rates = Arena.create("rates");
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        orders.close();
        rates.close();
    }

    @Test
    @Provoked.By(NotShareableException.class)
    void shouldSayWhatMayNotCross() {
        Order order = new Order("Alice", List.of("tea", new Box(1)));
        Ref<Order> ref;
        try (ExclusiveBorrow b = orders.borrow()) {
            ref = b.own(order);
        }

        Provoked.assertViolation(
                NotShareableException.class,
                () -> ref.read(o -> o),
                "value is not shareable: path=order.lines[1], type=org.arenas.testing.Box, why=is of a class that is not"
                        + " known to be immutable (records and enums are), crossing=result of %s, from=%s; pass a Ref,"
                        + " Frozen.of(...), a Moved or an immutable copy, or Shareable.register an immutable class",
                ref,
                CrossingViolationMessagesTest.class.getName());
    }

    @Test
    @Provoked.By(NotCopyableException.class)
    void shouldSayWhatCannotBeCopied() {
        Provoked.assertViolation(
                NotCopyableException.class,
                () -> Copies.deep(new Order("Alice", new ArrayList<>(List.of(new Box(1))))),
                "value cannot be copied: path=order.lines[0], type=org.arenas.testing.Box, why=is of a class without a"
                        + " copier; leave it out, or Copies.register a copier for its class");
    }

    @Test
    @Provoked.By(NotFreezableException.class)
    void shouldSayWhatCannotBeFrozen() {
        Provoked.assertViolation(
                NotFreezableException.class,
                () -> Frozen.of(new Order("Alice", new ArrayList<>(List.of(new int[1])))),
                "value cannot be frozen: path=order.lines[0], type=[I, why=is an array and its elements can be replaced"
                        + " (use a list); build it of records, lists, sets, maps and immutable values");
    }

    @Test
    @Provoked.By(MovedException.class)
    void shouldSayWhereAnObjectWent() {
        try (ExclusiveBorrow b = orders.borrow();
                ExclusiveBorrow other = rates.borrow()) {
            Ref<Box> ref = b.own(new Box(1));
            Moved<Box> moved = b.move(ref);
            String text = "object was moved: ref=%s, by=%s, at=PLACE, ago=TIME, to=%s, caller=%s;"
                    + " use the Ref that accept(...) returned";
            assertMoved(() -> b.get(ref), text.formatted(ref, me, "not accepted yet", me));
            assertThat(other.get(other.accept(moved)).value).isEqualTo(1);
            assertMoved(() -> b.get(ref), text.formatted(ref, me, rates, me));
            assertMoved(
                    () -> b.accept(moved),
                    "moved object was accepted before: ref=%s, by=%s, to=%s, caller=%s;".formatted(ref, me, rates, me)
                            + " accept a Moved once, and pass on the Ref that comes out");
        }
    }

    private static void assertMoved(ThrowingCallable use, String text) {
        Throwable thrown = catchThrowable(use);
        assertThat(thrown).isExactlyInstanceOf(MovedException.class);
        assertThat(thrown.getMessage()
                        .replaceAll("ago=[0-9.]+ [a-z]+", "ago=TIME")
                        .replaceAll("at=CrossingViolationMessagesTest\\.\\w+\\(\\w+\\.java:\\d+\\)", "at=PLACE"))
                .isEqualTo(text);
    }
}
