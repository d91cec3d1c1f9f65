package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** What holds before there are channels and frozen values: a Ref is what may cross. */
@DisplayName("R8 Only shareable crosses")
@DisplayNameGeneration(RuleNames.class)
class R08OnlyShareableCrossesTest {
    private final Arena arena = Arena.create("arena");

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldHaveImmutableRefs() {
        assertThat(Modifier.isFinal(Ref.class.getModifiers())).isTrue();
        for (Field field : Ref.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                assertThat(Modifier.isFinal(field.getModifiers()))
                        .as(field.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void shouldLetARefCrossThreadsInterpretersAndBehaviours() {
        try (Interpreter bank = Interpreter.create("bank");
                Interpreter audit = Interpreter.create("audit");
                Threads threads = new Threads()) {
            Ref<Box> ref = bank.call(home -> home.own(new Box(1)));

            threads.start("thread", () -> {
                try (Borrowed<Box> box = ref.borrow()) {
                    box.get().increment();
                }
            });
            threads.joinAll();
            audit.call(home -> {
                try (ExclusiveBorrow b = bank.arena().borrow()) {
                    b.get(ref).increment();
                }
                return null;
            });
            Arenas.join(Arenas.when(write(bank.arena())).run(b -> b.get(ref).increment()));
            Ref<Box> returned = Arenas.join(ref.send(box -> ref));

            assertThat(returned).isSameAs(ref);
            assertThat(ref.read(Box::value)).isEqualTo(4);
        }
    }

    @Test
    void shouldTellRefsApartByArenaSlotAndGeneration() {
        try (Arena other = Arena.create("arena")) {
            Ref<Box> ref = new Ref<>(arena, 3, 17);

            assertThat(ref)
                    .isEqualTo(new Ref<Box>(arena, 3, 17))
                    .hasSameHashCodeAs(new Ref<Box>(arena, 3, 17))
                    .isNotEqualTo(new Ref<Box>(arena, 4, 17))
                    .isNotEqualTo(new Ref<Box>(arena, 3, 18))
                    .isNotEqualTo(new Ref<Box>(arena, 3, 17 + (1L << 32)))
                    .isNotEqualTo(new Ref<Box>(other, 3, 17))
                    .isNotEqualTo(null)
                    .isNotEqualTo("arena/3@17");
            assertThat(ref).hasToString(arena + "/3@17");
        }
    }

    @Test
    void shouldKeepARefAsAKeyWithoutItsArenaHeld() {
        Map<Ref<Box>, Integer> keys = new ConcurrentHashMap<>();
        List<Ref<Box>> refs = new ArrayList<>();
        try (ExclusiveBorrow b = arena.borrow()) {
            for (int i = 0; i < 1_000; i++) {
                refs.add(b.own(new Box(i)));
                keys.put(refs.get(i), i);
            }
            b.free(refs.get(0));
        }
        arena.close();

        assertThat(keys).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(keys).containsEntry(refs.get(i), i);
        }
    }

    @Test
    void shouldSpreadTheHashCodesOfRefs() {
        Map<Integer, Integer> perHash = new HashMap<>();
        try (ExclusiveBorrow b = arena.borrow()) {
            for (int i = 0; i < 10_000; i++) {
                perHash.merge(b.own("object").hashCode(), 1, Integer::sum);
            }
        }

        assertThat(perHash).hasSizeGreaterThan(9_900);
    }

    @Test
    void shouldKeepNothingAliveByARef() {
        List<WeakReference<Box>> watched = new ArrayList<>();
        Ref<Box> exposed = exposeWithoutKeeping(watched);

        Await.cleared(watched.get(0));

        assertThat(exposed.arena()).isSameAs(arena);
    }

    private Ref<Box> exposeWithoutKeeping(List<WeakReference<Box>> watched) {
        try (ExclusiveBorrow b = arena.borrow()) {
            Box box = new Box(1);
            watched.add(new WeakReference<>(box));
            return b.expose(box);
        }
    }
}
