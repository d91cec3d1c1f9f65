package org.arenas.examples.bankactors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.arenas.Access;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Ref;
import org.arenas.actors.ArenaDispatchers;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.MovedException;
import org.arenas.examples.bank.Account;

/**
 * A bank of four branches, each an actor with the arena of its accounts. Transfers between them run on both arenas at once,
 * so that no protocol is needed to keep the money together; accounts move from one branch to another without a copy.
 */
public final class BankActorsExample {
    private static final List<String> BRANCHES = List.of("north", "east", "south", "west");
    private static final int ACCOUNTS = 25;
    private static final int BALANCE = 100;
    private static final int TRANSFERS = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ActorSystem<Void> system;
    private final List<ActorRef<Branch.Command>> branches;
    private final List<Ref<Account>> accounts = new ArrayList<>();

    private BankActorsExample(ActorSystem<Void> system, List<ActorRef<Branch.Command>> branches) {
        this.system = system;
        this.branches = branches;
    }

    /** Runs on the standard output. */
    public static void main(String[] args) {
        run(System.out, TRANSFERS);
    }

    static void run(PrintStream out, int transfers) {
        CompletableFuture<List<ActorRef<Branch.Command>>> spawned = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    spawned.complete(BRANCHES.stream()
                            .map(name -> context.spawn(Branch.create(), name, ArenaDispatchers.compensating()))
                            .toList());
                    return Behaviors.empty();
                }),
                "bank");
        try {
            BankActorsExample bank = new BankActorsExample(system, spawned.join());
            bank.open(out);
            bank.transferAtRandom(out, transfers);
            bank.relocate(out);
            bank.close(out);
        } finally {
            system.terminate();
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    private void open(PrintStream out) {
        for (ActorRef<Branch.Command> branch : branches) {
            for (int i = 0; i < ACCOUNTS; i++) {
                String owner = branch.path().name() + "-" + i;
                accounts.add(Arenas.join(ask(branch, replyTo -> new Branch.Open(owner, BALANCE, replyTo))));
            }
        }
        out.println(String.format(
                Locale.ROOT,
                "opened:    %d accounts in %d branches, %d in all",
                accounts.size(),
                branches.size(),
                total()));
    }

    private <A> CompletionStage<A> ask(ActorRef<Branch.Command> branch, Function<ActorRef<A>, Branch.Command> message) {
        return AskPattern.ask(branch, message::apply, PATIENCE, system.scheduler());
    }

    private CompletionStage<Boolean> transfer(
            ActorRef<Branch.Command> branch, Ref<Account> from, Ref<Account> to, int amount) {
        return AskPattern.askWithStatus(
                branch, replyTo -> new Branch.Transfer(from, to, amount, replyTo), PATIENCE, system.scheduler());
    }

    private void transferAtRandom(PrintStream out, int transfers) {
        SplittableRandom random = new SplittableRandom(1);
        List<CompletionStage<Boolean>> answers = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            answers.add(transfer(
                    branches.get(random.nextInt(branches.size())),
                    accounts.get(random.nextInt(accounts.size())),
                    accounts.get(random.nextInt(accounts.size())),
                    random.nextInt(1, BALANCE)));
        }
        // Everybody goes on to pay while this looks at all accounts at one moment.
        int during = total();
        long done = answers.stream().filter(Arenas::join).count();
        out.println(String.format(Locale.ROOT, "meanwhile: %d in all", during));
        out.println(String.format(
                Locale.ROOT,
                "transfers: %d done, %d without the money, %d in all",
                done,
                answers.size() - done,
                total()));
    }

    /** What is on all accounts at one moment: no transfer is half done then. */
    private int total() {
        Access[] all =
                accounts.stream().map(Ref::arena).distinct().map(Access::read).toArray(Access[]::new);
        try (Borrow b = Arenas.borrow(all)) {
            return accounts.stream()
                    .mapToInt(account -> b.get(account).balance())
                    .sum();
        }
    }

    private void relocate(PrintStream out) {
        ActorRef<Branch.Command> from = branches.get(0);
        ActorRef<Branch.Command> to = branches.get(2);
        Ref<Account> old = accounts.get(0);
        int identity = old.read(System::identityHashCode);
        Ref<Account> now = Arenas.join(ask(from, replyTo -> new Branch.Relocate(old, to, replyTo)));
        accounts.set(0, now);
        boolean isSame = now.read(System::identityHashCode) == identity;
        out.println(String.format(
                Locale.ROOT,
                "moved:     from %s to %s, the same object: %s",
                old.arena().name(),
                now.arena().name(),
                isSame));
        try {
            Arenas.join(transfer(from, old, accounts.get(1), 1));
        } catch (MovedException e) {
            out.println(String.format(Locale.ROOT, "stale:     %s", String.valueOf(e.getMessage())));
        }
        out.println(String.format(Locale.ROOT, "checked:   %d in all", total()));
    }

    private void close(PrintStream out) {
        Ref<Account> account = accounts.get(accounts.size() - 1);
        branches.get(branches.size() - 1).tell(new Branch.Close());
        try {
            while (true) {
                // Until the branch has got the message.
                account.read(Account::balance);
            }
        } catch (ArenaClosedException e) {
            out.println(String.format(Locale.ROOT, "closed:    %s", String.valueOf(e.getMessage())));
        }
    }
}
