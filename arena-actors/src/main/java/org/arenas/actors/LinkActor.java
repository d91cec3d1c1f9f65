package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.delivery.ProducerController;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/** Sends the calls of one {@link Link}, and takes their answers. */
final class LinkActor extends AbstractBehavior<LinkActor.Command> {
    /*
     * At most once    the command is sent to the owner, once.
     * At least once   and again at every tick until the call is gone.
     * Exactly once    the command goes into a flow of Akka's reliable delivery, and the answer comes out of another one:
     *
     *                   this → ProducerController → ConsumerController → Inbox → owner
     *                   this ← ConsumerController ← ProducerController ← Inbox ← owner
     *
     *                 made by the first such call: this node's halves here, the others when the owner's node gets a
     *                 RemoteConnect, which is sent at every tick until the first demand comes from there.
     *
     * The end of the owner fails all calls; so does that of its node. Where Akka does not watch other nodes, the owner is asked
     * at every tick whether it is there. A link without calls for a while ends itself.
     */
    private final Link link;
    private final ActorRef<?> owner;
    private final RemoteCalls calls;
    private final akka.actor.ActorRef watch;
    private final Queue<Link.Call> unsent = new ArrayDeque<>();
    private @Nullable RemoteConnect connection;
    private @Nullable ActorRef<RemoteCall> demand;
    private boolean connected;
    private long lastUse = System.nanoTime();

    /** What it is told. */
    sealed interface Command permits Begin, TimedOut, Tick, OwnerGone, Next, Answer, RemoteReply {}

    record Begin(Link.Call call) implements Command {}

    record TimedOut(Link.Call call) implements Command {}

    enum Tick implements Command {
        TICK
    }

    record OwnerGone(boolean withItsNode) implements Command {}

    record Next(ProducerController.RequestNext<RemoteCall> request) implements Command {}

    record Answer(ConsumerController.Delivery<RemoteReply> delivery) implements Command {}

    private LinkActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Link link,
            ActorRef<?> owner,
            RemoteCalls calls) {
        super(context);
        this.link = link;
        this.owner = owner;
        this.calls = calls;
        ActorRef<Command> self = context.getSelf();
        this.watch = Adapter.actorOf(
                context,
                OwnerWatch.props(
                        Adapter.toClassic(owner),
                        calls.nodes().canWatch(owner),
                        withItsNode -> self.tell(new OwnerGone(withItsNode))));
        timers.startTimerWithFixedDelay(Tick.TICK, calls.settings().resendInterval());
    }

    static Behavior<Command> create(Link link, ActorRef<?> owner, RemoteCalls calls) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new LinkActor(context, timers, link, owner, calls)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Begin.class, begin -> begin(begin.call()))
                .onMessage(RemoteReply.class, this::answered)
                .onMessage(TimedOut.class, timedOut -> timedOut(timedOut.call()))
                .onMessage(Next.class, this::next)
                .onMessage(Answer.class, this::delivered)
                .onMessage(Tick.class, tick -> tick())
                .onMessage(OwnerGone.class, this::ownerGone)
                .onSignal(PostStop.class, stopped -> ended())
                .build();
    }

    // ---------------------------------------------------------------- calls

    private Behavior<Command> begin(Link.Call call) {
        lastUse = System.nanoTime();
        call.timer = getContext().scheduleOnce(call.timeout, getContext().getSelf(), new TimedOut(call));
        switch (call.delivery) {
            case AT_MOST_ONCE -> {
                if (!failIfUnreachable(call)) {
                    send(call);
                }
            }
            case AT_LEAST_ONCE -> send(call);
            case EXACTLY_ONCE -> {
                unsent.add(call);
                connect();
                sendWanted();
            }
        }
        return this;
    }

    private void send(Link.Call call) {
        call.sentNanos = System.nanoTime();
        owner.unsafeUpcast().tell(message(call));
    }

    private RemoteCall message(Link.Call call) {
        return RemoteCall.of(
                call.number, call.ref.id(), call.command, getContext().getSelf().narrow());
    }

    private Behavior<Command> answered(RemoteReply reply) {
        Link.Call call = take(reply.call());
        if (call != null) {
            calls.complete(call, reply);
        }
        return this;
    }

    private Behavior<Command> timedOut(Link.Call call) {
        String node = calls.nodes().isUnreachable(owner) ? ", and the node is unreachable: " + Nodes.of(owner) : "";
        if (call.delivery == Delivery.EXACTLY_ONCE) {
            unsent.remove(call);
        }
        fail(call, "no answer in time: waited=" + Durations.text(call.timeout.toNanos()) + node);
        return this;
    }

    /** Whoever gets the call here completes it. */
    private Link.@Nullable Call take(long number) {
        lastUse = System.nanoTime();
        Link.Call call = link.remove(number);
        if (call != null && call.timer != null) {
            call.timer.cancel();
        }
        return call;
    }

    private boolean failIfUnreachable(Link.Call call) {
        boolean unreachable = calls.nodes().isUnreachable(owner);
        if (unreachable) {
            fail(call, "the node is unreachable: " + Nodes.of(owner));
        }
        return unreachable;
    }

    private void fail(Link.Call call, String why) {
        Link.Call taken = take(call.number);
        if (taken != null) {
            calls.unreachable(taken, why);
        }
    }

    // ---------------------------------------------------------------- exactly once

    private void connect() {
        if (connection != null) {
            return;
        }
        ActorContext<Command> context = getContext();
        ActorRef<ProducerController.Command<RemoteCall>> producer = context.spawn(
                ProducerController.create(
                        RemoteCall.class, context.getSelf().path().toString(), Optional.empty()),
                "calls");
        ActorRef<ConsumerController.Command<RemoteReply>> consumer =
                context.spawn(ConsumerController.<RemoteReply>create(), "answers");
        // Should one of them fail, so does this, and with it every call.
        context.watch(producer);
        context.watch(consumer);
        producer.tell(new ProducerController.Start<>(
                context.messageAdapter(ProducerController.<RemoteCall>requestNextClass(), Next::new)));
        consumer.tell(new ConsumerController.Start<>(
                context.messageAdapter(ConsumerController.<RemoteReply>deliveryClass(), Answer::new)));
        RemoteConnect made = new RemoteConnect(context.getSelf(), producer, consumer, true);
        connection = made;
        owner.unsafeUpcast().tell(made);
    }

    private Behavior<Command> next(Next next) {
        connected = true;
        demand = next.request().sendNextTo();
        sendWanted();
        return this;
    }

    private void sendWanted() {
        while (demand != null && !unsent.isEmpty()) {
            Link.Call call = unsent.remove();
            if (link.isOpen(call)) {
                demand.tell(message(call));
                demand = null;
            }
        }
    }

    private Behavior<Command> delivered(Answer answer) {
        answered(answer.delivery().message());
        answer.delivery().confirmTo().tell(ConsumerController.confirmed());
        return this;
    }

    // ---------------------------------------------------------------- as time goes by

    private Behavior<Command> tick() {
        boolean isIdle = link.isIdle();
        if (isIdle
                && System.nanoTime() - lastUse > calls.settings().idleTimeout().toNanos()
                && link.closeIfIdle()) {
            return Behaviors.stopped();
        }
        if (isIdle) {
            return this;
        }
        for (Link.Call call : link.calls()) {
            // One without a timer has not come here yet.
            if (call.timer == null) {
                continue;
            }
            switch (call.delivery) {
                case AT_MOST_ONCE -> failIfUnreachable(call);
                case AT_LEAST_ONCE -> sendIfDue(call);
                case EXACTLY_ONCE -> {}
            }
        }
        if (connection != null && !connected) {
            owner.unsafeUpcast().tell(connection);
        }
        if (!calls.nodes().canWatch(owner)) {
            watch.tell(OwnerWatch.Command.PROBE, akka.actor.ActorRef.noSender());
        }
        return this;
    }

    private void sendIfDue(Link.Call call) {
        if (System.nanoTime() - call.sentNanos
                >= calls.settings().resendInterval().toNanos()) {
            send(call);
        }
    }

    private Behavior<Command> ownerGone(OwnerGone gone) {
        connection = null;
        for (Link.Call call : link.close()) {
            if (gone.withItsNode()) {
                calls.unreachable(call, "the node is gone: " + Nodes.of(owner));
            } else {
                calls.stale(call, "its actor has ended");
            }
        }
        return Behaviors.stopped();
    }

    private Behavior<Command> ended() {
        calls.forget(owner, link);
        if (connection != null) {
            owner.unsafeUpcast().tell(connection.closing());
        }
        link.close().forEach(call -> calls.unreachable(call, "the caller's end of the link is gone"));
        return this;
    }
}
