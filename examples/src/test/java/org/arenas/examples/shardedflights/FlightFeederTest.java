package org.arenas.examples.shardedflights;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.arenas.examples.flights.Airport;
import org.arenas.examples.flights.Flight;
import org.arenas.examples.flights.FlightsExample;
import org.arenas.examples.shardedflights.AirportMessage.FeederMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FlightFeederTest {
    private final ActorSystem<Void> system = ActorSystem.create(
            Behaviors.empty(),
            "feeding",
            ConfigFactory.parseString("akka.actor.provider = local, akka.loglevel = ERROR")
                    .withFallback(ConfigFactory.load()));

    @AfterEach
    void close() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("no lost message and no dead node shows in the result")
    void shouldEqualTheReplayWithFrailAirports() throws Exception {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        List<Flight> flights = Flight.all().subList(0, 1_000);
        FlightFeeder.Progress progress = new FlightFeeder.Progress();
        ActorRef<FeederMessage> unused = system.systemActorOf(
                FlightFeeder.create(
                        new FlightPlan(flights),
                        code -> TestEntityRef.of(
                                AirportEntity.KEY,
                                code,
                                system.systemActorOf(FrailAirport.create(code, random.split()), code, Props.empty())),
                        progress,
                        Duration.ofMillis(5)),
                "feeder",
                Props.empty());

        FlightFeeder.Outcome outcome = progress.done().get(50, TimeUnit.SECONDS);
        List<Airport> actual = outcome.airports().values().stream()
                .map(seen -> new Airport(seen.airport(), seen.state()))
                .toList();
        assertThat(FlightsExample.isSame(FlightsExample.replay(flights, 1), actual))
                .as("-Darenas.test.seed=%d", seed)
                .isTrue();
        assertThat(outcome.again())
                .as("sent again, -Darenas.test.seed=%d", seed)
                .isGreaterThan(100);
    }
}
