package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * The arenas of an actor system: an Akka extension, configured under {@code arenas} in {@code reference.conf}.
 *
 * <pre>{@code
 * for (ArenasExtension.Entry entry : ArenasExtension.get(system).actors()) {
 *     log.info("{} {}", entry.actor(), entry.interpreter().arena().counters());
 * }
 * }</pre>
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
public final class ArenasExtension implements Extension {
    /*
     * live        every actor with an arena, by its reference, from its start to its end
     * restarting  those that were told to restart and have not started again; they are in live, too
     * expected    the ends of actors that are watched and have no arena: until one starts that has, or one ends
     * All are written when actors start, restart, end or are watched, never for a message.
     */
    private static final Id ID = new Id();

    /** The stubs of Akka's synchronous test kit have no extensions: each of their actors gets one. */
    private static final Map<ActorContext<?>, ArenasExtension> OF_STUBS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final ActorSystem<?> system;
    private final boolean isStub;
    private final ActorArenaSettings defaults;
    private final MessageChecks messages = new MessageChecks();
    private final Map<ActorRef<?>, ActorArena> live = new ConcurrentHashMap<>();
    private final Map<ActorRef<?>, ActorArena> restarting = new ConcurrentHashMap<>();
    private final Map<ActorRef<?>, Queue<CompletableFuture<ActorEnd>>> expected = new ConcurrentHashMap<>();
    private final RemoteCalls remote;
    private @Nullable ActorRef<Keeper.Watch> keeper;

    /**
     * An actor that has an arena.
     *
     * @param actor which
     * @param interpreter what it is in the model
     * @param mailbox what its mailbox has counted, if it is one of {@link ArenaMailboxes}
     */
    public record Entry(ActorRef<?> actor, Interpreter interpreter, Optional<MailboxMetrics> mailbox) {}

    private static final class Id extends ExtensionId<ArenasExtension> {
        @Override
        public ArenasExtension createExtension(ActorSystem<?> system) {
            return new ArenasExtension(system, false);
        }
    }

    private ArenasExtension(ActorSystem<?> system, boolean isStub) {
        this.system = system;
        this.isStub = isStub;
        this.defaults = ActorArenaSettings.of(system.settings().config());
        this.remote = new RemoteCalls(system);
        MessageChecks.registerRef(system.ignoreRef());
        if (!isStub) {
            mailboxRegistry().onDropped(this::dropped);
        }
    }

    private void dropped(ActorRef<?> receiver, Object message) {
        ActorArena arena = live.get(receiver);
        if (arena != null) {
            arena.processed(message);
        }
    }

    /**
     * {@return the extension of a system, which is made by the first who asks for it}
     *
     * @param system an actor system
     */
    public static ArenasExtension get(ActorSystem<?> system) {
        return system.registerExtension(ID);
    }

    static ArenasExtension of(ActorContext<?> context) {
        try {
            return get(context.getSystem());
        } catch (UnsupportedOperationException e) {
            return OF_STUBS.computeIfAbsent(context, stub -> new ArenasExtension(stub.getSystem(), true));
        }
    }

    /** {@return the actors of this system that have an arena, in no order} A moment later they may be others. */
    public List<Entry> actors() {
        return live.values().stream()
                .map(arena -> new Entry(arena.self(), arena.interpreter(), mailbox(arena.self())))
                .toList();
    }

    /**
     * {@return the interpreter that an actor is, if it is one of this system with an arena}
     *
     * @param actor any actor
     */
    public Optional<Interpreter> interpreter(ActorRef<?> actor) {
        return Optional.ofNullable(live.get(actor)).map(ActorArena::interpreter);
    }

    /**
     * {@return what the mailbox of an actor has counted, if it is one of {@link ArenaMailboxes}, in this system}
     *
     * @param actor any actor, with an arena or not
     */
    public Optional<MailboxMetrics> mailbox(ActorRef<?> actor) {
        return isStub ? Optional.empty() : mailboxRegistry().metrics(actor);
    }

    /** {@return what the {@linkplain ArenaMailboxes metered mailboxes} of this system have counted, in no order} */
    public List<MailboxMetrics> mailboxes() {
        return isStub ? List.of() : mailboxRegistry().metrics();
    }

    private MailboxRegistry mailboxRegistry() {
        return MailboxRegistry.of(Adapter.toClassic(system));
    }

    /** {@return the settings of actors that give none of their own} */
    public ActorArenaSettings defaults() {
        return defaults;
    }

    boolean isStub() {
        return isStub;
    }

    ActorSystem<?> system() {
        return system;
    }

    RemoteCalls remote() {
        return remote;
    }

    MessageChecks messages() {
        return messages;
    }

    @Nullable
    ActorArena live(ActorRef<?> actor) {
        return live.get(actor);
    }

    /** The arena of an actor whose behavior is about to start, for the first time or again. */
    ActorArena adopt(ActorRef<?> self, ActorArenaSettings settings) {
        ActorArena kept = restarting.remove(self);
        if (kept != null && kept.startAgain()) {
            return kept;
        }
        ActorArena made = new ActorArena(this, self, settings);
        if (kept != null) {
            live.remove(self, kept);
            made.tellsEndOf(kept);
        }
        if (live.putIfAbsent(self, made) != null) {
            made.interpreter().closeNow();
            throw new IllegalStateException(
                    "actor has an arena already: actor=" + self + "; use ArenaBehaviors.owning(...) once, outermost");
        }
        takeOver(made);
        return made;
    }

    void restarting(ActorArena arena) {
        restarting.put(arena.self(), arena);
        if (!isStub) {
            keeper().tell(new Keeper.Watch(arena));
        }
    }

    private synchronized ActorRef<Keeper.Watch> keeper() {
        ActorRef<Keeper.Watch> present = keeper;
        if (present == null) {
            present = system.systemActorOf(Keeper.create(), "arenas-keeper", Props.empty());
            keeper = present;
        }
        return present;
    }

    /** An actor that was to be restarted has ended instead, or not: it may have been restarted, and ended in good order. */
    void endedUnheard(ActorArena arena) {
        if (restarting.remove(arena.self(), arena)) {
            arena.closeFromOutside();
        }
    }

    /** What completes with the end of an actor: now, if it has an arena; else when it gets one, or was told to have ended. */
    CompletableFuture<ActorEnd> expectEnd(ActorRef<?> actor) {
        CompletableFuture<ActorEnd> end = new CompletableFuture<>();
        expected.compute(actor, (watched, waiting) -> {
            Queue<CompletableFuture<ActorEnd>> all = waiting == null ? new ConcurrentLinkedQueue<>() : waiting;
            all.add(end);
            return all;
        });
        ActorArena arena = live.get(actor);
        if (arena != null) {
            // After it was added, so that an arena that starts meanwhile is seen here or sees it there.
            takeOver(arena);
        }
        return end;
    }

    private void takeOver(ActorArena arena) {
        Queue<CompletableFuture<ActorEnd>> waiting = expected.remove(arena.self());
        if (waiting != null) {
            waiting.forEach(end -> arena.end().thenAccept(end::complete));
        }
    }

    /** Whether nobody but the death watch can tell an actor's end; from now on nobody else does. */
    @SuppressWarnings("CollectionUndefinedEquality") // The same object is meant.
    boolean isExpected(ActorRef<?> actor, CompletableFuture<ActorEnd> end) {
        boolean[] found = new boolean[1];
        expected.computeIfPresent(actor, (watched, waiting) -> {
            found[0] = waiting.removeIf(expectedEnd -> expectedEnd == end);
            return waiting.isEmpty() ? null : waiting;
        });
        return found[0];
    }

    void remove(ActorArena arena) {
        live.remove(arena.self(), arena);
    }
}
