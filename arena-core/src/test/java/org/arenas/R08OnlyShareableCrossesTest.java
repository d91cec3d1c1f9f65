package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.arenas.channel.Channel;
import org.arenas.channel.Select;
import org.arenas.error.NotShareableException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

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

    @Test
    void shouldStopResultsOfTasks() {
        try (Interpreter bank = Interpreter.create("bank")) {
            assertStopped(() -> bank.call(home -> new Box(1)));
            assertStopped(() -> Arenas.join(bank.submit(home -> new Box(1))));
            assertThat(bank.<Integer>call(home -> 1)).isEqualTo(1);
            assertThat(bank.<Object>call(home -> null)).isNull();
        }
    }

    @Test
    void shouldStopResultsOfBehavioursAndReads() {
        Ref<Box> ref = own(new Box(1));

        assertStopped(() -> Arenas.join(Arenas.when(write(arena)).call(b -> b.get(ref))));
        assertStopped(() -> Arenas.join(ref.send(box -> box)));
        assertStopped(() -> ref.read(box -> box));
        assertThat(ref.read(Box::value)).isEqualTo(1);
    }

    @Test
    void shouldStopItemsOfChannelsWhicheverWayTheyArePut() {
        for (Channel<Object> channel : List.of(Channel.bounded(2), Channel.unbounded())) {
            Box box = new Box(1);
            assertStopped(() -> channel.put(box));
            assertStopped(() -> channel.putInterruptibly(box));
            assertStopped(() -> channel.tryPut(box));
            assertStopped(() -> channel.tryPut(box, Duration.ofSeconds(1)));
            assertStopped(() -> channel.putAll(Set.of(box)));
            assertStopped(() -> Select.create().onPut(channel, box, () -> {}));
            assertThatThrownBy(() -> channel.put(box))
                    .isInstanceOf(NotShareableException.class)
                    .hasMessageContaining(
                            "crossing=value of " + channel + ", from=R08OnlyShareableCrossesTest.lambda$");
            assertThat(channel.isEmpty()).isTrue();

            Ref<Box> ref = own(box);
            channel.put(ref);
            channel.put(List.of("one", 2));
            assertThat(channel.take()).isSameAs(ref);
            assertThat(channel.take()).isEqualTo(List.of("one", 2));
        }
    }

    @Test
    void shouldNameWhatWasToCross() {
        Ref<Box> ref = own(new Box(1));
        try (Interpreter bank = Interpreter.create("bank")) {
            assertCrossing("result of interpreter(" + bank.arena() + ")", () -> bank.call(home -> new Box(1)));
            assertCrossing("result of " + ref, () -> ref.read(box -> box));
            assertCrossing(
                    "result of behaviour(write(" + arena + "))", () -> Arenas.join(ref.send(box -> List.of(box))));
            assertThatThrownBy(() -> Shareable.check(new Box(1)))
                    .hasMessageContaining("crossing=Shareable.check, from=R08OnlyShareableCrossesTest.lambda$");
        }
    }

    @Test
    void shouldKeepWhatATaskDidBeforeItsResultWasStopped() {
        Ref<Box> ref = own(new Box(1));

        assertStopped(() -> Arenas.join(ref.send(box -> {
            box.increment();
            return box;
        })));

        assertThat(ref.read(Box::value)).isEqualTo(2);
        assertThat(arena.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldLetStagesOfTheLibraryPassAndNoOthers() {
        Ref<Box> ref = own(new Box(1));
        try (Interpreter bank = Interpreter.create("bank")) {
            CompletionStage<Integer> stage = bank.call(home -> ref.send(Box::value));
            assertThat(Arenas.join(stage)).isEqualTo(1);

            assertThatThrownBy(() -> bank.call(home -> ref.send(Box::value).thenApply(Box::new)))
                    .isInstanceOf(NotShareableException.class)
                    .hasMessageContaining("why=is a stage that can be completed with anything");
        }
    }

    @Test
    void shouldReportEachViolationOnceIfAskedTo() {
        record Reported(List<Object> values) {}
        try (CapturedLog log = CapturedLog.of(Shareable.class.getName())) {
            for (int i = 0; i < 3; i++) {
                Reported value = new Reported(List.of(i, new Box(i)));
                assertThat(Crossing.pass(Crossing.Mode.REPORT, value, "result of test", "Somewhere"))
                        .isSameAs(value);
            }
            // The same at another index, and another place.
            Reported second = new Reported(List.of(new Box(0), 1));
            assertThat(Crossing.pass(Crossing.Mode.REPORT, second, "result of test", "Somewhere"))
                    .isSameAs(second);
            assertThat(Crossing.pass(Crossing.Mode.REPORT, second, "result of test", "Elsewhere"))
                    .isSameAs(second);

            assertThat(log.messages())
                    .containsExactly(
                            "value is not shareable: path=reported.values[1], type=org.arenas.testing.Box, why=is of a"
                                    + " class that is not known to be immutable (records and enums are),"
                                    + " crossing=result of test, from=Somewhere; it crossed all the same:"
                                    + " -Darenas.shareable=report",
                            "value is not shareable: path=reported.values[0], type=org.arenas.testing.Box, why=is of a"
                                    + " class that is not known to be immutable (records and enums are),"
                                    + " crossing=result of test, from=Elsewhere; it crossed all the same:"
                                    + " -Darenas.shareable=report");
        }
        Box off = new Box(1);
        assertThat(Crossing.pass(Crossing.Mode.OFF, off, "", "")).isSameAs(off);
    }

    @Test
    void shouldFailByDefault() {
        assertThat(Crossing.MODE).isEqualTo(Crossing.Mode.FAIL);
    }

    private <T> Ref<T> own(T object) {
        try (ExclusiveBorrow b = arena.borrow()) {
            return b.own(object);
        }
    }

    private static void assertStopped(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("path=box, type=org.arenas.testing.Box");
    }

    private static void assertCrossing(String crossing, ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("crossing=" + crossing + ", from=" + R08OnlyShareableCrossesTest.class.getName());
    }

    private Ref<Box> exposeWithoutKeeping(List<WeakReference<Box>> watched) {
        try (ExclusiveBorrow b = arena.borrow()) {
            Box box = new Box(1);
            watched.add(new WeakReference<>(box));
            return b.expose(box);
        }
    }
}
