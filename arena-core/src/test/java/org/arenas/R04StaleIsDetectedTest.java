package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R4 Stale is detected")
@DisplayNameGeneration(RuleNames.class)
class R04StaleIsDetectedTest {
    private final Arena arena = Arena.create("arena");

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldRejectAFreedRef() {
        try (ExclusiveBorrow b = arena.borrow()) {
            Box box = new Box(1);
            Ref<Box> ref = b.own(box);
            assertThat(b.free(ref)).isSameAs(box);

            assertStale(b, ref, "freed");
            assertThatThrownBy(() -> b.free(ref)).isInstanceOf(StaleReferenceException.class);
        }
    }

    @Test
    void shouldRejectAFreedRefThroughEveryKindOfBorrow() {
        Ref<Box> ref;
        try (ExclusiveBorrow b = arena.borrow()) {
            ref = b.own(new Box(1));
            b.free(ref);
        }

        try (SharedBorrow b = arena.borrowShared()) {
            assertStale(b, ref, "freed");
        }
        try (Borrow b = Arenas.borrow(write(arena))) {
            assertStale(b, ref, "freed");
            assertStale(b.exclusive(arena), ref, "freed");
        }
        try (Borrowed<Box> b = ref.borrow()) {
            assertThatThrownBy(b::get).isInstanceOf(StaleReferenceException.class);
        }
        assertThatThrownBy(() -> ref.read(Box::value)).isInstanceOf(StaleReferenceException.class);
        assertThatThrownBy(() -> Arenas.join(ref.send(Box::value))).isInstanceOf(StaleReferenceException.class);
    }

    @Test
    void shouldNeverAliasTheNextObjectInTheSlot() {
        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> old = b.own(new Box(1));
            b.free(old);
            Ref<Box> next = b.own(new Box(2));

            assertThat(next.slot).as("the slot is used again").isEqualTo(old.slot);
            assertThat(next).isNotEqualTo(old);
            assertStale(b, old, "freed");
            assertThat(b.get(next).value).isEqualTo(2);
            assertThatThrownBy(() -> b.free(old)).isInstanceOf(StaleReferenceException.class);
            assertThat(b.get(next).value).isEqualTo(2);
        }
    }

    @Test
    void shouldNeverUseAGenerationTwiceOnAnySlot() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("R4 generations: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        Map<Ref<Box>, Box> live = new HashMap<>();
        List<Ref<Box>> dead = new ArrayList<>();
        Set<Ref<Box>> exposed = new HashSet<>();
        Set<Long> generations = new HashSet<>();
        try (ExclusiveBorrow b = arena.borrow()) {
            for (int i = 0; i < 20_000; i++) {
                if (live.isEmpty() || random.nextInt(10) < 5) {
                    Box box = new Box(i);
                    boolean keep = random.nextBoolean();
                    Ref<Box> ref = keep ? b.own(box) : b.expose(box);
                    if (!keep) {
                        exposed.add(ref);
                    }
                    assertThat(generations.add(ref.generation))
                            .as("generation is new")
                            .isTrue();
                    live.put(ref, box);
                } else {
                    Ref<Box> ref = live.keySet().iterator().next();
                    assertThat(b.free(ref)).isSameAs(live.remove(ref));
                    dead.add(ref);
                }
            }
            live.forEach((ref, box) -> assertThat(b.get(ref)).isSameAs(box));
            dead.forEach(ref -> assertStale(b, ref, exposed.contains(ref) ? "freed or collected" : "freed"));
        }
    }

    @Test
    void shouldCountGenerationsBeyond32Bits() throws Exception {
        ObjectStore store = new ObjectStore();
        var last = ObjectStore.class.getDeclaredField("generationsGiven");
        last.setAccessible(true);
        last.setLong(store, (1L << 32) - 1);

        int slot = store.add(new Box(1));
        long generation = store.generation(slot);
        store.free(slot, generation);
        int again = store.add(new Box(2));

        assertThat(generation).isEqualTo((1L << 33) - 1);
        assertThat(again).isEqualTo(slot);
        assertThat(store.generation(again)).isEqualTo((1L << 33) + 1);
        assertThat(store.get(slot, generation)).isNull();
        assertThat(store.get(slot, generation & 0xffff_ffffL)).isNull();
    }

    @Test
    void shouldKeepAnExposedObjectOnlyAsLongAsItsOwnerDoes() {
        List<Box> graph = new ArrayList<>(List.of(new Box(1)));
        Ref<List<Box>> owned;
        Ref<Box> exposed;
        try (ExclusiveBorrow b = arena.borrow()) {
            owned = b.own(graph);
            exposed = b.expose(graph.get(0));
            assertThat(b.get(exposed).value).isEqualTo(1);
        }
        WeakReference<Box> box = new WeakReference<>(graph.get(0));
        System.gc();
        assertThat(exposed.read(Box::value)).isEqualTo(1);

        try (ExclusiveBorrow b = arena.borrow()) {
            b.get(owned).clear();
        }
        Await.cleared(box);

        try (ExclusiveBorrow b = arena.borrow()) {
            assertStale(b, exposed, "collected");
            Await.until("the slot is used again", () -> b.own(new Box(2)).slot == exposed.slot);
            assertStale(b, exposed, "freed or collected");
            assertThatThrownBy(() -> b.free(exposed)).isInstanceOf(StaleReferenceException.class);
        }
    }

    @Test
    void shouldKeepAnOwnedObjectAliveWithoutAnyRef() {
        WeakReference<Box> box;
        try (ExclusiveBorrow b = arena.borrow()) {
            Box owned = new Box(1);
            box = new WeakReference<>(owned);
            b.own(owned);
        }

        for (int i = 0; i < 5; i++) {
            System.gc();
        }

        assertThat(box.get()).isNotNull();
    }

    @Test
    void shouldUseTheSlotOfACollectedObjectAgainWithoutAliasing() {
        List<WeakReference<Box>> gone = new ArrayList<>();
        Ref<Box> exposed = exposeWithoutKeeping(gone);
        Await.cleared(gone.get(0));

        List<Ref<Box>> added = new ArrayList<>();
        Await.until("the slot is used again", () -> {
            try (ExclusiveBorrow b = arena.borrow()) {
                added.add(b.own(new Box(2)));
            }
            return added.get(added.size() - 1).slot == exposed.slot;
        });

        try (ExclusiveBorrow b = arena.borrow()) {
            assertThatThrownBy(() -> b.get(exposed)).isInstanceOf(StaleReferenceException.class);
            added.forEach(ref -> assertThat(b.get(ref).value).isEqualTo(2));
        }
    }

    @Test
    void shouldNotFreeTheNextObjectInTheSlotWhenAnExposedOneIsCollectedLate() {
        List<WeakReference<Box>> gone = new ArrayList<>();
        try (ExclusiveBorrow b = arena.borrow()) {
            Ref<Box> exposed = exposeWithoutKeeping(gone);
            freeWithoutKeeping(b, exposed);
            Ref<Box> next = b.own(new Box(2));
            assertThat(next.slot).isEqualTo(exposed.slot);

            Await.cleared(gone.get(0));
            for (int i = 0; i < 100; i++) {
                b.own(new Box(3));
            }

            assertThat(b.get(next).value).isEqualTo(2);
        }
    }

    @Test
    void shouldRejectARefOfAClosedArena() {
        Ref<Box> ref;
        try (ExclusiveBorrow b = arena.borrow()) {
            ref = b.own(new Box(1));
        }
        arena.close();

        assertThatThrownBy(ref::borrow).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(ref::borrowShared).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(() -> ref.read(Box::value)).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(() -> Arenas.join(ref.send(Box::value))).isInstanceOf(ArenaClosedException.class);
    }

    @Test
    void shouldNotConfuseRefsOfTwoInterpretersOneOfWhichIsClosed() {
        Ref<Box> closed;
        try (Interpreter first = Interpreter.create("worker")) {
            closed = first.call(home -> home.own(new Box(1)));
        }
        try (Interpreter second = Interpreter.create("worker")) {
            Ref<Box> live = second.call(home -> home.own(new Box(2)));

            assertThat(live).isNotEqualTo(closed);
            assertThatThrownBy(() -> second.call(home -> home.get(closed))).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(closed::borrow).isInstanceOf(ArenaClosedException.class);
        }
    }

    /** In a frame of its own, so that nothing on the stack keeps the object. */
    private Ref<Box> exposeWithoutKeeping(List<WeakReference<Box>> watched) {
        try (ExclusiveBorrow b = arena.borrow()) {
            Box box = new Box(1);
            watched.add(new WeakReference<>(box));
            return b.expose(box);
        }
    }

    private static void freeWithoutKeeping(ExclusiveBorrow b, Ref<Box> ref) {
        assertThat(b.free(ref).value).isEqualTo(1);
    }

    private static void assertStale(Borrow b, Ref<?> ref, String why) {
        assertThatThrownBy(() -> b.get(ref))
                .isInstanceOf(StaleReferenceException.class)
                .hasMessageContaining("object=" + why);
    }
}
