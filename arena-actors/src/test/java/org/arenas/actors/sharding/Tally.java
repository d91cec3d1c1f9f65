package org.arenas.actors.sharding;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.RemoteMessage;

/** The entity that most tests use: a sum in an arena. */
final class Tally {
    static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "tally");
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration TRY = Duration.ofSeconds(3);

    private final String id;
    private long sum;
    private long starts;

    /** What it understands. */
    sealed interface Command extends RemoteMessage permits Add, Count, Get, Save, Passivate, Fail {}

    record Add(long amount) implements Command {}

    /** As {@link Add}, and answers once it is done, which is not yet safe. */
    record Count(long amount, ActorRef<Long> replyTo) implements Command {}

    record Get(ActorRef<Seen> replyTo) implements Command {}

    record Save(ActorRef<String> replyTo) implements Command {}

    record Passivate() implements Command {}

    record Fail(String why) implements Command {}

    /** What there is to see. */
    record Seen(String id, long sum, long starts, long arena, String node) implements RemoteMessage {}

    /** What is kept. */
    record State(long sum, long starts) {}

    Tally(String id, State state) {
        this.id = id;
        this.sum = state.sum();
        this.starts = state.starts() + 1;
    }

    static ArenaState<Tally> state() {
        return ArenaState.records(
                State.class,
                id -> new Tally(id, new State(0, 0)),
                tally -> new State(tally.sum, tally.starts),
                Tally::new);
    }

    long sum() {
        return sum;
    }

    static ArenaEntity<Command, Tally> entity() {
        return entity(state());
    }

    static ArenaEntity<Command, Tally> entity(ArenaState<Tally> state) {
        return ArenaEntity.of(KEY, state, Tally::behavior);
    }

    static Behavior<Command> behavior(ActorHome home, ArenaEntityContext<Command> entity, Ref<Tally> tally) {
        return Behaviors.setup(context -> Behaviors.receive(Command.class)
                .onMessage(Add.class, add -> {
                    home.get(tally).sum += add.amount();
                    return Behaviors.same();
                })
                .onMessage(Count.class, count -> {
                    home.get(tally).sum += count.amount();
                    count.replyTo().tell(home.get(tally).sum);
                    return Behaviors.same();
                })
                .onMessage(Get.class, get -> {
                    Tally t = home.get(tally);
                    String node = Cluster.get(context.getSystem())
                            .selfMember()
                            .address()
                            .toString();
                    get.replyTo()
                            .tell(new Seen(t.id, t.sum, t.starts, home.arena().id(), node));
                    return Behaviors.same();
                })
                .onMessage(Save.class, save -> {
                    entity.save()
                            .whenComplete((nothing, failure) ->
                                    save.replyTo().tell(failure == null ? "saved" : failure.getMessage()));
                    return Behaviors.same();
                })
                .onMessage(Passivate.class, passivate -> {
                    entity.passivate();
                    return Behaviors.same();
                })
                .onMessage(Fail.class, fail -> {
                    throw new IllegalStateException(fail.why());
                })
                .build());
    }

    /** Reference to one, from a node that knows the type. */
    static EntityRef<Command> of(ActorSystem<?> node, String id) {
        return ArenaSharding.get(node).entityRefFor(KEY, id);
    }

    /** Asks, and asks again if no answer comes: a message that meets a move, or the death of a node, may be lost. */
    static Seen get(ActorSystem<?> node, String id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return of(node, id).ask(Get::new, TRY).toCompletableFuture().get();
            } catch (ExecutionException | InterruptedException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("no answer", e);
                }
            }
        }
    }

    static String save(ActorSystem<?> node, String id) {
        return get(of(node, id).ask(Save::new, PATIENCE));
    }

    static <R> R get(CompletionStage<R> answer) {
        try {
            return answer.toCompletableFuture().get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "t" + i).toList();
    }
}
