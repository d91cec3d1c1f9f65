package org.arenas.examples.docs;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.RemoteCommand;
import org.arenas.actors.RemoteMessage;
import org.arenas.actors.sharding.ArenaEntity;
import org.arenas.actors.sharding.ArenaEntityContext;
import org.arenas.actors.sharding.ArenaState;
import org.arenas.examples.bank.Account;
import org.slf4j.Logger;

/** What the comments of {@code arena-actors} may use without declaring it: actors of a bank, and what they say. */
public abstract class ActorSnippetWorld extends SnippetWorld {
    /** What an account is told. */
    public interface Command extends RemoteMessage {}

    /** To pay something in, and to hear that it is safe. */
    public record Deposit(int amount, ActorRef<Safe> replyTo) implements Command {}

    /** It is safe. */
    public record Safe() implements RemoteMessage {}

    /** To pay something in, from anywhere. */
    public record DepositInto(int amount) implements RemoteCommand<Account, Integer> {
        @Override
        public Integer run(Account account, ActorHome home) {
            account.deposit(amount);
            return account.balance();
        }
    }

    /** The system, and an actor in it. */
    protected ActorSystem<?> system;

    /** Of the actor. */
    protected ActorContext<?> context;

    /** What such an actor does. */
    protected Behavior<Command> account;

    /** The actor's arena. */
    protected ActorHome home;

    /** Its account there. */
    protected Ref<Account> mine;

    /** What it has got. */
    protected Deposit deposit;

    /** Accounts in a cluster. */
    protected EntityTypeKey<Command> key;

    /** What is kept of one. */
    protected ArenaState<Account> state;

    /** How one behaves. */
    protected ArenaEntity<Command, Account> accounts;

    /** One of them. */
    protected ArenaEntityContext<Command> entity;

    /** Where something is told. */
    protected Logger log;
}
