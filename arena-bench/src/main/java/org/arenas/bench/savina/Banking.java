package org.arenas.bench.savina;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.arenas.Arenas;
import org.arenas.Ref;
import org.arenas.bench.Pools;

/**
 * Money goes from one account to another. Nobody may see an account in the middle of a transaction.
 *
 * <p>Arenas: a transaction is a behaviour on two accounts. Actors: the one that pays tells the other, and puts aside what
 * comes until the other has confirmed. Free threads: each takes a share of the transactions, and two {@link ReentrantLock}s
 * for each, in the order of their numbers.
 *
 * @param accounts how many
 * @param transactions between two of them at random
 */
record Banking(int accounts, int transactions) implements Savina {
    private static final long START = 1_000_000;

    private static final class Account {
        private long balance = START;
        private long paid;

        private void pay(long amount) {
            balance -= amount;
            paid++;
        }
    }

    /** The transactions, the same in every run. */
    private interface Teller {
        void transfer(int from, int to, long amount);
    }

    private void order(int seed, int count, Teller teller) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(accounts);
            int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
            teller.transfer(from, to, 1 + random.nextInt(100));
        }
    }

    private void check(long sum, long paid) {
        Results.check("money", accounts * START, sum);
        Results.check("transactions", transactions, paid);
    }

    // ---------------------------------------------------------------- arenas

    @Override
    public void arenas() {
        List<Ref<Account>> all = IntStream.range(0, accounts)
                .mapToObj(i -> Cells.own("account", new Account()))
                .toList();
        order(0, transactions, (from, to, amount) -> {
            Ref<Account> paying = all.get(from);
            Ref<Account> receiving = all.get(to);
            Arenas.when(write(paying.arena()), write(receiving.arena())).run(b -> {
                b.get(paying).pay(amount);
                b.get(receiving).balance += amount;
            });
        });
        // A read does not overtake what was scheduled before it.
        check(
                all.stream()
                        .mapToLong(ref -> ref.<Long>read(account -> account.balance))
                        .sum(),
                all.stream()
                        .mapToLong(ref -> ref.<Long>read(account -> account.paid))
                        .sum());
        Cells.close(all);
    }

    // ---------------------------------------------------------------- actors

    private sealed interface Message permits Pay, Receive, Received, Get {}

    private record Pay(ActorRef<Message> to, long amount, ActorRef<ToTeller> teller) implements Message {}

    private record Receive(long amount, ActorRef<Message> replyTo) implements Message {}

    private enum Received implements Message {
        OK
    }

    private record Get(ActorRef<ToTeller> replyTo) implements Message {}

    private sealed interface ToTeller permits Done, Balance {}

    private enum Done implements ToTeller {
        DONE
    }

    private record Balance(long balance, long paid) implements ToTeller {}

    /** An account as an actor. */
    private static final class AccountActor {
        private final Account account = new Account();
        private final ActorRef<Message> self;
        private final StashBuffer<Message> stash;

        private AccountActor(ActorRef<Message> self, StashBuffer<Message> stash) {
            this.self = self;
            this.stash = stash;
        }

        private Behavior<Message> ready(Message message) {
            if (message instanceof Pay pay) {
                account.pay(pay.amount());
                pay.to().tell(new Receive(pay.amount(), self));
                return Behaviors.receiveMessage(next -> paying(pay, next));
            }
            other(message);
            return Behaviors.same();
        }

        private Behavior<Message> paying(Pay pay, Message message) {
            if (message instanceof Received) {
                pay.teller().tell(Done.DONE);
                return stash.unstashAll(Behaviors.receiveMessage(this::ready));
            }
            if (message instanceof Pay) {
                stash.stash(message);
            } else {
                other(message);
            }
            return Behaviors.same();
        }

        /** Receiving does not wait for the other: two that pay each other would do so for ever. */
        private void other(Message message) {
            if (message instanceof Receive receive) {
                account.balance += receive.amount();
                receive.replyTo().tell(Received.OK);
            } else {
                ((Get) message).replyTo().tell(new Balance(account.balance, account.paid));
            }
        }
    }

    private Behavior<Message> account() {
        return Behaviors.withStash(
                Math.max(1, transactions),
                stash -> Behaviors.setup(
                        context -> Behaviors.receiveMessage(new AccountActor(context.getSelf(), stash)::ready)));
    }

    private Behavior<ToTeller> teller(CompletableFuture<Balance> result) {
        return Behaviors.setup(context -> {
            List<ActorRef<Message>> all = new ArrayList<>();
            for (int i = 0; i < accounts; i++) {
                all.add(context.spawnAnonymous(account()));
            }
            ActorRef<ToTeller> self = context.getSelf();
            order(0, transactions, (from, to, amount) -> all.get(from).tell(new Pay(all.get(to), amount, self)));
            Tally done = new Tally();
            return Behaviors.receiveMessage(message -> {
                if (++done.count < transactions) {
                    return Behaviors.same();
                }
                all.forEach(account -> account.tell(new Get(self)));
                return adding(result, new Balance(0, 0), accounts);
            });
        });
    }

    private static Behavior<ToTeller> adding(CompletableFuture<Balance> result, Balance sum, int missing) {
        if (missing == 0) {
            result.complete(sum);
            return Behaviors.stopped();
        }
        return Behaviors.receiveMessage(message -> {
            Balance more = (Balance) message;
            Balance next = new Balance(sum.balance() + more.balance(), sum.paid() + more.paid());
            return adding(result, next, missing - 1);
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        Balance sum = actors.run(this::teller);
        check(sum.balance(), sum.paid());
    }

    // ---------------------------------------------------------------- threads

    private record Locked(int number, ReentrantLock lock, Account account) {
        static void transfer(Locked from, Locked to, long amount) {
            Locked first = from.number < to.number ? from : to;
            Locked second = first == from ? to : from;
            first.lock.lock();
            try {
                second.lock.lock();
                try {
                    from.account.pay(amount);
                    to.account.balance += amount;
                } finally {
                    second.lock.unlock();
                }
            } finally {
                first.lock.unlock();
            }
        }
    }

    @Override
    public void threads(ForkJoinPool pool) throws Exception {
        List<Locked> all = IntStream.range(0, accounts)
                .mapToObj(i -> new Locked(i, new ReentrantLock(), new Account()))
                .toList();
        int shares = Pools.threads();
        CountDownLatch done = new CountDownLatch(shares);
        for (int i = 0; i < shares; i++) {
            int seed = i;
            int share = transactions / shares + (i < transactions % shares ? 1 : 0);
            pool.execute(() -> {
                order(seed, share, (from, to, amount) -> Locked.transfer(all.get(from), all.get(to), amount));
                done.countDown();
            });
        }
        Results.await(done);
        check(
                all.stream().mapToLong(locked -> locked.account.balance).sum(),
                all.stream().mapToLong(locked -> locked.account.paid).sum());
    }
}
