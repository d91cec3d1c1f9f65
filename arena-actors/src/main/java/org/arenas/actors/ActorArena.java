package org.arenas.actors;

import akka.actor.typed.ActorRef;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.HostedTurn;
import org.arenas.Interpreter;
import org.arenas.error.ArenaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An actor and the interpreter that it is: the arena, who waits for the actor's answers, and how it ended.
 *
 * <p><b>Thread-safety.</b> Belongs to whatever thread the actor runs on, with Akka's edges from one to the next, but for
 * {@link #interpreter()}, {@link #self()}, {@link #ask}, {@link #end()} and {@link #closeFromOutside}, which anybody may
 * call.
 */
final class ActorArena {
    /*
     * Life.   live → restarting   at PreRestart: kept in the extension until the behavior starts again
     *         restarting → live   at the next start, unless the policy replaces the arena
     *         live → ended        at PostStop, or when the first start fails
     *         restarting → ended  told by the keeper: an actor that waits for its restart does not hear of its end
     */
    private static final Logger LOG = LoggerFactory.getLogger(ActorArena.class);

    private final ArenasExtension extension;
    private final ActorRef<?> self;
    private final ActorArenaSettings settings;
    private final Interpreter interpreter;
    private final ActorHome home;
    private final Queue<PendingAsk> asks = new ConcurrentLinkedQueue<>();
    /** How many asks are in the queue, or about to be: one look for each message. */
    private final AtomicInteger asked = new AtomicInteger();

    private final CompletableFuture<ActorEnd> end = new CompletableFuture<>();
    private @Nullable HostedTurn turn;
    private @Nullable Batch batch;

    /** What the last message ended with. Volatile for the keeper. */
    private volatile @Nullable Throwable failure;

    private boolean restarted;
    private boolean stopsUnheard;

    ActorArena(ArenasExtension extension, ActorRef<?> self, ActorArenaSettings settings) {
        this.extension = extension;
        this.self = self;
        this.settings = settings;
        this.interpreter = Interpreter.builder(self.path().toStringWithoutAddress())
                .homePolicy(settings.home())
                .create();
        this.home = new ActorHome(this);
    }

    Interpreter interpreter() {
        return interpreter;
    }

    ActorRef<?> self() {
        return self;
    }

    ActorArenaSettings settings() {
        return settings;
    }

    ActorHome home() {
        return home;
    }

    ArenasExtension extension() {
        return extension;
    }

    /** The turn of the message that is being processed, or null. */
    @Nullable
    HostedTurn turn() {
        return turn;
    }

    // ---------------------------------------------------------------- around a message

    /** Begins a turn; false inside one, as with signals that a behavior gets in the middle of a message. */
    boolean enter() {
        if (turn != null) {
            return false;
        }
        Batch here = batch();
        HostedTurn kept = here.take(this);
        turn = kept == null ? begin() : kept;
        return true;
    }

    private HostedTurn begin() {
        try {
            return interpreter.enter();
        } catch (ArenaException e) {
            failure = e;
            throw e;
        }
    }

    private Batch batch() {
        Batch last = batch;
        if (last == null || !last.isCurrent()) {
            last = Batch.current();
            batch = last;
        }
        return last;
    }

    /** Begins a turn if the interpreter is not closed: an actor hears of its end even if somebody has closed its arena. */
    boolean enterIfOpen() {
        Throwable last = failure;
        try {
            return enter();
        } catch (ArenaException e) {
            // It ends for another reason.
            failure = last;
            LOG.warn("the arena cannot be held for the actor's last signal: actor={}", this, e);
            return false;
        }
    }

    /**
     * Ends the turn if it was begun here, or leaves it to the next message. Borrows left open fail the message, unless it has
     * failed already.
     */
    void leave(boolean entered, @Nullable Throwable thrown) {
        if (!entered) {
            return;
        }
        if (stopsUnheard) {
            leaveAtEnd(true, true);
            ended();
            return;
        }
        HostedTurn ending = current();
        ArenaException leak = leakOf(ending);
        turn = null;
        if (!batch().keep(this, ending)) {
            ending.close();
        }
        if (leak != null || thrown != null || failure != null) {
            ended(leak, thrown);
        }
    }

    private void ended(@Nullable ArenaException leak, @Nullable Throwable thrown) {
        failure = thrown == null ? leak : thrown;
        if (leak != null) {
            if (thrown == null) {
                throw leak;
            }
            thrown.addSuppressed(leak);
        }
    }

    /** As {@link #leave} after the actor's last signal or the one before its restart: nobody is left to blame. */
    void leaveAtEnd(boolean entered, boolean close) {
        if (!entered) {
            return;
        }
        HostedTurn ending = current();
        ArenaException leak = leakOf(ending);
        if (leak != null) {
            LOG.warn("borrows left open at the end of an actor were closed: actor={}", this, leak);
        }
        if (close) {
            // From a task of its own it does not wait, and this is one.
            interpreter.closeNow();
        }
        turn = null;
        ending.close();
    }

    private HostedTurn current() {
        HostedTurn present = turn;
        if (present == null) {
            throw new IllegalStateException("actor is in no turn: actor=" + this);
        }
        return present;
    }

    /** What a message has left open; out of line, as it hardly ever does. */
    private static @Nullable ArenaException leakOf(HostedTurn ending) {
        try {
            ending.endTask();
            return null;
        } catch (ArenaException e) {
            return e;
        }
    }

    void check(Object message) {
        if (settings.check() != MessageCheck.OFF) {
            extension.messages().check(message, settings.check(), this);
        }
    }

    // ---------------------------------------------------------------- who waits for the actor's answer

    /** Somebody is about to send a message and to wait for its answer. */
    PendingAsk ask(Object message) {
        PendingAsk ask = new PendingAsk(message, interpreter);
        asked.incrementAndGet();
        asks.add(ask);
        // After it was added: the end looks through the queue after it has come.
        if (end.isDone()) {
            ask.receiverEnded();
        }
        return ask;
    }

    /** Whether somebody waits for an answer. */
    boolean isAsked() {
        return asked.get() != 0;
    }

    void forget(PendingAsk ask) {
        asks.remove(ask);
        asked.decrementAndGet();
    }

    /** The actor has processed a message: if its answer is not there yet, who will give it is unknown from now on. */
    void processed(Object message) {
        if (asked.get() != 0) {
            asks.removeIf(ask -> ask.isFor(message));
        }
    }

    // ---------------------------------------------------------------- restart and end

    /** Frees what the policy says, before the behavior starts again. {@return false if another arena is to take its place} */
    boolean startAgain() {
        restarted = true;
        switch (settings.restart()) {
            case KEEP -> {}
            case CLEAR -> {
                try (HostedTurn clearing = interpreter.enter()) {
                    clearing.home().freeAll();
                }
            }
            case REPLACE -> {
                closeArena();
                return false;
            }
        }
        return !interpreter.arena().isClosed();
    }

    private void closeArena() {
        leaveAtEnd(enterIfOpen(), true);
    }

    /** The behavior is to be stopped. {@code PostStop} follows, but not in the synchronous test kit. */
    void stops() {
        stopsUnheard = extension.isStub();
    }

    /** The behavior was told to restart. */
    void restarting() {
        extension.restarting(this);
    }

    /** The behavior did not start, or is not alive. Unless it is to start again, nobody will say that this is the end. */
    void notStarted(@Nullable Throwable thrown) {
        failure = thrown;
        if (restarted) {
            extension.restarting(this);
        } else {
            closeArena();
            ended();
        }
    }

    void ended() {
        extension.remove(this);
        Throwable last = failure;
        end.complete(
                last == null
                        ? new ActorEnd(self, ActorEnd.Reason.STOPPED, Optional.empty())
                        : new ActorEnd(self, ActorEnd.Reason.FAILED, Optional.of(last)));
        asks.forEach(PendingAsk::receiverEnded);
    }

    /** The actor is gone and did not say so. Does not wait for who has the arena now. */
    void closeFromOutside() {
        try {
            interpreter.execute(closing -> closing.interpreter().closeNow());
        } catch (ArenaException e) {
            LOG.debug("arena was closed before: actor={}", this, e);
        }
        ended();
    }

    /** {@return completes when the arena is closed} */
    CompletionStage<ActorEnd> end() {
        return end.minimalCompletionStage();
    }

    /** The actor goes on with this arena: who watches it by the one before hears of its end. */
    void tellsEndOf(ActorArena before) {
        CompletableFuture<Void> unused = end.thenAccept(before.end::complete);
    }

    @Override
    public String toString() {
        return "actor(" + interpreter.arena() + ")";
    }
}
