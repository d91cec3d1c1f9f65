package org.arenas.examples.shardedflights;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.sharding.ArenaEntity;
import org.arenas.actors.sharding.ArenaEntityContext;
import org.arenas.examples.shardedflights.AirportMessage.Depart;
import org.arenas.examples.shardedflights.AirportMessage.Departed;
import org.arenas.examples.shardedflights.AirportMessage.Event;
import org.arenas.examples.shardedflights.AirportMessage.Look;
import org.arenas.examples.shardedflights.AirportMessage.Safe;
import org.arenas.examples.shardedflights.AirportMessage.Seen;
import org.arenas.examples.shardedflights.AirportMessage.Wants;
import org.jspecify.annotations.Nullable;

/**
 * An airport as an entity of the cluster. It answers an event at once, and says later that it is safe: an answer that is
 * given, and lost with the node, is the same when the event comes again, because the events before it are the same.
 */
final class AirportEntity {
    static final EntityTypeKey<AirportMessage> KEY = EntityTypeKey.create(AirportMessage.class, "airport");
    static final String ROLE = "airports";

    private final ActorHome home;
    private final ArenaEntityContext<AirportMessage> entity;
    private final Ref<AirportDesk> desk;
    private final String node;
    private final int aircraft;

    private AirportEntity(
            ActorHome home,
            ArenaEntityContext<AirportMessage> entity,
            Ref<AirportDesk> desk,
            String node,
            int aircraft) {
        this.home = home;
        this.entity = entity;
        this.desk = desk;
        this.node = node;
        this.aircraft = aircraft;
    }

    /** The type of the airports. {@code node} names the one that this is, and {@code aircraft} says how much work a flight is. */
    static ArenaEntity<AirportMessage, AirportDesk> type(String node, int aircraft) {
        return ArenaEntity.of(
                        KEY,
                        AirportDesk.kept(),
                        (home, entity, desk) -> new AirportEntity(home, entity, desk, node, aircraft).behavior())
                .withSharding(description -> description.withRole(ROLE));
    }

    private Behavior<AirportMessage> behavior() {
        return Behaviors.receive(AirportMessage.class)
                .onMessage(Event.class, this::happen)
                .onMessage(Look.class, this::look)
                .build();
    }

    private Behavior<AirportMessage> happen(Event event) {
        AirportDesk here = home.get(desk);
        if (here.isAhead(event)) {
            event.replyTo().tell(new Wants(entity.id(), here.last() + 1));
            return Behaviors.same();
        }
        here.process(event, aircraft);
        if (event instanceof Depart) {
            Double originDelay = here.answers().get(event.number());
            // Otherwise the feeder has said that it knows the answer.
            if (originDelay != null) {
                event.replyTo().tell(new Departed(entity.id(), event.number(), originDelay));
            }
        }
        long last = here.last();
        entity.save().whenComplete((nothing, failure) -> safe(event, last, failure));
        return Behaviors.same();
    }

    /** Runs on another thread. An event that is not safe is not answered, and will come again. */
    private void safe(Event event, long last, @Nullable Throwable failure) {
        if (failure == null) {
            event.replyTo().tell(new Safe(entity.id(), last));
        }
    }

    private Behavior<AirportMessage> look(Look look) {
        AirportDesk here = home.get(desk);
        look.replyTo().tell(new Seen(entity.id(), node, here.airport().state(), here.repeated()));
        return Behaviors.same();
    }
}
