package org.arenas.examples.backpressure;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import java.util.ArrayList;
import java.util.List;
import org.arenas.Ref;
import org.arenas.actors.ArenaBehaviors;
import org.arenas.actors.ArenaMailboxes;
import org.arenas.actors.ArenasExtension;
import org.arenas.actors.MailboxMetrics;
import org.arenas.examples.flights.Flight;

/**
 * Tells how late the flights between two airports were. It goes through all flights for that, so that it has a speed. When its
 * mailbox is half full it says that it is busy, which takes no time; when it is full, a request is lost.
 */
final class DelayService {
    /** The most requests that wait. To be spawned with {@link ArenaMailboxes#bounded(int)}. */
    static final int CAPACITY = 64;

    private static final int BUSY = CAPACITY / 2;

    private DelayService() {}

    record Request(String origin, String destination, ActorRef<StatusReply<Answer>> replyTo) {}

    record Answer(int flights, double meanDelay) {}

    static Behavior<Request> create(List<Flight> flights) {
        return ArenaBehaviors.owning(home -> {
            Ref<List<Flight>> mine = home.own(new ArrayList<>(flights));
            return Behaviors.setup(context -> {
                ArenasExtension arenas = ArenasExtension.get(context.getSystem());
                return Behaviors.receiveMessage(request -> {
                    int waiting = arenas.mailbox(context.getSelf())
                            .map(MailboxMetrics::size)
                            .orElse(0);
                    request.replyTo()
                            .tell(
                                    waiting > BUSY
                                            ? StatusReply.error("busy: waiting=" + waiting)
                                            : StatusReply.success(
                                                    answer(home.get(mine), request.origin(), request.destination())));
                    return Behaviors.same();
                });
            });
        });
    }

    static Answer answer(List<Flight> flights, String origin, String destination) {
        int count = 0;
        long minutes = 0;
        for (Flight flight : flights) {
            if (flight.origin().equals(origin) && flight.destination().equals(destination)) {
                count++;
                minutes += flight.delayMinutes();
            }
        }
        return new Answer(count, count == 0 ? 0 : (double) minutes / count);
    }
}
