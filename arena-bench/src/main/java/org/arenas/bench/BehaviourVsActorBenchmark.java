package org.arenas.bench;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Money goes from one account to another, and nobody may see an account in the middle of it.
 *
 * <ul>
 *   <li>{@code behaviour}: each account is an object in an arena of its own, and a transfer a behaviour on two of them.
 *   <li>{@code actorProtocol}: each account is an actor. The one that pays tells the other, and puts aside what comes until
 *       the other has confirmed: the protocol of the benchmark Banking of Savina (Imam and Sarkar, AGERE 2014). It is weaker
 *       than a behaviour: the one that receives may be seen with the money that the other still seems to have.
 * </ul>
 *
 * <p>The same transfers in both, from one thread that waits for the last of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BehaviourVsActorBenchmark {
    private static final int TRANSFERS = 10_000;
    private static final int MOST_STASHED = 2 * TRANSFERS;
    private static final long START = 1_000_000;
    private static final long DEADLINE_SECONDS = 20;

    /** How many accounts there are: the fewer, the more transfers wait for each other. */
    @Param({"1000"})
    public int accounts;

    private final List<Arena> arenas = new ArrayList<>();
    private final List<Ref<Account>> refs = new ArrayList<>();
    private final List<ActorRef<Message>> actors = new ArrayList<>();
    private int[] from;
    private int[] to;
    private ActorSystem<Void> system;

    private static final class Account {
        long balance = START;
    }

    private sealed interface Message permits Pay, Receive, Done, Balance {}

    private record Pay(ActorRef<Message> to, long amount, CountDownLatch done) implements Message {}

    private record Receive(long amount, ActorRef<Message> replyTo) implements Message {}

    private enum Done implements Message {
        DONE
    }

    private record Balance(AtomicLong sum, CountDownLatch done) implements Message {}

    /** An account as an actor. */
    private static final class AccountActor {
        private final ActorContext<Message> context;
        private final StashBuffer<Message> stash;
        private long balance = START;

        private AccountActor(ActorContext<Message> context, StashBuffer<Message> stash) {
            this.context = context;
            this.stash = stash;
        }

        static Behavior<Message> create() {
            return Behaviors.withStash(
                    MOST_STASHED, stash -> Behaviors.setup(context -> new AccountActor(context, stash).ready()));
        }

        private Behavior<Message> ready() {
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Pay pay) {
                    balance -= pay.amount();
                    pay.to().tell(new Receive(pay.amount(), context.getSelf()));
                    return busy(pay.done());
                }
                other(message);
                return Behaviors.same();
            });
        }

        private Behavior<Message> busy(CountDownLatch paid) {
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Done) {
                    paid.countDown();
                    return stash.unstashAll(ready());
                }
                if (message instanceof Pay) {
                    stash.stash(message);
                } else {
                    other(message);
                }
                return Behaviors.same();
            });
        }

        private void other(Message message) {
            if (message instanceof Receive receive) {
                balance += receive.amount();
                receive.replyTo().tell(Done.DONE);
            } else if (message instanceof Balance asked) {
                asked.sum().addAndGet(balance);
                asked.done().countDown();
            }
        }
    }

    /** Opens the accounts. */
    @Setup
    public void open() {
        SplittableRandom random = new SplittableRandom(7);
        from = new int[TRANSFERS];
        to = new int[TRANSFERS];
        for (int i = 0; i < TRANSFERS; i++) {
            from[i] = random.nextInt(accounts);
            to[i] = (from[i] + 1 + random.nextInt(accounts - 1)) % accounts;
        }
        system = ActorSystem.create(Behaviors.empty(), "bank");
        for (int i = 0; i < accounts; i++) {
            Arena arena = Arena.create("account-" + i);
            try (ExclusiveBorrow b = arena.borrow()) {
                refs.add(b.own(new Account()));
            }
            arenas.add(arena);
            actors.add(system.systemActorOf(AccountActor.create(), "account-" + i, Props.empty()));
        }
    }

    /** Checks that no money was lost. */
    @TearDown
    public void close() throws Exception {
        AtomicLong sum = new AtomicLong();
        CountDownLatch told = new CountDownLatch(accounts);
        actors.forEach(actor -> actor.tell(new Balance(sum, told)));
        await(told);
        long ofArenas = 0;
        for (Ref<Account> ref : refs) {
            ofArenas += ref.<Long>read(account -> account.balance);
        }
        arenas.forEach(Arena::close);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (sum.get() != accounts * START || ofArenas != accounts * START) {
            throw new IllegalStateException("money was lost: actors=" + sum.get() + ", arenas=" + ofArenas);
        }
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not done: left=" + done.getCount());
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void behaviour() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(TRANSFERS);
        for (int i = 0; i < TRANSFERS; i++) {
            Ref<Account> paying = refs.get(from[i]);
            Ref<Account> receiving = refs.get(to[i]);
            Arenas.when(Access.write(paying.arena()), Access.write(receiving.arena()))
                    .run(b -> {
                        b.get(paying).balance--;
                        b.get(receiving).balance++;
                        done.countDown();
                    });
        }
        await(done);
    }

    /** Akka. */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void actorProtocol() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(TRANSFERS);
        for (int i = 0; i < TRANSFERS; i++) {
            actors.get(from[i]).tell(new Pay(actors.get(to[i]), 1, done));
        }
        await(done);
    }
}
