package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.Effect;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A behavior with an arena in Akka's synchronous test kit")
class SynchronousTest {
    @Test
    @DisplayName("runs on the thread of the test")
    void shouldRunSynchronously() {
        BehaviorTestKit<Counter.Command> kit = BehaviorTestKit.create(Counter.create());
        TestInbox<Integer> numbers = TestInbox.create();
        kit.run(new Counter.Add(2));
        kit.run(new Counter.Add(3));
        kit.run(new Counter.Get(numbers.getRef()));
        numbers.expectMessage(5);
        assertThat(Interpreter.current()).isNull();
        Ref<Counter.Cell> cell = cellOf(kit);
        kit.run(new Counter.Stop());
        assertThat(kit.isAlive()).isFalse();
        assertThat(cell.arena().isClosed()).isTrue();
    }

    private static Ref<Counter.Cell> cellOf(BehaviorTestKit<Counter.Command> kit) {
        TestInbox<Ref<Counter.Cell>> refs = TestInbox.create();
        kit.run(new Counter.WhichRef(refs.getRef()));
        return refs.receiveMessage();
    }

    @Test
    @DisplayName("runs inside a borrow of the test, whose arena it does not get")
    void shouldRunInsideBorrow() {
        BehaviorTestKit<Counter.Command> kit = BehaviorTestKit.create(Counter.create());
        TestInbox<Integer> numbers = TestInbox.create();
        try (Arena arena = Arena.create("test");
                ExclusiveBorrow b = arena.borrow()) {
            Ref<Counter.Cell> mine = b.own(new Counter.Cell());
            kit.run(new Counter.Add(1));
            kit.run(new Counter.Get(numbers.getRef()));
            assertThat(b.get(mine).value).isZero();
        }
        numbers.expectMessage(1);
    }

    @Test
    @DisplayName("restarts, keeping its arena")
    void shouldRestart() {
        BehaviorTestKit<Counter.Command> kit =
                BehaviorTestKit.create(Behaviors.supervise(Counter.create()).onFailure(SupervisorStrategy.restart()));
        TestInbox<Ref<Counter.Cell>> refs = TestInbox.create();
        kit.run(new Counter.WhichRef(refs.getRef()));
        kit.run(new Counter.Fail("once"));
        kit.run(new Counter.WhichRef(refs.getRef()));
        Ref<Counter.Cell> before = refs.receiveMessage();
        Ref<Counter.Cell> after = refs.receiveMessage();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.arena()).isSameAs(before.arena());
    }

    @Test
    @DisplayName("shows what it spawns, and fails as the behavior does")
    void shouldShowEffects() {
        BehaviorTestKit<String> kit = BehaviorTestKit.create(ArenaBehaviors.owning(home ->
                Behaviors.setup(context -> Behaviors.receive(String.class)
                        .onMessageEquals("spawn", () -> {
                            context.spawn(Counter.create(), "child");
                            return Behaviors.same();
                        })
                        .onMessageEquals("fail", () -> {
                            throw new Counter.Failure("as it is");
                        })
                        .build())));
        kit.run("spawn");
        kit.expectEffectClass(Effect.Spawned.class);
        assertThatThrownBy(() -> kit.run("fail"))
                .isInstanceOf(Counter.Failure.class)
                .hasMessage("as it is");
    }
}
