package org.arenas.bench.savina;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Creatures meet in pairs, in the mall that knows who waits, and both change their colour.
 *
 * <p>Arenas: a meeting is a behaviour on both creatures. Actors: the mall tells the one who waits of the one who comes, and
 * is told its colour by the former. Free threads: a creature is a task of the pool that ends when it has to wait, and that the
 * next to come takes along.
 *
 * @param creatures how many
 * @param meetings after which the mall closes
 */
record Chameneos(int creatures, int meetings) implements Savina {
    private enum Colour {
        RED,
        YELLOW,
        BLUE;

        private static final Colour[] ALL = values();

        /** The third one, if they differ. */
        Colour with(Colour other) {
            if (this == other) {
                return this;
            }
            if (this != RED && other != RED) {
                return RED;
            }
            return this != YELLOW && other != YELLOW ? YELLOW : BLUE;
        }
    }

    private static final class Creature {
        private Colour colour;
        private long meetings;

        private Creature(int number) {
            colour = Colour.ALL[number % Colour.ALL.length];
        }

        private void becomes(Colour next) {
            colour = next;
            meetings++;
        }

        private static void meet(Creature one, Creature other) {
            Colour next = one.colour.with(other.colour);
            one.becomes(next);
            other.becomes(next);
        }
    }

    /** Who waits, and how many meetings are left. */
    private static final class Mall<C> {
        private int left;
        private @Nullable C waiting;

        private Mall(int meetings) {
            left = meetings;
        }

        private boolean isClosed() {
            return left == 0;
        }

        /** Whom somebody meets; null if there is nobody, and then he waits. */
        private @Nullable C meetOrWait(C comes) {
            C met = waiting;
            if (met == null) {
                waiting = comes;
            } else {
                waiting = null;
                left--;
            }
            return met;
        }
    }

    private void check(LongStream each) {
        Results.check("creatures in meetings", 2L * meetings, each.sum());
    }

    // ---------------------------------------------------------------- arenas

    private record Meetings(Worker<Mall<Ref<Creature>>> mall, CountDownLatch done) {
        void come(Ref<Creature> creature) {
            mall.tell(state -> {
                Ref<Creature> met = state.isClosed() ? null : state.meetOrWait(creature);
                if (met != null) {
                    Arenas.when(write(met.arena()), write(creature.arena())).run(b -> meet(b, met, creature));
                    if (state.isClosed()) {
                        done.countDown();
                    }
                }
            });
        }

        private void meet(Borrow b, Ref<Creature> one, Ref<Creature> other) {
            Creature.meet(b.get(one), b.get(other));
            come(one);
            come(other);
        }
    }

    @Override
    public void arenas() throws Exception {
        List<Ref<Creature>> all = IntStream.range(0, creatures)
                .mapToObj(i -> Cells.own("creature", new Creature(i)))
                .toList();
        try (Worker<Mall<Ref<Creature>>> mall = Worker.create("mall", new Mall<>(meetings))) {
            Meetings run = new Meetings(mall, new CountDownLatch(1));
            all.forEach(run::come);
            Results.await(run.done);
            // A read does not overtake the last meeting, which is scheduled by now, nor does the mall's close the
            // visits.
            check(all.stream().mapToLong(creature -> creature.<Long>read(seen -> seen.meetings)));
        }
        Cells.close(all);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface ToCreature permits Meet, Change, Closed {}

    private sealed interface ToMall permits Meet, Met {}

    private record Meet(Colour colour, ActorRef<ToCreature> from) implements ToCreature, ToMall {}

    private record Change(Colour colour) implements ToCreature {}

    private enum Closed implements ToCreature {
        CLOSED
    }

    /** What a creature says at the end. */
    private record Met(long meetings) implements ToMall {}

    private static Behavior<ToCreature> creature(int number, ActorRef<ToMall> mall) {
        return Behaviors.setup(context -> {
            Creature creature = new Creature(number);
            mall.tell(new Meet(creature.colour, context.getSelf()));
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Closed) {
                    mall.tell(new Met(creature.meetings));
                    return Behaviors.stopped();
                }
                if (message instanceof Meet meet) {
                    creature.becomes(creature.colour.with(meet.colour()));
                    meet.from().tell(new Change(creature.colour));
                } else {
                    creature.becomes(((Change) message).colour());
                }
                mall.tell(new Meet(creature.colour, context.getSelf()));
                return Behaviors.same();
            });
        });
    }

    /** The mall as an actor. */
    private static final class MallActor {
        private final CompletableFuture<LongStream> result;
        private final Mall<ActorRef<ToCreature>> mall;
        private final LongStream.Builder met = LongStream.builder();
        private int missing;

        private MallActor(ActorContext<ToMall> context, Chameneos run, CompletableFuture<LongStream> result) {
            this.result = result;
            mall = new Mall<>(run.meetings);
            missing = run.creatures;
            for (int i = 0; i < run.creatures; i++) {
                context.spawnAnonymous(creature(i, context.getSelf()));
            }
        }

        private Behavior<ToMall> receive(ToMall message) {
            if (message instanceof Meet meet) {
                if (mall.isClosed()) {
                    meet.from().tell(Closed.CLOSED);
                } else {
                    ActorRef<ToCreature> waiting = mall.meetOrWait(meet.from());
                    if (waiting != null) {
                        waiting.tell(meet);
                    }
                }
                return Behaviors.same();
            }
            met.add(((Met) message).meetings());
            if (--missing > 0) {
                return Behaviors.same();
            }
            result.complete(met.build());
            return Behaviors.stopped();
        }
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.<LongStream>run(result -> Behaviors.<ToMall>setup(
                context -> Behaviors.receiveMessage(new MallActor(context, this, result)::receive))));
    }

    // ---------------------------------------------------------------- threads

    private record Visits(ForkJoinPool pool, Mall<Creature> mall, CountDownLatch done) {
        void come(Creature creature) {
            for (Creature met = enter(creature); met != null; met = enter(creature)) {
                Creature.meet(met, creature);
                Creature freed = met;
                pool.execute(() -> come(freed));
            }
        }

        /** Whom the creature meets; null if the visit is over, for good or until somebody comes. */
        private @Nullable Creature enter(Creature creature) {
            synchronized (mall) {
                if (mall.isClosed()) {
                    done.countDown();
                    return null;
                }
                return mall.meetOrWait(creature);
            }
        }
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        List<Creature> all =
                IntStream.range(0, creatures).mapToObj(Creature::new).toList();
        Visits run = new Visits(pool, new Mall<>(meetings), new CountDownLatch(creatures));
        all.forEach(creature -> pool.execute(() -> run.come(creature)));
        Results.await(run.done);
        check(all.stream().mapToLong(creature -> creature.meetings));
    }
}
