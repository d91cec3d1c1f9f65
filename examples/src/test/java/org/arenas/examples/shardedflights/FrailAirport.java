package org.arenas.examples.shardedflights;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.util.SplittableRandom;
import org.arenas.actors.sharding.ArenaState;
import org.arenas.examples.shardedflights.AirportMessage.Depart;
import org.arenas.examples.shardedflights.AirportMessage.Departed;
import org.arenas.examples.shardedflights.AirportMessage.Event;
import org.arenas.examples.shardedflights.AirportMessage.FeederMessage;
import org.arenas.examples.shardedflights.AirportMessage.Look;
import org.arenas.examples.shardedflights.AirportMessage.Safe;
import org.arenas.examples.shardedflights.AirportMessage.Seen;
import org.arenas.examples.shardedflights.AirportMessage.Wants;

/** An airport on a node that often dies, behind a connection that loses messages. Its store is all right. */
final class FrailAirport {
    private static final ArenaState<AirportDesk> KEPT = AirportDesk.kept();

    private final String code;
    private final SplittableRandom random;
    private AirportDesk desk;
    private byte[] stored;

    private FrailAirport(String code, SplittableRandom random) throws IOException {
        this.code = code;
        this.random = random;
        this.desk = KEPT.create(code);
        this.stored = KEPT.write(desk);
    }

    static Behavior<AirportMessage> create(String code, SplittableRandom random) {
        return Behaviors.setup(context -> {
            FrailAirport airport = new FrailAirport(code, random);
            return Behaviors.receive(AirportMessage.class)
                    .onMessage(Event.class, event -> {
                        if (!airport.isLost()) {
                            airport.happen(event);
                        }
                        return Behaviors.same();
                    })
                    .onMessage(Look.class, look -> {
                        look.replyTo()
                                .tell(new Seen(
                                        code, "a node", airport.desk.airport().state(), 0));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private boolean isLost() {
        return random.nextInt(10) == 0;
    }

    private void happen(Event event) throws IOException {
        if (random.nextInt(20) == 0) {
            desk = KEPT.read(code, stored);
        }
        if (desk.isAhead(event)) {
            answer(event, new Wants(code, desk.last() + 1));
            return;
        }
        desk.process(event, 1);
        Double originDelay = desk.answers().get(event.number());
        if (event instanceof Depart && originDelay != null) {
            answer(event, new Departed(code, event.number(), originDelay));
        }
        if (random.nextBoolean()) {
            stored = KEPT.write(desk);
            answer(event, new Safe(code, desk.last()));
        }
    }

    private void answer(Event event, FeederMessage message) {
        if (!isLost()) {
            event.replyTo().tell(message);
        }
    }
}
