package org.arenas.bench;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.arenas.Moved;
import org.arenas.Ref;
import org.arenas.actors.ActorHome;
import org.arenas.actors.ArenaBehaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A payload goes from one actor to another, which changes a byte of it, and back.
 *
 * <ul>
 *   <li>{@code movedRef}: the object itself, which belongs to one actor's arena after the other's.
 *   <li>{@code copied}: a copy for the other actor, and a copy of that back; actors without arenas.
 *   <li>{@code serialised}: the bytes that Akka's Jackson serialiser makes (CBOR), read by the other actor, and so back: what
 *       a second process costs, the network not counted. A single array of bytes is the best case for it.
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ActorPayloadBenchmark {
    private static final long DEADLINE_SECONDS = 30;

    /** The size of the payload. */
    @Param({"1000", "1000000", "100000000"})
    public int bytes;

    private ActorSystem<Void> system;
    private ActorRef<Message> moving;
    private ActorRef<Message> copying;
    private ActorRef<Message> serialising;

    /** What Jackson may read and write. */
    public interface Wire {}

    /** Something that can be changed. */
    public static final class Payload implements Wire {
        /** Its content. */
        public byte[] data = {};

        static Payload of(byte[] data) {
            Payload payload = new Payload();
            payload.data = data;
            return payload;
        }
    }

    private sealed interface Message permits Go, There, Back {}

    private record Go(CountDownLatch done) implements Message {}

    private record There(Object payload, ActorRef<Message> replyTo, CountDownLatch done) implements Message {}

    private record Back(Object payload, CountDownLatch done) implements Message {}

    /** How an actor keeps the payload between messages, and what it makes of it for a message. */
    private interface Keeping {
        void keep(Object crossed);

        Payload payload();

        Object send();
    }

    private static final class InArena implements Keeping {
        private final ActorHome home;
        private Ref<Payload> ref;

        InArena(ActorHome home, Payload first) {
            this.home = home;
            this.ref = home.own(first);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void keep(Object crossed) {
            ref = home.accept((Moved<Payload>) crossed);
        }

        @Override
        public Payload payload() {
            return home.get(ref);
        }

        @Override
        public Object send() {
            return home.move(ref);
        }
    }

    private static final class InField implements Keeping {
        private final Function<Payload, Object> packing;
        private final Function<Object, Payload> unpacking;
        private Payload payload;

        InField(Payload first, Function<Payload, Object> packing, Function<Object, Payload> unpacking) {
            this.payload = first;
            this.packing = packing;
            this.unpacking = unpacking;
        }

        @Override
        public void keep(Object crossed) {
            payload = unpacking.apply(crossed);
        }

        @Override
        public Payload payload() {
            return payload;
        }

        @Override
        public Object send() {
            return packing.apply(payload);
        }
    }

    /** Starts three pairs of actors. */
    @Setup
    public void start() throws NotSerializableException {
        system = ActorSystem.create(
                Behaviors.empty(),
                "payload",
                ConfigFactory.parseString(
                                "akka.actor.serialization-bindings { \"" + Wire.class.getName() + "\" = jackson-cbor }")
                        .withFallback(ConfigFactory.load()));
        moving = pair(
                "moving",
                behavior ->
                        ArenaBehaviors.owning(home -> behavior.apply(new InArena(home, Payload.of(new byte[bytes])))));
        UnaryOperator<Payload> copy = payload -> Payload.of(payload.data.clone());
        copying = pair(
                "copying",
                behavior -> Behaviors.setup(context -> behavior.apply(
                        new InField(Payload.of(new byte[bytes]), copy::apply, crossed -> (Payload) crossed))));
        Serialization serialization = SerializationExtension.get(system);
        SerializerWithStringManifest cbor = (SerializerWithStringManifest) serialization.serializerFor(Payload.class);
        serialising = pair(
                "serialising",
                behavior -> Behaviors.setup(context -> behavior.apply(new InField(
                        Payload.of(new byte[bytes]), cbor::toBinary, crossed -> read(cbor, (byte[]) crossed)))));
    }

    private static Payload read(SerializerWithStringManifest cbor, byte[] bytes) {
        try {
            return (Payload) cbor.fromBinary(bytes, Payload.class.getName());
        } catch (NotSerializableException e) {
            throw new IllegalStateException(e);
        }
    }

    private ActorRef<Message> pair(
            String name, Function<Function<Keeping, Behavior<Message>>, Behavior<Message>> keeping) {
        ActorRef<Message> other =
                system.systemActorOf(keeping.apply(ActorPayloadBenchmark::changing), name + "-other", Props.empty());
        return system.systemActorOf(keeping.apply(keeps -> sending(keeps, other)), name, Props.empty());
    }

    private static Behavior<Message> changing(Keeping keeping) {
        return Behaviors.receiveMessage(message -> {
            There there = (There) message;
            keeping.keep(there.payload());
            keeping.payload().data[0]++;
            there.replyTo().tell(new Back(keeping.send(), there.done()));
            return Behaviors.same();
        });
    }

    private static Behavior<Message> sending(Keeping keeping, ActorRef<Message> other) {
        return Behaviors.setup(context -> Behaviors.receiveMessage(message -> {
            if (message instanceof Go go) {
                other.tell(new There(keeping.send(), context.getSelf(), go.done()));
            } else if (message instanceof Back back) {
                keeping.keep(back.payload());
                back.done().countDown();
            }
            return Behaviors.same();
        }));
    }

    /** Ends all of them. */
    @TearDown
    public void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private static void thereAndBack(ActorRef<Message> actor) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        actor.tell(new Go(done));
        if (!done.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("payload did not come back");
        }
    }

    /** Ours. */
    @Benchmark
    public void movedRef() throws InterruptedException {
        thereAndBack(moving);
    }

    /** Akka, with copies. */
    @Benchmark
    public void copied() throws InterruptedException {
        thereAndBack(copying);
    }

    /** Akka, with its own serialisation. */
    @Benchmark
    public void serialised() throws InterruptedException {
        thereAndBack(serialising);
    }
}
