package org.arenas.bench;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.arenas.Ref;
import org.arenas.actors.ArenaBehaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an arena costs an actor: messages told to one actor or to many, and an ask with its answer, against the same actor
 * without an arena on the same dispatcher. Each message adds to a number that the actor keeps: in a field of the behavior, or
 * in an object of its arena.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ActorBenchmark {
    private static final int MESSAGES = 10_000;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** How many actors share the messages. */
    @Param({"1", "64"})
    public int actors;

    /** Which dispatcher all of them run on. */
    @Param({"arenas.dispatcher", "akka.actor.default-dispatcher"})
    public String dispatcher;

    private ActorSystem<Void> system;
    private List<ActorRef<Message>> plain;
    private List<ActorRef<Message>> withArena;

    /** What the actors understand. */
    public sealed interface Message permits Add, Last, Get {}

    /** Adds one. */
    public enum Add implements Message {
        /** The only one, so that telling allocates nothing. */
        ONE
    }

    private record Last(CountDownLatch done) implements Message {}

    private record Get(ActorRef<Long> replyTo) implements Message {}

    private static final class Sum {
        long value;

        void process(Message message) {
            if (message instanceof Add) {
                value++;
            } else if (message instanceof Get get) {
                get.replyTo().tell(value);
            } else {
                ((Last) message).done().countDown();
            }
        }
    }

    /** Starts the actors. */
    @Setup
    public void start() {
        system = ActorSystem.create(
                Behaviors.empty(),
                "bench",
                ConfigFactory.parseString("akka.log-dead-letters-during-shutdown = off")
                        .withFallback(ConfigFactory.load()));
        plain = new ArrayList<>();
        withArena = new ArrayList<>();
        Props props = Props.empty().withDispatcherFromConfig(dispatcher);
        for (int i = 0; i < actors; i++) {
            plain.add(system.systemActorOf(plainBehavior(), "plain-" + i, props));
            withArena.add(system.systemActorOf(arenaBehavior(), "arena-" + i, props));
        }
    }

    private static Behavior<Message> plainBehavior() {
        return Behaviors.setup(context -> {
            Sum sum = new Sum();
            return Behaviors.receiveMessage(message -> {
                sum.process(message);
                return Behaviors.same();
            });
        });
    }

    private static Behavior<Message> arenaBehavior() {
        return ArenaBehaviors.owning(home -> {
            Ref<Sum> sum = home.own(new Sum());
            return Behaviors.receiveMessage(message -> {
                home.get(sum).process(message);
                return Behaviors.same();
            });
        });
    }

    /** Ends all of them. */
    @TearDown
    public void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void tell(List<ActorRef<Message>> targets) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(targets.size());
        for (int i = 0, next = 0; i < MESSAGES - targets.size(); i++) {
            targets.get(next).tell(Add.ONE);
            next = next + 1 == targets.size() ? 0 : next + 1;
        }
        Last last = new Last(done);
        targets.forEach(target -> target.tell(last));
        if (!done.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("messages were not processed: left=" + done.getCount());
        }
    }

    private long ask(ActorRef<Message> target) {
        return AskPattern.<Message, Long>ask(target, Get::new, DEADLINE, system.scheduler())
                .toCompletableFuture()
                .join();
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tellArenaActor() throws InterruptedException {
        tell(withArena);
    }

    /** Akka alone. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void tellPlainActor() throws InterruptedException {
        tell(plain);
    }

    /** Ours. */
    @Benchmark
    public long askArenaActor() {
        return ask(withArena.get(0));
    }

    /** Akka alone. */
    @Benchmark
    public long askPlainActor() {
        return ask(plain.get(0));
    }
}
