package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenas.error.ArenaException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.MovedException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R4 An id leads back to its object, or nowhere")
@DisplayNameGeneration(RuleNames.class)
class R04RefIdTest {
    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");

    @AfterEach
    void close() {
        arena.close();
        other.close();
    }

    @Test
    void shouldLeadBackToTheSameRef() {
        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> owned = b.own(new Box(1));
            Box kept = new Box(2);
            Ref<Box> exposed = b.expose(kept);

            assertThat(owned.id()).isEqualTo(new RefId(arena.id(), owned.slot, owned.generation));
            assertThat(b.resolve(owned.id())).isEqualTo(owned);
            assertThat(b.resolve(exposed.id())).isEqualTo(exposed);
            assertThat(b.get(b.resolve(exposed.id()))).isSameAs(kept);
            assertThat(Shareable.isShareable(owned.id())).isTrue();
        }
    }

    @Test
    void shouldRejectTheIdOfAnotherArena() {
        RefId foreign;
        try (ExclusiveBorrow b = other.borrow()) {
            foreign = b.own(new Box(1)).id();
        }
        try (ExclusiveBorrow b = arena.borrow()) {
            b.own(new Box(1));
            assertThatThrownBy(() -> b.resolve(foreign))
                    .isInstanceOf(ForeignReferenceException.class)
                    .hasMessage(
                            "reference belongs to another arena: ref=#%d/0@1, arena=#%d, borrowed=%s, caller=%s;"
                                    + " borrow #%d, too",
                            other.id(),
                            other.id(),
                            arena,
                            Thread.currentThread().getName(),
                            other.id());
        }
    }

    @Test
    void shouldRejectTheIdOfAnObjectThatIsGone() {
        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> freed = b.own(new Box(1));
            b.free(freed);
            Ref<Box> next = b.own(new Box(2));
            Ref<Box> moved = b.own(new Box(3));
            b.accept(b.move(moved));

            assertThat(next.slot).as("the slot is used again").isEqualTo(freed.slot);
            assertThatThrownBy(() -> b.resolve(freed.id()))
                    .isInstanceOf(StaleReferenceException.class)
                    .hasMessageContaining("object=freed");
            assertThatThrownBy(() -> b.resolve(moved.id())).isInstanceOf(MovedException.class);
        }
    }

    @Test
    void shouldRejectAnyIdOnAnArenaWithoutObjects() {
        try (ExclusiveBorrow b = arena.borrow()) {
            assertThatThrownBy(() -> b.resolve(new RefId(arena.id(), 0, 1)))
                    .isInstanceOf(StaleReferenceException.class)
                    .hasMessageContaining("object=never there");
        }
    }

    @Test
    void shouldRejectEveryIdOnceTheBorrowIsClosed() {
        ExclusiveBorrow closed = arena.borrow();
        RefId id = closed.own(new Box(1)).id();
        closed.close();
        assertThatThrownBy(() -> closed.resolve(id)).isInstanceOf(BorrowClosedException.class);
    }

    @Test
    void shouldFindTheObjectOfAnyForgedIdOrThrow() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<RefId, Box> live = new HashMap<>();
        try (ExclusiveBorrow b = arena.borrow()) {
            List<Ref<Box>> refs = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Box box = new Box(i);
                Ref<Box> ref = b.own(box);
                refs.add(ref);
                live.put(ref.id(), box);
                if (random.nextInt(3) == 0) {
                    Ref<Box> gone = refs.remove(random.nextInt(refs.size()));
                    b.free(gone);
                    live.remove(gone.id());
                }
            }
            for (int i = 0; i < 50_000; i++) {
                assertLeadsToItsObjectOrNowhere(b, forged(random), live, seed);
            }
            live.keySet().forEach(id -> assertLeadsToItsObjectOrNowhere(b, id, live, seed));
        }
    }

    private RefId forged(Random random) {
        long[] arenas = {arena.id(), arena.id(), arena.id(), other.id(), -1, 0, random.nextLong()};
        int[] slots = {random.nextInt(110), random.nextInt(110), -1, random.nextInt(), Integer.MAX_VALUE};
        long[] generations = {random.nextInt(220), random.nextInt(220), -random.nextInt(110), random.nextLong(), 0};
        return new RefId(
                arenas[random.nextInt(arenas.length)],
                slots[random.nextInt(slots.length)],
                generations[random.nextInt(generations.length)]);
    }

    private void assertLeadsToItsObjectOrNowhere(ExclusiveBorrow b, RefId id, Map<RefId, Box> live, long seed) {
        Class<?> expected = live.containsKey(id)
                ? null
                : id.arena() == arena.id() ? StaleReferenceException.class : ForeignReferenceException.class;
        Object found;
        try {
            found = b.get(b.resolve(id));
        } catch (ArenaException e) {
            assertThat(e.getClass())
                    .as("id %s, -Darenas.test.seed=%s", id, seed)
                    .isEqualTo(expected);
            return;
        }
        assertThat(found).as("id %s, -Darenas.test.seed=%s", id, seed).isSameAs(live.get(id));
    }
}
