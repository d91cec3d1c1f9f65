package org.arenas.bench.savina;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.arenas.Arenas;
import org.arenas.Ref;

/**
 * Customers come to a barber who sleeps when there is nobody. Who finds the waiting room full comes again.
 *
 * <p>Arenas: a haircut is a behaviour on the barber and the customer. Free threads: the barber is one, and the waiting room an
 * {@link ArrayBlockingQueue}.
 *
 * @param haircuts one for each customer
 * @param seats in the waiting room
 */
record Barber(int haircuts, int seats) implements Savina {
    private static final int MOST_BUSY = 1_000;
    private static final int LEAST_BUSY = 10;

    /** Somebody who takes some time for what he does, the barber or the street from which customers come. */
    private static final class Person {
        private final SplittableRandom random;
        private long sum;
        private int haircuts;

        private Person(int seed) {
            random = new SplittableRandom(seed);
        }

        private void work() {
            sum += Work.busy(sum, LEAST_BUSY + random.nextInt(MOST_BUSY));
        }
    }

    private static final class Customer {
        private int haircuts;
    }

    private void check(long byBarber) {
        Results.check("haircuts", haircuts, byBarber);
    }

    // ---------------------------------------------------------------- arenas

    private static final class Room {
        private final Queue<Ref<Customer>> waiting = new ArrayDeque<>();
        private boolean barberSleeps = true;
    }

    private record Shop(int seats, Worker<Person> street, Worker<Room> room, Ref<Person> barber, CountDownLatch done) {
        void enter(Ref<Customer> customer) {
            room.tell(state -> {
                if (state.waiting.size() == seats) {
                    street.tell(again -> enter(customer));
                } else {
                    state.waiting.add(customer);
                    if (state.barberSleeps) {
                        next(state);
                    }
                }
            });
        }

        private void next(Room state) {
            Ref<Customer> customer = state.waiting.poll();
            state.barberSleeps = customer == null;
            if (customer != null) {
                Arenas.when(write(barber.arena()), write(customer.arena())).run(b -> {
                    cut(b.get(barber), b.get(customer));
                    room.tell(this::next);
                    done.countDown();
                });
            }
        }

        private static void cut(Person barber, Customer customer) {
            barber.work();
            barber.haircuts++;
            customer.haircuts++;
        }
    }

    @Override
    public void arenas() throws Exception {
        List<Ref<Customer>> customers = new ArrayList<>();
        Ref<Person> barber = Cells.own("barber", new Person(0));
        try (Worker<Person> street = Worker.create("street", new Person(1));
                Worker<Room> room = Worker.create("room", new Room())) {
            Shop shop = new Shop(seats, street, room, barber, new CountDownLatch(haircuts));
            street.tell(person -> {
                for (int i = 0; i < haircuts; i++) {
                    Ref<Customer> customer = Cells.own("customer", new Customer());
                    customers.add(customer);
                    shop.enter(customer);
                    person.work();
                }
            });
            Results.await(shop.done);
            check(barber.<Integer>read(person -> person.haircuts));
            check(customers.stream()
                    .mapToLong(ref -> ref.<Integer>read(customer -> customer.haircuts))
                    .sum());
        }
        Cells.close(customers);
        barber.arena().close();
    }

    // ---------------------------------------------------------------- actors

    private sealed interface ToRoom permits Enter, Next {}

    private record Enter(ActorRef<ToCustomer> customer) implements ToRoom {}

    private enum Next implements ToRoom {
        CUSTOMER
    }

    private enum ToCustomer {
        FULL,
        START,
        DONE
    }

    private sealed interface ToStreet permits Returned, Done {}

    private record Returned(ActorRef<ToCustomer> customer) implements ToStreet {}

    private enum Done implements ToStreet {
        DONE
    }

    private static Behavior<ToCustomer> customer(ActorRef<ToStreet> street) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(message -> {
            switch (message) {
                case FULL -> street.tell(new Returned(context.getSelf()));
                case START -> {}
                case DONE -> {
                    street.tell(Done.DONE);
                    return Behaviors.stopped();
                }
            }
            return Behaviors.same();
        }));
    }

    private static Behavior<ActorRef<ToCustomer>> barber(ActorRef<ToRoom> room) {
        return Behaviors.setup(context -> {
            Person barber = new Person(0);
            return Behaviors.receiveMessage(customer -> {
                customer.tell(ToCustomer.START);
                barber.work();
                customer.tell(ToCustomer.DONE);
                room.tell(Next.CUSTOMER);
                return Behaviors.same();
            });
        });
    }

    /** The waiting room as an actor. */
    private static final class RoomActor {
        private final Queue<ActorRef<ToCustomer>> waiting = new ArrayDeque<>();
        private final ActorRef<ActorRef<ToCustomer>> barber;
        private final int seats;
        private boolean barberSleeps = true;

        private RoomActor(ActorContext<ToRoom> context, int seats) {
            barber = context.spawnAnonymous(barber(context.getSelf()));
            this.seats = seats;
        }

        private Behavior<ToRoom> receive(ToRoom message) {
            if (message instanceof Next) {
                next();
            } else {
                ActorRef<ToCustomer> customer = ((Enter) message).customer();
                if (waiting.size() == seats) {
                    customer.tell(ToCustomer.FULL);
                } else {
                    waiting.add(customer);
                    if (barberSleeps) {
                        next();
                    }
                }
            }
            return Behaviors.same();
        }

        private void next() {
            ActorRef<ToCustomer> customer = waiting.poll();
            barberSleeps = customer == null;
            if (customer != null) {
                barber.tell(customer);
            }
        }
    }

    private Behavior<ToStreet> street(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            ActorRef<ToRoom> room = context.spawnAnonymous(
                    Behaviors.setup(inner -> Behaviors.receiveMessage(new RoomActor(inner, seats)::receive)));
            Person person = new Person(1);
            for (int i = 0; i < haircuts; i++) {
                room.tell(new Enter(context.spawnAnonymous(customer(context.getSelf()))));
                person.work();
            }
            Tally done = new Tally();
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Returned returned) {
                    room.tell(new Enter(returned.customer()));
                } else if (++done.count == haircuts) {
                    result.complete(done.count);
                    return Behaviors.stopped();
                }
                return Behaviors.same();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::street));
    }

    // ---------------------------------------------------------------- threads

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        BlockingQueue<Customer> room = new ArrayBlockingQueue<>(seats);
        Person barber = new Person(0);
        Thread thread = Crew.start("barber", () -> {
            while (barber.haircuts < haircuts) {
                Shop.cut(barber, room.take());
            }
        });
        Person street = new Person(1);
        Queue<Customer> returned = new ArrayDeque<>();
        for (int i = 0; i < haircuts; i++) {
            Customer customer = new Customer();
            if (!room.offer(customer)) {
                returned.add(customer);
            }
            street.work();
        }
        for (Customer customer : returned) {
            room.put(customer);
        }
        Crew.join(thread);
        check(barber.haircuts);
    }
}
