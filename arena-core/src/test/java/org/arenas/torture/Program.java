package org.arenas.torture;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.arenas.Access;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Home;
import org.arenas.HomePolicy;
import org.arenas.Interpreter;
import org.arenas.OverflowPolicy;
import org.arenas.error.DeadlockException;
import org.arenas.error.MailboxFullException;
import org.arenas.error.SelfCallException;
import org.arenas.error.UpgradeException;
import org.jspecify.annotations.Nullable;

/** A world of arenas and interpreters, in which actors do at random whatever can be done. */
final class Program {
    private static final int MOST_ARENAS = 4;
    private static final int DEEPEST = 3;
    private static final int MOST_PENDING = 2_000;
    private static final int LONGEST_WAIT_NANOS = 300_000;

    private final Rig rig;
    private final List<Place> places = new ArrayList<>();
    private final LongAdder operations = new LongAdder();
    private final LongAdder deadlocks = new LongAdder();
    private final LongAdder rejections = new LongAdder();

    Program(Rig rig, int arenas, int interpreters) {
        this.rig = rig;
        for (int i = 0; i < arenas; i++) {
            places.add(new Place(i, rig.arena("standalone-" + i)));
        }
        OverflowPolicy[] policies = OverflowPolicy.values();
        for (int i = 0; i < interpreters; i++) {
            Interpreter.Builder builder = Interpreter.builder("interpreter-" + i)
                    .homePolicy(rig.random().nextInt(4) == 0 ? HomePolicy.KEEP : HomePolicy.SUSPEND);
            if (rig.random().nextBoolean()) {
                builder.mailbox(
                        1 + rig.random().nextInt(8), policies[rig.random().nextInt(policies.length)]);
            }
            places.add(new Place(places.size(), rig.interpreter(builder).arena()));
        }
    }

    /** What a thread does. */
    void run(SplittableRandom random, int steps) {
        for (int i = 0; i < steps; i++) {
            new Actor(random, 0).step();
            rig.throttle(MOST_PENDING);
        }
    }

    long operations() {
        return operations.sum();
    }

    /** Once everything has ended. */
    void check() {
        System.out.println("torture: " + rig + ": operations=" + operations + ", deadlocks=" + deadlocks
                + ", rejections=" + rejections);
        places.forEach(Place::checkNothingLost);
    }

    private enum Held {
        NOT,
        SHARED,
        EXCLUSIVE
    }

    /** An execution: a thread, a task or the body of a behaviour, and what it holds. */
    private final class Actor {
        private final SplittableRandom random;
        private final int depth;
        private final Held[] held = new Held[places.size()];
        private final Deque<Held[]> around = new ArrayDeque<>();
        private @Nullable Home home;
        private @Nullable Place homePlace;

        Actor(SplittableRandom random, int depth) {
            this.random = random;
            this.depth = depth;
            Arrays.fill(held, Held.NOT);
        }

        /** One operation at random, with whatever is held open. */
        void step() {
            operations.increment();
            try {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> borrowOne(random.nextInt(places.size()), random.nextBoolean());
                    case 4, 5 -> borrowSeveral();
                    case 6, 7 -> schedule();
                    case 8, 9 -> give();
                    case 10 -> giveWay();
                    default -> Dawdle.aBit(random);
                }
            } catch (DeadlockException | SelfCallException | MailboxFullException e) {
                (e instanceof DeadlockException ? deadlocks : rejections).increment();
                if (depth == 0 && e instanceof DeadlockException && holdsNothing()) {
                    throw new AssertionError("nothing was held that anybody could wait for", e);
                }
            }
            if (home != null && !home.arena().isHeldByCurrentThread()) {
                // A wait for it came to nothing: this task goes on without, and so do the borrows around this one.
                held[homePlace.number] = Held.NOT;
                around.forEach(before -> before[homePlace.number] = Held.NOT);
                home = null;
            }
        }

        private boolean holdsNothing() {
            for (Held mode : held) {
                if (mode != Held.NOT) {
                    return false;
                }
            }
            return true;
        }

        private void further() {
            if (depthLeft() > 0) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    step();
                }
            }
        }

        private int depthLeft() {
            return DEEPEST - depth - around.size();
        }

        // ------------------------------------------------------------ borrows

        private void borrowOne(int number, boolean exclusive) {
            Place place = places.get(number);
            Held before = held[number];
            boolean sure = before == Held.EXCLUSIVE || (before == Held.SHARED && !exclusive);
            try (Borrow borrow = open(place, exclusive, sure)) {
                if (borrow != null) {
                    inside(borrow, List.of(place), new boolean[] {exclusive});
                }
            } catch (UpgradeException e) {
                if (before != Held.SHARED || !exclusive || held[number] != Held.SHARED) {
                    throw e;
                }
            }
        }

        private @Nullable Borrow open(Place place, boolean exclusive, boolean sure) {
            try {
                Borrow borrow = switch (random.nextInt(4)) {
                    case 0 -> exclusive ? place.arena.tryBorrow() : place.arena.tryBorrowShared();
                    case 1 -> {
                        Duration wait = Duration.ofNanos(random.nextInt(LONGEST_WAIT_NANOS));
                        yield exclusive ? place.arena.tryBorrow(wait) : place.arena.tryBorrowShared(wait);
                    }
                    case 2 -> exclusive ? place.arena.borrowInterruptibly() : place.arena.borrowSharedInterruptibly();
                    default -> exclusive ? place.arena.borrow() : place.arena.borrowShared();
                };
                if (borrow == null && sure) {
                    throw new AssertionError("could not nest: arena=" + place.arena);
                }
                return borrow;
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        private void borrowSeveral() {
            List<Place> wanted = new ArrayList<>();
            boolean[] writes = new boolean[MOST_ARENAS];
            Access[] accesses = choose(wanted, writes);
            boolean upgrade = false;
            for (int i = 0; i < wanted.size(); i++) {
                upgrade |= writes[i] && held[wanted.get(i).number] == Held.SHARED;
            }
            try (Borrow borrow = openSeveral(accesses)) {
                if (borrow != null) {
                    inside(borrow, wanted, writes);
                }
            } catch (UpgradeException e) {
                if (!upgrade) {
                    throw e;
                }
            }
        }

        private @Nullable Borrow openSeveral(Access[] accesses) {
            try {
                return switch (random.nextInt(4)) {
                    case 0 -> Arenas.tryBorrow(accesses);
                    case 1 -> Arenas.tryBorrow(Duration.ofNanos(random.nextInt(LONGEST_WAIT_NANOS)), accesses);
                    case 2 -> Arenas.borrowInterruptibly(accesses);
                    default -> Arenas.borrow(accesses);
                };
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        private Access[] choose(List<Place> wanted, boolean[] writes) {
            for (int i = 1 + random.nextInt(MOST_ARENAS); i > 0; i--) {
                Place place = places.get(random.nextInt(places.size()));
                if (!wanted.contains(place)) {
                    writes[wanted.size()] = random.nextBoolean();
                    wanted.add(place);
                }
            }
            return wanted.stream()
                    .map(place -> writes[wanted.indexOf(place)] ? Access.write(place.arena) : Access.read(place.arena))
                    .toArray(Access[]::new);
        }

        /** What is done with some arenas held, and others from before. */
        private void inside(Borrow borrow, List<Place> covered, boolean[] writes) {
            Held[] before = held.clone();
            around.push(before);
            for (int i = 0; i < covered.size(); i++) {
                Place place = covered.get(i);
                if (held[place.number] != Held.EXCLUSIVE) {
                    held[place.number] = writes[i] ? Held.EXCLUSIVE : Held.SHARED;
                }
                place.use(borrow, writes[i], random);
            }
            Dawdle.aBit(random);
            further();
            for (int i = 0; i < covered.size(); i++) {
                covered.get(i).use(borrow, writes[i], random);
            }
            around.pop();
            System.arraycopy(before, 0, held, 0, held.length);
        }

        // ------------------------------------------------------------ behaviours and tasks

        private void schedule() {
            if (depth >= DEEPEST) {
                return;
            }
            List<Place> wanted = new ArrayList<>();
            boolean[] writes = new boolean[MOST_ARENAS];
            Access[] accesses = choose(wanted, writes);
            Actor body = new Actor(random.split(), depth + 1);
            CompletionStage<?> stage = Arenas.when(accesses).run(b -> body.inside(b, wanted, writes));
            rig.expect(stage);
            if (random.nextInt(8) == 0) {
                Arenas.join(stage);
            }
        }

        private void give() {
            Place place = places.get(random.nextInt(places.size()));
            Interpreter interpreter = place.interpreter;
            if (depth >= DEEPEST || interpreter == null) {
                return;
            }
            Actor body = new Actor(random.split(), depth + 1);
            Function<Home, Integer> task = given -> body.runTask(given, place);
            switch (random.nextInt(3)) {
                case 0 -> interpreter.execute(given -> body.runTask(given, place));
                case 1 -> rig.expect(interpreter.submit(task));
                default -> interpreter.call(task);
            }
        }

        private Integer runTask(Home given, Place place) {
            place.enter();
            try {
                home = given;
                homePlace = place;
                held[place.number] = Held.EXCLUSIVE;
                place.use(given, true, random);
                further();
                if (home != null) {
                    place.use(given, true, random);
                }
                return 1;
            } finally {
                place.leave();
            }
        }

        private void giveWay() {
            if (home == null) {
                return;
            }
            if (random.nextBoolean()) {
                home.yield();
            } else {
                home.suspendDuring(() -> {
                    Dawdle.aBit(random);
                    return 1;
                });
            }
        }
    }
}
