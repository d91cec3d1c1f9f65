package org.arenas.actors;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import org.arenas.ExclusiveBorrow;
import org.arenas.Moved;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;

/** An actor of a {@link Yard}: does whatever it is told with its own arena and with those of others, and fails at it. */
final class StormyActor {
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private final Yard yard;
    private final int slot;
    private final ActorContext<Command> context;
    private final ActorHome home;
    private final Ref<Counter.Cell> cell;

    /** What it understands. */
    sealed interface Command permits Count, Borrow, Ask, Schedule, SendOn, Take, Done, Fail, Stop {}

    record Count(ActorRef<Integer> replyTo) implements Command {}

    /** Borrow the arena of another one. */
    record Borrow(int other) implements Command {}

    /** Ask another one to count, and wait. */
    record Ask(int other) implements Command {}

    /** Schedule a behaviour on the own arena and another one. */
    record Schedule(int other) implements Command {}

    /** Move an object to another one. */
    record SendOn(int other) implements Command {}

    record Take(Moved<Counter.Cell> moved) implements Command {}

    record Done(@Nullable Integer value, @Nullable Throwable failure) implements Command {}

    record Fail() implements Command {}

    record Stop() implements Command {}

    private StormyActor(Yard yard, int slot, ActorContext<Command> context, ActorHome home) {
        this.yard = yard;
        this.slot = slot;
        this.context = context;
        this.home = home;
        this.cell = home.own(new Counter.Cell());
    }

    static Behavior<Command> create(Yard yard, int slot, ActorArenaSettings settings) {
        return ArenaBehaviors.owning(
                settings,
                home -> Behaviors.setup(context -> {
                    StormyActor actor = new StormyActor(yard, slot, context, home);
                    yard.started(slot, home.arena(), actor.cell);
                    return actor.behavior();
                }));
    }

    private Behavior<Command> behavior() {
        return Behaviors.receiveMessage(this::receive);
    }

    private Behavior<Command> receive(Command command) {
        if (command instanceof Count count) {
            count.replyTo().tell(++home.get(cell).value);
        } else if (command instanceof Borrow borrow) {
            borrow(yard.cell(borrow.other()));
        } else if (command instanceof Ask ask) {
            ask(yard.actor(ask.other()));
        } else if (command instanceof Schedule schedule) {
            schedule(yard.cell(schedule.other()));
        } else if (command instanceof SendOn on) {
            yard.actor(on.other()).tell(new Take(home.move(home.own(new Counter.Cell()))));
        } else if (command instanceof Take take) {
            home.free(home.accept(take.moved())).value++;
        } else if (command instanceof Fail) {
            throw new Counter.Failure("on purpose: slot=" + slot);
        } else if (command instanceof Stop) {
            return Behaviors.stopped();
        } else {
            yard.piped();
        }
        return Behaviors.same();
    }

    private void borrow(Ref<Counter.Cell> other) {
        try (ExclusiveBorrow b = other.arena().borrow()) {
            b.get(other).value++;
        }
    }

    private void ask(ActorRef<Command> other) {
        home.<Command, Integer>askAndWait(other, Count::new, PATIENCE, context.getSystem());
    }

    private void schedule(Ref<Counter.Cell> other) {
        yard.toPipe();
        ArenaBehaviors.<Command, Integer>pipeWhen(
                context,
                write(home.arena()),
                write(other.arena()),
                borrow -> ++borrow.get(cell).value + ++borrow.get(other).value,
                Done::new);
    }
}
