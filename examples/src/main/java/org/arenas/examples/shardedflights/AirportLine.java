package org.arenas.examples.shardedflights;

import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.util.List;
import org.arenas.examples.shardedflights.FlightPlan.Step;

/** How far the feeder is with the events of one airport. Belongs to the feeder. */
final class AirportLine {
    /*
     *        heard, safe         next        most
     *   ---------|----------------|-----------|--------------->  events of the airport
     *    done    |   on their way | to be sent again
     *
     * Never more than WINDOW are on their way: what a connection keeps while it is slow has an end, and so has what the
     * airport keeps to answer again.
     */
    private static final int WINDOW = 16;

    private final EntityRef<AirportMessage> airport;
    private final List<Step> steps;
    private final Departures departures;
    private long heard;
    private long safe;
    private int next;
    private int most;
    private long wanted;
    private int quietTicks;

    AirportLine(EntityRef<AirportMessage> airport, List<Step> steps, Departures departures) {
        this.airport = airport;
        this.steps = steps;
        this.departures = departures;
    }

    EntityRef<AirportMessage> airport() {
        return airport;
    }

    /** Whether the next event can be sent now. */
    boolean maySend() {
        return next < steps.size()
                && next < done() + WINDOW
                && (step().isDeparture() || departures.isKnown(step().index()));
    }

    /** The next event. */
    Step step() {
        return steps.get(next);
    }

    /** The event with this number. */
    Step step(long number) {
        return steps.get(Math.toIntExact(number - 1));
    }

    /** The number of the next event. */
    long number() {
        return next + 1L;
    }

    /** The next event was sent. {@return whether that was not for the first time} */
    boolean sent() {
        next++;
        if (next <= most) {
            return true;
        }
        most = next;
        return false;
    }

    /** Up to which number all answers are known; arrivals have none. */
    long heard() {
        while (heard < steps.size()) {
            Step step = steps.get((int) heard);
            if (step.isDeparture() && !departures.isKnown(step.index())) {
                break;
            }
            heard++;
        }
        return heard;
    }

    private long done() {
        return Math.min(safe, heard());
    }

    /** All up to this number are safe. {@return how many of them were not known to be} */
    long safe(long number) {
        long more = Math.max(0, number - safe);
        safe += more;
        if (more > 0) {
            quietTicks = 0;
        }
        return more;
    }

    boolean isSafe(long number) {
        return number <= safe;
    }

    /** The airport wants an event that was sent. It says so for each later one that comes, and is heard once. */
    void wants(long number) {
        if (number != wanted && number <= next) {
            wanted = number;
            next = Math.toIntExact(number - 1);
        }
    }

    /** Whether the airport has said nothing of what was sent for so long. Then all that is not done is to be sent again. */
    boolean isStuck(int patienceTicks) {
        wanted = 0;
        if (next <= done() || ++quietTicks < patienceTicks) {
            return false;
        }
        quietTicks = 0;
        next = Math.toIntExact(done());
        return true;
    }
}
