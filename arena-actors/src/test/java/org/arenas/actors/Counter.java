package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import org.arenas.Ref;

/** The actor that most tests use: a number in an arena. */
final class Counter {
    private Counter() {}

    /** What it understands. */
    sealed interface Command permits Add, Get, WhichRef, Fail, Stop {}

    record Add(int amount) implements Command {}

    record Get(ActorRef<Integer> replyTo) implements Command {}

    record WhichRef(ActorRef<Ref<Cell>> replyTo) implements Command {}

    record Fail(String why) implements Command {}

    record Stop() implements Command {}

    /** An object that can be changed. */
    static final class Cell {
        int value;
    }

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String why) {
            super(why);
        }
    }

    static Behavior<Command> create() {
        return ArenaBehaviors.owning(Counter::counting);
    }

    static Behavior<Command> create(ActorArenaSettings settings) {
        return ArenaBehaviors.owning(settings, Counter::counting);
    }

    static Behavior<Command> counting(ActorHome home) {
        Ref<Cell> cell = home.own(new Cell());
        return Behaviors.receive(Command.class)
                .onMessage(Add.class, add -> {
                    home.get(cell).value += add.amount();
                    return Behaviors.same();
                })
                .onMessage(Get.class, get -> {
                    get.replyTo().tell(home.get(cell).value);
                    return Behaviors.same();
                })
                .onMessage(WhichRef.class, which -> {
                    which.replyTo().tell(cell);
                    return Behaviors.same();
                })
                .onMessage(Fail.class, fail -> {
                    throw new Failure(fail.why());
                })
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onSignal(PostStop.class, stopped -> Behaviors.same())
                .build();
    }
}
