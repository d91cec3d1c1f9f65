package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Terminated;
import akka.actor.typed.delivery.ConsumerController;
import akka.actor.typed.delivery.ProducerController;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The owner's end of a {@link Link} whose calls are to run exactly once: gives them to the owner one by one. */
final class Inbox extends AbstractBehavior<Inbox.Command> {
    /*
     * A call is confirmed once its answer is in the other flow. Between here and the owner, in one system, a message can be
     * dropped by a bounded mailbox or by a supervisor that waits before a restart: so it is sent again at every tick, always
     * the same object, which the owner runs once.
     */
    private final ActorRef<?> owner;
    private final RemoteConnect connection;
    private final RemoteCalls calls;
    private final Queue<RemoteReply> unsent = new ArrayDeque<>();
    private @Nullable ActorRef<RemoteReply> demand;
    private ConsumerController.@Nullable Delivery<RemoteCall> current;
    private @Nullable RemoteCall atOwner;

    /** What it is told. */
    sealed interface Command permits Delivered, Next, Tick, RemoteReply {}

    record Delivered(ConsumerController.Delivery<RemoteCall> delivery) implements Command {}

    record Next(ProducerController.RequestNext<RemoteReply> request) implements Command {}

    enum Tick implements Command {
        TICK,
        CLOSE
    }

    private Inbox(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ActorRef<?> owner,
            RemoteConnect connection,
            RemoteCalls calls) {
        super(context);
        this.owner = owner;
        this.connection = connection;
        this.calls = calls;
        context.watch(owner);
        if (calls.nodes().canWatch(connection.link)) {
            context.watch(connection.link);
        }
        timers.startTimerWithFixedDelay(Tick.TICK, calls.settings().resendInterval());
        ActorRef<ConsumerController.Command<RemoteCall>> consumer =
                context.spawn(ConsumerController.<RemoteCall>create(), "calls");
        ActorRef<ProducerController.Command<RemoteReply>> producer = context.spawn(
                ProducerController.create(
                        RemoteReply.class, context.getSelf().path().toString(), Optional.empty()),
                "answers");
        context.watch(consumer);
        context.watch(producer);
        consumer.tell(new ConsumerController.Start<>(
                context.messageAdapter(ConsumerController.<RemoteCall>deliveryClass(), Delivered::new)));
        consumer.tell(new ConsumerController.RegisterToProducerController<>(connection.calls));
        producer.tell(new ProducerController.Start<>(
                context.messageAdapter(ProducerController.<RemoteReply>requestNextClass(), Next::new)));
        producer.tell(new ProducerController.RegisterConsumer<>(connection.answers));
    }

    static Behavior<Command> create(ActorRef<?> owner, RemoteConnect connection, RemoteCalls calls) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new Inbox(context, timers, owner, connection, calls)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Delivered.class, this::delivered)
                .onMessage(RemoteReply.class, this::answered)
                .onMessage(Next.class, this::next)
                .onMessageEquals(Tick.TICK, this::tick)
                .onMessageEquals(Tick.CLOSE, Behaviors::stopped)
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .onSignal(PostStop.class, stopped -> stopped())
                .build();
    }

    private Behavior<Command> delivered(Delivered delivered) {
        current = delivered.delivery();
        atOwner = current.message().onceFor(getContext().getSelf().narrow());
        return tick();
    }

    private Behavior<Command> tick() {
        if (atOwner != null) {
            owner.unsafeUpcast().tell(atOwner);
        }
        return this;
    }

    private Behavior<Command> answered(RemoteReply reply) {
        if (current == null || atOwner == null || atOwner.number != reply.call()) {
            return this;
        }
        unsent.add(reply);
        current.confirmTo().tell(ConsumerController.confirmed());
        current = null;
        atOwner = null;
        return sendWanted();
    }

    private Behavior<Command> next(Next next) {
        demand = next.request().sendNextTo();
        return sendWanted();
    }

    private Behavior<Command> sendWanted() {
        if (demand != null && !unsent.isEmpty()) {
            demand.tell(unsent.remove());
            demand = null;
        }
        return this;
    }

    private Behavior<Command> stopped() {
        calls.disconnected(connection);
        return this;
    }
}
