package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Frozen;
import org.arenas.Moved;
import org.arenas.Ref;
import org.arenas.error.NotShareableException;
import org.arenas.testing.CapturedLog;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("R8: The check of messages")
class MessageCheckTest {
    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("arenas.actors.check-messages = fail");

    private record Line(String product, Object detail) {}

    private record Order(String customer, List<Line> lines) {}

    private record Envelope(Object content, ActorRef<String> replyTo) {}

    private static final class Plain {
        @SuppressWarnings("UnusedVariable") // That it could be changed is enough.
        int value;
    }

    private ActorRef<Object> echo(MessageCheck check, ActorRef<Object> told) {
        ActorArenaSettings settings =
                ArenasExtension.get(actors.system()).defaults().withCheck(check);
        Behavior<Object> echo = ArenaBehaviors.owning(
                settings,
                home -> Behaviors.receiveMessage(message -> {
                    told.tell(message);
                    return Behaviors.same();
                }));
        return actors.kit().spawn(Behaviors.supervise(echo).onFailure(SupervisorStrategy.resume()));
    }

    static Stream<Object> leaks() {
        Map<String, Integer> map = new HashMap<>();
        List<Integer> list = new ArrayList<>();
        return Stream.of(
                new Plain(),
                map,
                list,
                new int[1],
                new java.util.BitSet(),
                (Runnable) () -> list.add(1),
                List.of(list),
                Map.of("key", new Plain()),
                new Order("Alice", List.of(new Line("tea", map))),
                new Envelope(new Line("tea", list), null),
                java.util.Optional.of(new Plain()),
                new java.util.concurrent.atomic.AtomicInteger(),
                java.util.Collections.unmodifiableList(list),
                StatusReply.success(list));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    @DisplayName("lets no object that can be changed into a behavior")
    void shouldKeepLeaksOut(Object leak) {
        TestProbe<Object> told = actors.probe();
        ActorRef<Object> actor = echo(MessageCheck.FAIL, told.ref());
        actor.tell(leak);
        actor.tell("next");
        told.expectMessage("next");
    }

    @Test
    @DisplayName("lets Refs, frozen and moved values, records and references of actors pass")
    void shouldLetShareablesPass() {
        TestProbe<Object> told = actors.probe();
        ActorRef<Object> actor = echo(MessageCheck.FAIL, told.ref());
        try (Arena arena = Arena.create("arena")) {
            Ref<Plain> ref;
            Moved<Plain> moved;
            try (ExclusiveBorrow b = arena.borrow()) {
                ref = b.own(new Plain());
                moved = b.move(b.own(new Plain()));
            }
            TestProbe<String> replies = actors.probe();
            List<Object> messages = List.of(
                    "text",
                    42,
                    ref,
                    moved,
                    Frozen.of(new ArrayList<>(List.of("a"))),
                    new Order("Alice", List.of(new Line("tea", 2))),
                    new Envelope(Duration.ofSeconds(1), replies.ref()),
                    new Envelope("to itself", actor.narrow()),
                    StatusReply.success("yes"),
                    StatusReply.error("no"));
            messages.forEach(actor::tell);
            for (Object message : messages) {
                assertThat(told.receiveMessage()).isSameAs(message);
            }
        }
    }

    @Test
    @DisplayName("says where the offending part is")
    void shouldNamePath() {
        TestProbe<ActorEnd> ends = actors.probe();
        ActorRef<Object> actor = actors.kit().spawn(ArenaBehaviors.owning(home -> Behaviors.ignore()));
        actors.kit().spawn(Behaviors.<ActorEnd>setup(context -> {
            ArenaBehaviors.watch(context, actor, end -> end);
            return Behaviors.receiveMessage(end -> {
                ends.ref().tell(end);
                return Behaviors.same();
            });
        }));
        actor.tell(new Order("Alice", List.of(new Line("tea", "fine"), new Line("milk", new Plain()))));
        assertThat(ends.receiveMessage().failure().orElseThrow())
                .isInstanceOf(NotShareableException.class)
                .hasMessageContaining("lines[1].detail");
    }

    @Test
    @DisplayName("warns once for a class of messages and path, and processes the message")
    void shouldLog() {
        TestProbe<Object> told = actors.probe();
        try (CapturedLog log = CapturedLog.of(MessageCheck.class.getName())) {
            ActorRef<Object> actor = echo(MessageCheck.LOG, told.ref());
            Envelope first = new Envelope(new Plain(), null);
            Envelope second = new Envelope(new Plain(), null);
            actor.tell(first);
            actor.tell(second);
            actor.tell(List.of(new Plain()));
            assertThat(told.receiveMessage()).isSameAs(first);
            assertThat(told.receiveMessage()).isSameAs(second);
            told.receiveMessage();
            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0)).contains("envelope.content").contains("/user/");
        }
    }

    @Test
    @DisplayName("looks at nothing when it is off")
    void shouldBeOff() {
        TestProbe<Object> told = actors.probe();
        ActorRef<Object> actor = echo(MessageCheck.OFF, told.ref());
        Plain plain = new Plain();
        actor.tell(plain);
        assertThat(told.receiveMessage()).isSameAs(plain);
    }
}
