package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.Shareable;
import org.arenas.error.ArenaException;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The remote calls of a system: those that it makes, and those that come in to run exactly once.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 */
final class RemoteCalls {
    /*
     * links    by owner; written when the first call to an owner is made, and when its link ends
     * inboxes  by the link of the caller; written when an owner is asked for exactly-once delivery, and when that ends
     * Calls of different owners have nothing in common but a read of these maps.
     */
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRef.class);

    /** Akka's scheduler takes no more. */
    private static final Duration LONGEST = Duration.ofDays(100);

    private final ActorSystem<?> system;
    private final Nodes nodes;
    private final RemoteSettings settings;
    private final Executor executor;
    private final Map<ActorRef<?>, Link> links = new ConcurrentHashMap<>();
    private final Map<ActorRef<?>, ActorRef<Inbox.Command>> inboxes = new ConcurrentHashMap<>();
    private final AtomicLong namesGiven = new AtomicLong();

    RemoteCalls(ActorSystem<?> system) {
        this.system = system;
        this.nodes = new Nodes(system);
        this.settings = RemoteSettings.of(system.settings().config());
        this.executor = system.executionContext();
    }

    Nodes nodes() {
        return nodes;
    }

    RemoteSettings settings() {
        return settings;
    }

    // ---------------------------------------------------------------- calls from here

    @SuppressWarnings("unchecked") // What a command returns is an R.
    <R extends @Nullable Object> CompletionStage<R> call(
            RemoteRef<?> ref, RemoteCommand<?, R> command, Delivery delivery, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: timeout=" + timeout);
        }
        Shareable.cross(command, ref);
        Parcel parcel = Parcel.of(command, system);
        String name = command.getClass().getName();
        Duration limit = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        Link.Call call = new Link.Call(ref, parcel, name, delivery, limit);
        CompletionStage<R> stage = (CompletionStage<R>) call.answer.minimalCompletionStage();
        try {
            if (Nodes.isElsewhere(ref.owner()) || (delivery == Delivery.EXACTLY_ONCE && settings.cutsExactlyOnce())) {
                parcel.seal();
            }
            begin(call);
        } catch (Exception e) {
            call.answer.completeExceptionally(e);
        }
        return stage;
    }

    private void begin(Link.Call call) {
        while (true) {
            Link link;
            try {
                link = links.computeIfAbsent(call.ref.owner(), this::open);
            } catch (IllegalStateException e) {
                unreachable(call, "the caller's actor system ends");
                return;
            }
            if (link.add(call)) {
                link.actor().tell(new LinkActor.Begin(call));
                return;
            }
            links.remove(call.ref.owner(), link);
        }
    }

    private Link open(ActorRef<?> owner) {
        Link link = new Link();
        link.setActor(system.systemActorOf(LinkActor.create(link, owner, this), name("link"), Props.empty()));
        return link;
    }

    private String name(String kind) {
        return "arenas-" + kind + "-" + namesGiven.incrementAndGet();
    }

    void forget(ActorRef<?> owner, Link link) {
        links.remove(owner, link);
    }

    void complete(Link.Call call, RemoteReply reply) {
        elsewhere(() -> {
            try {
                Object content = reply.content().open(system);
                switch (reply.outcome()) {
                    case RESULT -> call.answer.complete(content);
                    case FAILURE -> call.answer.completeExceptionally(failure(call, content));
                    case STALE ->
                        call.answer.completeExceptionally(
                                Violations.staleRemote(call.ref.toString(), String.valueOf(content), call.name));
                }
            } catch (Throwable e) {
                call.answer.completeExceptionally(e);
            }
        });
    }

    private static Throwable failure(Link.Call call, @Nullable Object content) {
        if (content instanceof Throwable thrown) {
            return thrown;
        }
        if (content instanceof RemoteReply.Described told) {
            return new RemoteFailureException(
                    told.type(), told.message(), told.where(), call.ref.toString(), call.name);
        }
        return new IllegalStateException("failure is none: content=" + content);
    }

    void stale(Link.Call call, String why) {
        fail(call, Violations.staleRemote(call.ref.toString(), why, call.name));
    }

    void unreachable(Link.Call call, String why) {
        fail(call, Violations.unreachableOwner(call.ref.toString(), why, call.name, call.delivery.toString()));
    }

    private void fail(Link.Call call, ArenaException failure) {
        elsewhere(() -> call.answer.completeExceptionally(failure));
    }

    /** What depends on the stage is the user's code, and must not run in an actor of ours. */
    private void elsewhere(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    // ---------------------------------------------------------------- calls from elsewhere, exactly once

    void connect(RemoteConnect connection, ActorRef<?> owner) {
        if (connection.open) {
            try {
                inboxes.computeIfAbsent(
                        connection.link,
                        link -> system.systemActorOf(
                                Inbox.create(owner, connection, this), name("inbox"), Props.empty()));
            } catch (IllegalStateException e) {
                LOG.debug("no calls are taken any more, the actor system ends: owner={}", owner, e);
            }
        } else {
            ActorRef<Inbox.Command> inbox = inboxes.get(connection.link);
            if (inbox != null) {
                inbox.tell(Inbox.Tick.CLOSE);
            }
        }
    }

    void disconnected(RemoteConnect connection) {
        inboxes.remove(connection.link);
    }

    /** Whether nothing is kept for any owner or caller. */
    boolean isIdle() {
        return links.isEmpty() && inboxes.isEmpty();
    }
}
