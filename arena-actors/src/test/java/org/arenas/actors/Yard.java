package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arena;
import org.arenas.Ref;
import org.arenas.testing.Await;

/**
 * The parent of a number of actors in numbered places: one that ends is followed by another, with whatever supervision, mailbox
 * and dispatcher chance gives it. Knows every arena that there was.
 */
final class Yard {
    private static final List<Props> MAILBOXES = List.of(
            Props.empty(), ArenaMailboxes.unbounded(), ArenaMailboxes.bounded(10), ArenaMailboxes.droppingOldest());

    private static final List<RestartPolicy> POLICIES = List.of(RestartPolicy.values());

    private final int places;
    private final SplittableRandom random;
    private final AtomicReferenceArray<ActorRef<StormyActor.Command>> actors;
    private final AtomicReferenceArray<Ref<Counter.Cell>> cells;
    private final CountDownLatch allStarted;
    private final Queue<Arena> arenas = new ConcurrentLinkedQueue<>();
    private final LongAdder ended = new LongAdder();
    private final LongAdder toPipe = new LongAdder();
    private final LongAdder piped = new LongAdder();

    Yard(int places, long seed) {
        this.places = places;
        this.random = new SplittableRandom(seed);
        this.actors = new AtomicReferenceArray<>(places);
        this.cells = new AtomicReferenceArray<>(places);
        this.allStarted = new CountDownLatch(places);
    }

    Behavior<Void> create() {
        return Behaviors.setup(context -> {
            for (int place = 0; place < places; place++) {
                fill(context, place);
            }
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, terminated -> {
                        ended.increment();
                        fill(context, placeOf(terminated.getRef()));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private int placeOf(ActorRef<?> actor) {
        for (int place = 0; place < places; place++) {
            if (actor.equals(actors.get(place))) {
                return place;
            }
        }
        throw new AssertionError("not of this yard: actor=" + actor);
    }

    private void fill(ActorContext<Void> context, int place) {
        RestartPolicy policy = POLICIES.get(random.nextInt(POLICIES.size()));
        ActorArenaSettings settings =
                ArenasExtension.get(context.getSystem()).defaults().withRestart(policy);
        Behavior<StormyActor.Command> behavior = StormyActor.create(this, place, settings);
        if (random.nextBoolean()) {
            behavior = Behaviors.supervise(behavior)
                    .onFailure(SupervisorStrategy.restart()
                            .withLimit(5, Duration.ofMillis(50))
                            .withLoggingEnabled(false));
        }
        ActorRef<StormyActor.Command> made = context.spawnAnonymous(behavior, anyProps());
        actors.set(place, made);
        context.watch(made);
    }

    private Props anyProps() {
        Props mailbox = MAILBOXES.get(random.nextInt(MAILBOXES.size()));
        return switch (random.nextInt(3)) {
            case 0 -> mailbox.withDispatcherFromConfig(ArenaDispatchers.COMPENSATING);
            case 1 -> mailbox.withDispatcherFromConfig(ArenaDispatchers.VIRTUAL);
            default -> mailbox;
        };
    }

    // ---------------------------------------------------------------- told by the actors

    void started(int place, Arena arena, Ref<Counter.Cell> cell) {
        arenas.add(arena);
        if (cells.getAndSet(place, cell) == null) {
            allStarted.countDown();
        }
    }

    void toPipe() {
        toPipe.increment();
    }

    void piped() {
        piped.increment();
    }

    // ---------------------------------------------------------------- for everybody

    void awaitStart() {
        Await.open(allStarted);
    }

    ActorRef<StormyActor.Command> actor(int place) {
        return actors.get(place);
    }

    /** Of the actor that has started last in this place; another one may be there by now, or none. */
    Ref<Counter.Cell> cell(int place) {
        return cells.get(place);
    }

    List<Arena> openArenas() {
        return arenas.stream().filter(arena -> !arena.isClosed()).toList();
    }

    @Override
    public String toString() {
        return "yard(arenas=" + arenas.size() + ", ended=" + ended + ", behaviours=" + toPipe + ", results=" + piped
                + ")";
    }
}
