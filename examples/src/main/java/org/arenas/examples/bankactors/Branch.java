package org.arenas.examples.bankactors;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import org.arenas.Moved;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.ArenaBehaviors;
import org.arenas.examples.bank.Account;
import org.jspecify.annotations.Nullable;

/** A branch of the bank: an actor with accounts in its arena. What it gives out are Refs; the accounts stay. */
final class Branch {
    private final ActorContext<Command> context;
    private final ActorHome home;

    /** What a branch understands. All of it is immutable, a Ref, or a moved object: nothing is shared that can be changed. */
    sealed interface Command permits Open, Transfer, Transferred, Relocate, Arrive, Close {}

    record Open(String owner, int balance, ActorRef<Ref<Account>> replyTo) implements Command {}

    /** From one account to another one, in this branch or in others. The answer is whether there was money enough. */
    record Transfer(Ref<Account> from, Ref<Account> to, int amount, ActorRef<StatusReply<Boolean>> replyTo)
            implements Command {}

    private record Transferred(
            @Nullable Boolean done, @Nullable Throwable failure, ActorRef<StatusReply<Boolean>> replyTo)
            implements Command {}

    /** Gives an account to another branch. The answer is its new Ref; the old one is stale. */
    record Relocate(Ref<Account> account, ActorRef<Command> to, ActorRef<Ref<Account>> replyTo) implements Command {}

    private record Arrive(Moved<Account> account, ActorRef<Ref<Account>> replyTo) implements Command {}

    record Close() implements Command {}

    private Branch(ActorContext<Command> context, ActorHome home) {
        this.context = context;
        this.home = home;
    }

    static Behavior<Command> create() {
        return ArenaBehaviors.owning(home -> Behaviors.setup(context -> new Branch(context, home).behavior()));
    }

    private Behavior<Command> behavior() {
        return Behaviors.receive(Command.class)
                .onMessage(Open.class, this::open)
                .onMessage(Transfer.class, this::transfer)
                .onMessage(Transferred.class, this::transferred)
                .onMessage(Relocate.class, this::relocate)
                .onMessage(Arrive.class, this::arrive)
                .onMessage(Close.class, close -> Behaviors.stopped())
                .build();
    }

    private Behavior<Command> open(Open open) {
        open.replyTo().tell(home.own(new Account(open.owner(), open.balance())));
        return Behaviors.same();
    }

    /** Blocks nobody: it runs once both arenas are free, with both held. The branch takes other messages meanwhile. */
    private Behavior<Command> transfer(Transfer transfer) {
        ArenaBehaviors.pipeWhen(
                context,
                write(transfer.from().arena()),
                write(transfer.to().arena()),
                b -> pay(b.get(transfer.from()), b.get(transfer.to()), transfer.amount()),
                (done, failure) -> new Transferred(done, failure, transfer.replyTo()));
        return Behaviors.same();
    }

    private static boolean pay(Account from, Account to, int amount) {
        if (from.balance() < amount) {
            return false;
        }
        from.deposit(-amount);
        to.deposit(amount);
        return true;
    }

    private Behavior<Command> transferred(Transferred transferred) {
        transferred
                .replyTo()
                .tell(
                        transferred.failure() == null
                                ? StatusReply.success(transferred.done())
                                : StatusReply.error(transferred.failure()));
        return Behaviors.same();
    }

    /** The object itself goes, whatever hangs on it: a message with one reference. */
    private Behavior<Command> relocate(Relocate relocate) {
        relocate.to().tell(new Arrive(home.move(relocate.account()), relocate.replyTo()));
        return Behaviors.same();
    }

    private Behavior<Command> arrive(Arrive arrive) {
        arrive.replyTo().tell(home.accept(arrive.account()));
        return Behaviors.same();
    }
}
