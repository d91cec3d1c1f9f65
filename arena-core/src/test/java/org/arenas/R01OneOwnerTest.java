package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.arenas.error.ForeignReferenceException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R1 One owner")
@DisplayNameGeneration(RuleNames.class)
class R01OneOwnerTest {
    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");

    @AfterEach
    void close() {
        arena.close();
        other.close();
    }

    @Test
    void shouldReachAnOwnedObjectThroughItsArena() {
        Box box = new Box(1);

        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> ref = b.own(box);

            assertThat(b.get(ref)).isSameAs(box);
            assertThat(ref.arena()).isSameAs(arena);
        }
    }

    @Test
    void shouldNameTheOwnerForEver() {
        Ref<Box> ref = own(arena);

        arena.close();

        assertThat(ref.arena()).isSameAs(arena);
    }

    @Test
    void shouldNotReachAnObjectThroughAnotherArenaThatHasTheSameSlot() {
        Ref<Box> ref = own(arena);
        Ref<Box> twin = own(other);
        assertThat(twin.slot).isEqualTo(ref.slot);
        assertThat(twin.generation).isEqualTo(ref.generation);

        assertThat(twin).isNotEqualTo(ref);
        try (ExclusiveBorrow b = other.borrow()) {
            assertThatThrownBy(() -> b.get(ref)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> b.free(ref)).isInstanceOf(ForeignReferenceException.class);
            assertThat(b.get(twin).value).isZero();
        }
    }

    @Test
    void shouldGiveTwoProxiesForAnObjectThatIsOwnedTwice() {
        Box box = new Box(1);

        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> first = b.own(box);
            Ref<Box> second = b.own(box);

            assertThat(second).isNotEqualTo(first);
            assertThat(b.free(first)).isSameAs(box);
            assertThat(b.get(second)).isSameAs(box);
        }
    }

    @Test
    void shouldLetObjectsOfOneArenaReferToEachOtherPlainlyAndToOthersByRef() {
        record Order(List<Box> lines, Ref<Box> customer) {}
        Ref<Box> customer = own(other);

        Ref<Order> order;
        try (ExclusiveBorrow b = arena.borrow()) {
            order = b.own(new Order(new ArrayList<>(List.of(new Box(3))), customer));
        }

        try (Borrow b = Arenas.borrow(Access.write(arena), Access.write(other))) {
            Order found = b.get(order);
            b.get(found.customer()).value = found.lines().get(0).value;
        }
        assertThat(customer.read(Box::value)).isEqualTo(3);
    }

    @Test
    void shouldNotOwnHandles() {
        Ref<Box> ref = own(arena);
        try (Interpreter interpreter = Interpreter.create("interpreter");
                Borrowed<Box> borrowed = ref.borrow();
                ExclusiveBorrow b = arena.borrow()) {
            List<Object> handles = List.of(ref, b, borrowed, arena, other, interpreter);

            for (Object handle : handles) {
                String message = "a handle is no object of an arena: type="
                        + handle.getClass().getSimpleName() + "; own the object itself, and keep handles in its fields";
                assertThatThrownBy(() -> b.own(handle))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message);
                assertThatThrownBy(() -> b.expose(handle))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(message);
            }
            assertThat(borrowed.get()).isNotNull();
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void shouldNotOwnNothing() {
        try (ExclusiveBorrow b = arena.borrow()) {
            assertThatThrownBy(() -> b.own(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> b.expose(null)).isInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void shouldKeepAnObjectInTheArenaOfTheInterpreterThatOwnsIt() {
        try (Interpreter bank = Interpreter.create("bank")) {
            Ref<Box> ref = bank.call(home -> home.own(new Box(7)));

            assertThat(ref.arena()).isSameAs(bank.arena());
            int value = bank.call(home -> home.get(ref).value);
            assertThat(value).isEqualTo(7);
            assertThat(bank.arena().interpreter()).isSameAs(bank);
            assertThat(arena.interpreter()).isNull();
        }
    }

    private static Ref<Box> own(Arena owner) {
        try (ExclusiveBorrow b = owner.borrow()) {
            return b.own(new Box(0));
        }
    }
}
