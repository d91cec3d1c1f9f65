package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.arenas.Arena;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.testing.Await;

/** An owner for the tests of remote references, and commands for it. */
final class RemoteCounter {
    /** The objects of other tests do not come in each other's way: a name is a test's own. */
    private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

    private RemoteCounter() {}

    /** What it understands. */
    sealed interface Message permits Where, Do, Stop, Fail {}

    record Where(ActorRef<Found> replyTo) implements Message, RemoteMessage {}

    record Found(RemoteRef<Cell> cell) implements RemoteMessage {}

    /** Something done by the behavior, in a message. */
    record Do(Consumer<Opened> what) implements Message {}

    record Stop() implements Message {}

    record Fail() implements Message {}

    /** What the behavior has. */
    record Opened(ActorHome home, Ref<Cell> cell) {}

    /** An object that can be changed. */
    static final class Cell {
        int value;
        int runs;
    }

    static Behavior<Message> create() {
        return ArenaBehaviors.owning(RemoteCounter::counting);
    }

    static Behavior<Message> restarting(ActorArenaSettings settings) {
        return Behaviors.supervise(ArenaBehaviors.owning(settings, RemoteCounter::counting))
                .onFailure(SupervisorStrategy.restart());
    }

    private static Behavior<Message> counting(ActorHome home) {
        Opened opened = new Opened(home, home.own(new Cell()));
        return Behaviors.receive(Message.class)
                .onMessage(Where.class, where -> {
                    where.replyTo().tell(new Found(home.remote(opened.cell())));
                    return Behaviors.same();
                })
                .onMessage(Do.class, todo -> {
                    todo.what().accept(opened);
                    return Behaviors.same();
                })
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onMessage(Fail.class, fail -> {
                    throw new Counter.Failure("restart");
                })
                .build();
    }

    static CountDownLatch latch(String name) {
        return LATCHES.computeIfAbsent(name, made -> new CountDownLatch(1));
    }

    record Add(int amount) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            cell.runs++;
            cell.value += amount;
            return cell.value;
        }
    }

    record Runs() implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            return cell.runs;
        }
    }

    /** Makes another object. */
    record Make(int value) implements RemoteCommand<Cell, RemoteRef<Cell>> {
        @Override
        public RemoteRef<Cell> run(Cell cell, ActorHome home) {
            Cell made = new Cell();
            made.value = value;
            return home.remote(home.own(made));
        }
    }

    record Block(String started, String goOn) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            latch(started).countDown();
            Await.open(latch(goOn));
            return ++cell.runs;
        }
    }

    record Echo(String text) implements RemoteCommand<Cell, String> {
        @Override
        public String run(Cell cell, ActorHome home) {
            cell.runs++;
            return text;
        }
    }

    record Nothing() implements RemoteCommand<Cell, Void> {
        @Override
        public Void run(Cell cell, ActorHome home) {
            return null;
        }
    }

    record Throw(String why) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            throw new Counter.Failure(why);
        }
    }

    record ThrowTimeout(String why) implements RemoteCommand<Cell, Integer> {
        @Override
        public Integer run(Cell cell, ActorHome home) {
            // Akka has a serializer for this one. Thrown unchecked, as a command of another language could.
            throw sneaky(new java.util.concurrent.TimeoutException(why));
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }

    /** Returns what must not leave the arena. */
    record Leak() implements RemoteCommand<Cell, Cell> {
        @Override
        public Cell run(Cell cell, ActorHome home) {
            return cell;
        }
    }

    /** Returns what may leave the arena and cannot be serialised. */
    record Unserialisable() implements RemoteCommand<Cell, Arena> {
        @Override
        public Arena run(Cell cell, ActorHome home) {
            return home.arena();
        }
    }

    record LeaveOpen(boolean fail) implements RemoteCommand<Cell, Integer> {
        /** So that the borrow is not closed by a finally of ours. */
        private static ExclusiveBorrow left;

        @Override
        public Integer run(Cell cell, ActorHome home) {
            left = home.arena().borrow();
            if (fail) {
                throw new Counter.Failure("and a borrow left open");
            }
            return left.arena() == home.arena() ? 1 : 0;
        }
    }

    /** For an object of another type. */
    record Append(String text) implements RemoteCommand<StringBuilder, Integer> {
        @Override
        public Integer run(StringBuilder target, ActorHome home) {
            return target.append(text).length();
        }
    }
}
