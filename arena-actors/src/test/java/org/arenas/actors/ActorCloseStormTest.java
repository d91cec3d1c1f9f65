package org.arenas.actors;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.error.ArenaException;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Threads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Actors that stop, fail and restart while others borrow their arenas, ask them and send to them. {@code -Darenas.test.seed=}
 * repeats a run as far as the scheduler lets it.
 */
@DisplayName("A close storm of actors")
class ActorCloseStormTest {
    private static final int PLACES = 8;
    private static final int THREADS = 4;
    private static final int STEPS = 4_000;
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("akka.loglevel = OFF");

    private final long seed =
            Long.getLong("arenas.test.seed", ThreadLocalRandom.current().nextLong());
    private final Yard yard = new Yard(PLACES, seed);
    private final Queue<CompletionStage<?>> stages = new ConcurrentLinkedQueue<>();
    private final CapturedLog failures = CapturedLog.of("akka.actor.SupervisorStrategy");
    private final CapturedLog lost = CapturedLog.of("org.arenas.Moved");
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder borrowed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    @BeforeEach
    void printSeed() {
        System.out.println("actor close storm: -Darenas.test.seed=" + seed);
    }

    @AfterEach
    void stopListening() {
        failures.close();
        lost.close();
    }

    @Test
    @DisplayName("R9: ends with every waiter answered and every arena of an actor that ended closed")
    void shouldAnswerEveryWaiter() {
        ActorRef<Void> parent = actors.kit().spawn(yard.create(), "yard");
        yard.awaitStart();
        try (Threads threads = storm(STEPS)) {
            threads.joinAll();
        }
        actors.kit().stop(parent, Duration.ofSeconds(20));
        checkEnd();
    }

    @Test
    @DisplayName("R9: in which the system is terminated ends so, too")
    void shouldAnswerEveryWaiterWhenSystemTerminates() {
        actors.kit().spawn(yard.create(), "yard");
        yard.awaitStart();
        try (Threads threads = storm(Integer.MAX_VALUE)) {
            Await.until("in full swing", () -> borrowed.sum() > 1_500 && refused.sum() > 50);
            actors.system().terminate();
            ended().orTimeout(30, TimeUnit.SECONDS).join();
            over.set(true);
            threads.joinAll();
        }
        checkEnd();
    }

    private void checkEnd() {
        Await.until("arenas closed: " + yard, () -> yard.openArenas().isEmpty());
        CompletableFuture<?>[] all = stages.stream()
                .map(stage -> stage.handle((value, e) -> checked(e)).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(ArenasExtension.get(actors.system()).actors()).isEmpty();
        assertThat(borrowed.sum()).as("granted").isPositive();
        assertThat(refused.sum()).as("refused").isPositive();
        assertThat(failures.throwables())
                .as("what actors failed with")
                .allMatch(failure -> failure instanceof Counter.Failure || isRefusal(failure));
        System.out.println("actor close storm: " + yard + ", borrowed=" + borrowed + ", refused=" + refused);
    }

    /** Whoever waits in vain hears why, from us or from the ask. */
    private static boolean checked(@Nullable Throwable failure) {
        if (failure != null && !isRefusal(failure)) {
            throw new AssertionError("neither granted nor refused", failure);
        }
        return failure == null;
    }

    private static boolean isRefusal(Throwable failure) {
        Throwable why = failure instanceof CompletionException ? failure.getCause() : failure;
        return why instanceof ArenaException || why instanceof TimeoutException;
    }

    private Threads storm(int steps) {
        Threads threads = new Threads();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < THREADS; i++) {
            SplittableRandom own = random.split();
            threads.start("storm-" + i, () -> {
                for (int step = 0; step < steps && !over.get(); step++) {
                    step(own);
                }
            });
        }
        return threads;
    }

    private void step(SplittableRandom random) {
        int other = random.nextInt(PLACES);
        ActorRef<StormyActor.Command> actor = yard.actor(random.nextInt(PLACES));
        switch (random.nextInt(24)) {
            case 0 -> actor.tell(new StormyActor.Stop());
            case 1 -> actor.tell(new StormyActor.Fail());
            case 2, 3, 4 -> actor.tell(new StormyActor.Borrow(other));
            case 5, 6 -> actor.tell(new StormyActor.Ask(other));
            case 7, 8, 9 -> actor.tell(new StormyActor.Schedule(other));
            case 10 -> actor.tell(new StormyActor.SendOn(other));
            case 11, 12, 13 -> ask(actor);
            case 14, 15 -> schedule(yard.cell(random.nextInt(PLACES)), yard.cell(other));
            default -> borrow(yard.cell(other));
        }
    }

    private void borrow(Ref<Counter.Cell> cell) {
        try (ExclusiveBorrow b = cell.arena().borrow()) {
            b.get(cell).value++;
            borrowed.increment();
        } catch (ArenaException e) {
            refused.increment();
        }
    }

    private void schedule(Ref<Counter.Cell> first, Ref<Counter.Cell> second) {
        try {
            stages.add(Arenas.when(write(first.arena()), write(second.arena()))
                    .call(b -> ++b.get(first).value + ++b.get(second).value));
        } catch (ArenaException e) {
            refused.increment();
        }
    }

    /** The storm goes no faster than some actor answers, lest the mailboxes without a bound fill up. */
    private void ask(ActorRef<StormyActor.Command> actor) {
        try {
            CompletionStage<Integer> answer = AskPattern.ask(
                    actor, StormyActor.Count::new, PATIENCE, actors.system().scheduler());
            // Akka forgets whom it has not answered when the system ends.
            CompletableFuture.anyOf(answer.toCompletableFuture(), ended())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .handle((value, e) -> checked(e))
                    .join();
        } catch (IllegalStateException e) {
            // It has ended already.
            refused.increment();
        }
    }

    private CompletableFuture<?> ended() {
        return actors.system().getWhenTerminated().toCompletableFuture();
    }
}
