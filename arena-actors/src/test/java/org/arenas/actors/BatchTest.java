package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.NotHeldException;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch of messages")
class BatchTest {
    private static final int THROUGHPUT = 8;

    private final BehaviorTestKit<Counter.Command> kit = BehaviorTestKit.create(Counter.create());
    private final Ref<Counter.Cell> cell = cellOf(kit);

    private static Ref<Counter.Cell> cellOf(BehaviorTestKit<Counter.Command> kit) {
        TestInbox<Ref<Counter.Cell>> refs = TestInbox.create();
        kit.run(new Counter.WhichRef(refs.getRef()));
        return refs.receiveMessage();
    }

    /** As another thread sees it. */
    private static boolean isFree(Arena arena) {
        return CompletableFuture.supplyAsync(() -> {
                    try (ExclusiveBorrow borrow = arena.tryBorrow()) {
                        return borrow != null;
                    }
                })
                .join();
    }

    private int value() {
        return cell.<Integer>read(c -> c.value);
    }

    @Test
    @DisplayName("keeps the arena from message to message, and releases it at its end")
    void shouldKeepArenaDuringBatch() {
        Batch.run(
                () -> {
                    kit.run(new Counter.Add(1));
                    assertThat(isFree(cell.arena())).isFalse();
                    kit.run(new Counter.Add(1));
                    assertThat(isFree(cell.arena())).isFalse();
                },
                THROUGHPUT);
        assertThat(isFree(cell.arena())).isTrue();
        assertThat(value()).isEqualTo(2);
    }

    @Test
    @DisplayName("releases the arena after each message outside batches")
    void shouldReleaseOutsideBatches() {
        kit.run(new Counter.Add(1));
        assertThat(isFree(cell.arena())).isTrue();
        Batch.run(() -> {}, THROUGHPUT);
        kit.run(new Counter.Add(1));
        assertThat(isFree(cell.arena())).isTrue();
    }

    @Test
    @DisplayName("does not keep the arena after the last message it may have")
    void shouldReleaseAfterLastMessage() {
        Batch.run(
                () -> {
                    for (int i = 1; i <= THROUGHPUT; i++) {
                        kit.run(new Counter.Add(1));
                        assertThat(isFree(cell.arena())).as("message " + i).isEqualTo(i == THROUGHPUT);
                    }
                },
                THROUGHPUT);
        Batch.run(
                () -> {
                    kit.run(new Counter.Add(1));
                    assertThat(isFree(cell.arena())).isTrue();
                },
                1);
    }

    @Test
    @DisplayName("counts the messages after which the arena was not kept, too")
    void shouldCountAllMessages() {
        try (Threads threads = new Threads()) {
            Batch.run(
                    () -> {
                        kit.run(new Counter.Add(1));
                        threads.start("borrower", () -> cell.arena().borrow().close());
                        Await.waiters(cell.arena(), 1);
                        kit.run(new Counter.Add(1));
                        threads.joinAll();
                        kit.run(new Counter.Add(1));
                        assertThat(isFree(cell.arena())).isTrue();
                    },
                    3);
        }
    }

    @Test
    @DisplayName("R10: lets those in who wait, after the message")
    void shouldLetWaitersIn() {
        try (Threads threads = new Threads()) {
            Batch.run(
                    () -> {
                        kit.run(new Counter.Add(1));
                        threads.start("borrower", () -> {
                            try (ExclusiveBorrow b = cell.arena().borrow()) {
                                b.get(cell).value += 10;
                            }
                        });
                        Await.waiters(cell.arena(), 1);
                        kit.run(new Counter.Add(1));
                        threads.joinAll();
                        assertThat(isFree(cell.arena())).isTrue();
                        kit.run(new Counter.Add(1));
                        assertThat(isFree(cell.arena())).isFalse();
                    },
                    THROUGHPUT);
        }
        assertThat(value()).isEqualTo(13);
    }

    @Test
    @DisplayName("lets the interpreter's own tasks in, after the message")
    void shouldLetTasksIn() {
        AtomicInteger seen = new AtomicInteger();
        Batch.run(
                () -> {
                    kit.run(new Counter.Add(1));
                    cell.arena().interpreter().execute(home -> seen.set(home.get(cell).value));
                    kit.run(new Counter.Add(1));
                    Await.until("task has run", () -> seen.get() == 2);
                    kit.run(new Counter.Add(1));
                },
                THROUGHPUT);
        assertThat(value()).isEqualTo(3);
    }

    @Test
    @DisplayName("releases the arena when another actor's message comes")
    void shouldReleaseForAnotherActor() {
        BehaviorTestKit<Counter.Command> other = BehaviorTestKit.create(Counter.create());
        Ref<Counter.Cell> others = cellOf(other);
        Batch.run(
                () -> {
                    kit.run(new Counter.Add(1));
                    other.run(new Counter.Add(1));
                    assertThat(isFree(cell.arena())).isTrue();
                    assertThat(isFree(others.arena())).isFalse();
                    kit.run(new Counter.Add(1));
                    assertThat(isFree(others.arena())).isTrue();
                },
                THROUGHPUT);
        assertThat(isFree(cell.arena())).isTrue();
    }

    @Test
    @DisplayName("keeps nothing if it runs on top of another")
    void shouldNotKeepInNestedBatch() {
        Batch.run(
                () -> {
                    Batch.run(
                            () -> {
                                kit.run(new Counter.Add(1));
                                assertThat(isFree(cell.arena())).isTrue();
                            },
                            THROUGHPUT);
                    kit.run(new Counter.Add(1));
                    assertThat(isFree(cell.arena())).isFalse();
                },
                THROUGHPUT);
        assertThat(isFree(cell.arena())).isTrue();
    }

    @Test
    @DisplayName("releases the arena although it fails, and after a message that failed")
    void shouldReleaseAfterFailure() {
        assertThatThrownBy(() -> Batch.run(
                        () -> {
                            kit.run(new Counter.Add(1));
                            kit.run(new Counter.Fail("in the middle"));
                        },
                        THROUGHPUT))
                .isInstanceOf(Counter.Failure.class);
        // The failed actor has ended; an arena that is held cannot come to its end.
        assertThat(cell.arena().interpreter().state()).isEqualTo(Interpreter.State.CLOSED);
    }

    @Test
    @DisplayName("R3: the home throws between messages, though the arena is held")
    void shouldRejectHomeBetweenMessages() {
        CompletableFuture<ActorHome> escaped = new CompletableFuture<>();
        BehaviorTestKit<String> other = BehaviorTestKit.create(ArenaBehaviors.owning(home -> {
            escaped.complete(home);
            return akka.actor.typed.javadsl.Behaviors.ignore();
        }));
        Batch.run(
                () -> {
                    other.run("message");
                    assertThatThrownBy(() -> escaped.join().own(new Counter.Cell()))
                            .isInstanceOf(NotHeldException.class);
                },
                THROUGHPUT);
    }

    @Test
    @DisplayName("R9: closes the arena of an actor that stops in the middle")
    void shouldCloseInTheMiddle() {
        Batch.run(
                () -> {
                    kit.run(new Counter.Add(1));
                    kit.run(new Counter.Stop());
                    assertThat(cell.arena().isClosed()).isTrue();
                },
                THROUGHPUT);
        assertThatThrownBy(this::value).isInstanceOf(ArenaClosedException.class);
    }
}
