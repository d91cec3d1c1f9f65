package org.arenas.examples.backpressure;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.arenas.actors.ArenaMailboxes;
import org.arenas.actors.ArenasExtension;
import org.arenas.actors.MailboxMetrics;
import org.arenas.examples.flights.Flight;

/**
 * A service with a bounded mailbox and four clients, once with clients that slow down when it is busy, once with clients that
 * do not. The mailbox keeps its bound in both cases; but the careful clients get all of their answers, and the impatient ones
 * some.
 */
public final class BackpressureExample {
    private static final int CLIENTS = 4;
    private static final int REQUESTS = 2_000;
    private static final int PATIENCE_SECONDS = 60;

    /** What one run comes to. */
    record Outcome(List<Client.Report> clients, MailboxMetrics mailbox, long millis) {
        int answered() {
            return clients.stream().mapToInt(Client.Report::answered).sum();
        }

        int refused() {
            return clients.stream().mapToInt(Client.Report::refused).sum();
        }

        int lost() {
            return clients.stream().mapToInt(Client.Report::lost).sum();
        }

        int asked() {
            return answered() + refused() + lost();
        }

        double minutes() {
            return clients.stream().mapToDouble(Client.Report::minutes).sum();
        }

        double window() {
            return clients.stream().mapToDouble(Client.Report::window).sum();
        }
    }

    private BackpressureExample() {}

    /** Runs on the standard output. */
    public static void main(String[] args) {
        run(System.out, REQUESTS);
    }

    static void run(PrintStream out, int requests) {
        out.println("clients      asked  answered  busy  lost  most waiting  windows at the end");
        print(out, "careful", outcome(requests, true));
        print(out, "impatient", outcome(requests, false));
    }

    private static void print(PrintStream out, String who, Outcome outcome) {
        out.println(String.format(
                Locale.ROOT,
                "%-10s %7d %9d %5d %5d %13d %19.1f",
                who,
                outcome.asked(),
                outcome.answered(),
                outcome.refused(),
                outcome.lost(),
                outcome.mailbox().most(),
                outcome.window()));
    }

    /** Has each client ask for its share of the first flights. */
    static Outcome outcome(int requests, boolean careful) {
        List<Flight> flights = Flight.all();
        List<CompletableFuture<Client.Report>> reports = new ArrayList<>();
        CompletableFuture<ActorRef<DelayService.Request>> spawned = new CompletableFuture<>();
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.setup(context -> {
                    ActorRef<DelayService.Request> service = context.spawn(
                            DelayService.create(flights), "service", ArenaMailboxes.bounded(DelayService.CAPACITY));
                    for (int i = 0; i < CLIENTS; i++) {
                        CompletableFuture<Client.Report> report = new CompletableFuture<>();
                        reports.add(report);
                        context.spawn(
                                Client.create(service, share(flights, requests, i), careful, report), "client-" + i);
                    }
                    spawned.complete(service);
                    return Behaviors.empty();
                }),
                "backpressure",
                // What the service drops and what comes too late is counted here, and need not be logged.
                ConfigFactory.parseString("akka.log-dead-letters = off").withFallback(ConfigFactory.load()));
        try {
            long begin = System.nanoTime();
            ActorRef<DelayService.Request> service = spawned.join();
            List<Client.Report> all = reports.stream()
                    .map(report ->
                            report.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join())
                    .toList();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            return new Outcome(all, ArenasExtension.get(system).mailbox(service).orElseThrow(), millis);
        } finally {
            system.terminate();
            system.getWhenTerminated()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static List<Flight> share(List<Flight> flights, int requests, int client) {
        return IntStream.range(0, requests)
                .filter(i -> i % CLIENTS == client)
                .mapToObj(flights::get)
                .toList();
    }
}
