package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import org.arenas.Home;
import org.arenas.HostedTurn;
import org.arenas.RefId;
import org.arenas.Shareable;
import org.arenas.error.ArenaException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.MovedException;
import org.arenas.error.StaleReferenceException;
import org.jspecify.annotations.Nullable;

/** A command on its way to the owner of its object, who runs it. */
final class RemoteCall extends OwnerMessage {
    /*
     * The whole run is one task of the actor's interpreter: the object is looked up, the command run, its result checked and,
     * if it goes to another node, serialised, all with the arena held. Nothing of this fails the actor, but for errors of the
     * JVM itself.
     */

    /** Which of the caller's calls. */
    @JsonProperty
    final long number;

    @JsonProperty
    final long arena;

    @JsonProperty
    final int slot;

    @JsonProperty
    final long generation;

    @JsonProperty
    final Parcel command;

    @JsonProperty
    final ActorRef<RemoteReply> replyTo;

    /** Of a call that may reach the owner several times and is to run once: what became of it. Never leaves the node. */
    private final @Nullable Ticket ticket;

    /** Shared by all copies of one call. Guarded by the owner: only its thread of the moment uses it. */
    private static final class Ticket {
        @Nullable
        RemoteReply reply;
    }

    @JsonCreator
    RemoteCall(
            @JsonProperty("number") long number,
            @JsonProperty("arena") long arena,
            @JsonProperty("slot") int slot,
            @JsonProperty("generation") long generation,
            @JsonProperty("command") Parcel command,
            @JsonProperty("replyTo") ActorRef<RemoteReply> replyTo) {
        this(number, new RefId(arena, slot, generation), command, replyTo, null);
    }

    private RemoteCall(
            long number, RefId target, Parcel command, ActorRef<RemoteReply> replyTo, @Nullable Ticket ticket) {
        this.number = number;
        this.arena = target.arena();
        this.slot = target.slot();
        this.generation = target.generation();
        this.command = command;
        this.replyTo = replyTo;
        this.ticket = ticket;
    }

    static RemoteCall of(long number, RefId target, Parcel command, ActorRef<RemoteReply> replyTo) {
        return new RemoteCall(number, target, command, replyTo, null);
    }

    /** The same call, answered to somebody else, and run once however often this one object is sent. */
    RemoteCall onceFor(ActorRef<RemoteReply> other) {
        return new RemoteCall(number, target(), command, other, new Ticket());
    }

    private RefId target() {
        return new RefId(arena, slot, generation);
    }

    // ---------------------------------------------------------------- at the owner

    @Override
    void reach(ActorArena owner) {
        Ticket once = ticket;
        if (once != null && once.reply != null) {
            replyTo.tell(once.reply);
            return;
        }
        boolean entered;
        try {
            entered = owner.enter();
        } catch (ArenaException e) {
            answer(stale(String.valueOf(e.getMessage()), owner.extension().system()));
            return;
        }
        try {
            runHolding(owner);
        } finally {
            owner.leave(entered, null);
        }
    }

    private void runHolding(ActorArena owner) {
        ActorSystem<?> system = owner.extension().system();
        Home home = owner.home().borrow();
        Object target;
        try {
            target = home.get(home.resolve(target()));
        } catch (StaleReferenceException | MovedException e) {
            answer(stale(String.valueOf(e.getMessage()), system));
            return;
        } catch (ForeignReferenceException e) {
            answer(stale("the owner has another arena now: arena=" + home.arena(), system));
            return;
        }
        try {
            Object result = commandIn(system).run(target, owner.home());
            endTask(owner, null);
            Parcel parcel = Parcel.of(Shareable.cross(result, owner), system);
            answer(new RemoteReply(number, RemoteReply.Outcome.RESULT, travels() ? parcel.seal() : parcel));
        } catch (Throwable e) {
            endTask(owner, e);
            answer(failed(e, system));
            if (e instanceof VirtualMachineError fatal) {
                throw fatal;
            }
        }
    }

    @SuppressWarnings("unchecked") // A reference of another type than its object's fails in the command, with a cast.
    private RemoteCommand<Object, ?> commandIn(ActorSystem<?> system) throws IOException {
        if (command.open(system) instanceof RemoteCommand<?, ?> opened) {
            return (RemoteCommand<Object, ?>) opened;
        }
        throw new IOException("what came is no command");
    }

    /** Borrows that the command has left open are its failure, not the actor's. */
    private static void endTask(ActorArena owner, @Nullable Throwable failure) {
        HostedTurn turn = owner.turn();
        if (turn == null) {
            return;
        }
        try {
            turn.endTask();
        } catch (ArenaException leak) {
            if (failure == null) {
                throw leak;
            }
            failure.addSuppressed(leak);
        }
    }

    private boolean travels() {
        return command.isSealed() || Nodes.isElsewhere(replyTo);
    }

    private RemoteReply stale(String why, ActorSystem<?> system) {
        return new RemoteReply(number, RemoteReply.Outcome.STALE, Parcel.of(why, system));
    }

    private RemoteReply failed(Throwable failure, ActorSystem<?> system) {
        Parcel parcel = Parcel.of(failure, system);
        if (travels()) {
            try {
                parcel.seal();
            } catch (Exception | LinkageError e) {
                parcel = Parcel.of(RemoteReply.Described.of(failure), system);
            }
        }
        return new RemoteReply(number, RemoteReply.Outcome.FAILURE, parcel);
    }

    private void answer(RemoteReply reply) {
        if (ticket != null) {
            ticket.reply = reply;
        }
        replyTo.tell(reply);
    }
}
