package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.arenas.RefId;
import org.arenas.actors.RemoteCounter.Cell;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("What travels, as bytes")
class RemoteSerializationTest {
    private static final String OWNER = "akka://RemoteSerializationTest/user/account#12345";

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension();

    /** Records of most that they can have in them. */
    record Everything(
            int number,
            String text,
            Optional<Instant> time,
            List<Inner> list,
            Map<String, Long> map,
            Delivery choice,
            RemoteRef<Cell> ref,
            ActorRef<String> actor,
            List<Double> numbers)
            implements RemoteMessage {}

    private record Inner(boolean flag) {}

    record Empty() implements RemoteMessage {}

    record One(List<String> texts) implements RemoteMessage {}

    /** A record that is not made by its canonical constructor. */
    record Range(int from, int length) implements RemoteMessage {
        @JsonCreator
        static Range of(@JsonProperty("from") int from, @JsonProperty("length") int length) {
            return new Range(from, length < 0 ? 0 : length);
        }

        Range(int from) {
            this(from, 1);
        }
    }

    /** A failure that travels as it is. */
    static final class Overdrawn extends RuntimeException implements RemoteMessage {
        private static final long serialVersionUID = 1;

        @JsonProperty
        private final long missing;

        @JsonCreator
        Overdrawn(@JsonProperty("message") String message, @JsonProperty("missing") long missing) {
            super(message);
            this.missing = missing;
        }
    }

    /** Not bound to a serializer. */
    record Stranger(int number) {}

    private ActorSystem<?> system() {
        return actors.system();
    }

    private RemoteRef<Cell> reference(String owner, RefId id) {
        return new RemoteRef<>(
                ArenasExtension.get(system()), ActorRefResolver.get(system()).resolveActorRef(owner), id);
    }

    @SuppressWarnings("unchecked")
    private <T> T thereAndBack(T message) {
        return (T) TwoNodes.read(system(), TwoNodes.write(system(), message));
    }

    @Test
    @DisplayName("a reference is four values, whatever the size of its object")
    void shouldWriteAReference() {
        RemoteRef<Cell> ref = reference(OWNER, new RefId(7, 300, 1L << 40));
        byte[] bytes = TwoNodes.write(system(), ref).bytes();
        assertThat(HexFormat.of().formatHex(bytes))
                .as("an array of text(%d), 7, 300 and 2^40", OWNER.length())
                .isEqualTo("9f7831" + HexFormat.of().formatHex(OWNER.getBytes(StandardCharsets.US_ASCII)) + "07"
                        + "19012c" + "1b0000010000000000" + "ff");
        RemoteRef<Cell> back = thereAndBack(ref);
        assertThat(back).isEqualTo(ref).hasSameHashCodeAs(ref).hasToString(OWNER + "/7/300@1099511627776");
        assertThat(back.owner()).isEqualTo(ref.owner());
    }

    @Test
    @DisplayName("records need no annotations and no visibility")
    void shouldCarryRecords() {
        Everything all = new Everything(
                1,
                "text",
                Optional.of(Instant.EPOCH),
                List.of(new Inner(true), new Inner(false)),
                Map.of("a", 1L),
                Delivery.EXACTLY_ONCE,
                reference(OWNER, new RefId(1, 2, 3)),
                actors.<String>probe().ref(),
                List.of(1.0, 2.5));
        assertThat(thereAndBack(all)).usingRecursiveComparison().isEqualTo(all);
        assertThat(thereAndBack(new Empty())).isEqualTo(new Empty());
        assertThat(thereAndBack(new One(List.of("a", "b")))).isEqualTo(new One(List.of("a", "b")));
        assertThat(thereAndBack(new Range(5, -1))).as("its own creator").isEqualTo(new Range(5, 0));
        assertThat(thereAndBack(new Range(5))).isEqualTo(new Range(5, 1));
    }

    @Test
    @DisplayName("a call and its answers travel whole")
    void shouldCarryCallsAndAnswers() throws Exception {
        RemoteCall call = RemoteCall.of(
                9,
                new RefId(7, 3, 5),
                Parcel.of(new RemoteCounter.Add(4), system()),
                actors.<RemoteReply>probe().ref());
        assertThat(call.command.isSealed()).isFalse();
        TwoNodes.Written written = TwoNodes.write(system(), call);
        assertThat(written.bytes().length).isLessThan(400);
        RemoteCall back = (RemoteCall) TwoNodes.read(system(), written);
        assertThat(List.of(back.number, back.arena, back.slot, back.generation, back.replyTo))
                .isEqualTo(List.of(9L, 7L, 3, 5L, call.replyTo));
        assertThat(back.command.open(system())).isEqualTo(new RemoteCounter.Add(4));
        Object[] values = {
            null,
            "text",
            1,
            2L,
            true,
            1.5,
            2.5f,
            new BigDecimal("1.10"),
            BigInteger.TEN,
            Duration.ofMillis(1),
            Instant.EPOCH,
            LocalDate.EPOCH,
            new UUID(1, 2),
            new Empty(),
            Optional.of("x")
        };
        for (Object content : values) {
            RemoteReply reply =
                    thereAndBack(new RemoteReply(1, RemoteReply.Outcome.RESULT, Parcel.of(content, system())));
            assertThat(reply.content().open(system())).isEqualTo(content);
        }
        assertThat(thereAndBack(new RemoteReply(
                                1, RemoteReply.Outcome.FAILURE, Parcel.of(new TimeoutException("x"), system())))
                        .content()
                        .open(system()))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    @DisplayName("an exception travels as it is if it is on the list")
    void shouldCarryExceptions() {
        Overdrawn thrown = new Overdrawn("not enough", 5);
        thrown.initCause(new IllegalStateException("stays"));
        Overdrawn back = thereAndBack(thrown);
        assertThat(back).hasMessage("not enough").hasNoCause();
        assertThat(back.missing).isEqualTo(5);
    }

    @Test
    @DisplayName("no class is made an object that is not on the list")
    void shouldRefuseStrangers() {
        Parcel parcel = Parcel.of(new Stranger(1), system());
        assertThatThrownBy(parcel::seal)
                .isInstanceOf(java.io.NotSerializableException.class)
                .hasMessage("no serializer: type=" + Stranger.class.getName()
                        + "; implement RemoteMessage, or bind the class in akka.actor.serialization-bindings");
        TwoNodes.Written known = TwoNodes.write(system(), new Empty());
        for (String stranger :
                List.of(Stranger.class.getName(), "java.util.ArrayList", "java.lang.ProcessBuilder", "no.such.Class")) {
            TwoNodes.Written forged = new TwoNodes.Written(known.serializer(), stranger, known.bytes());
            assertThatThrownBy(() -> TwoNodes.read(system(), forged))
                    .as(stranger)
                    .isInstanceOfAny(IllegalArgumentException.class, java.io.NotSerializableException.class);
        }
    }

    @Test
    @DisplayName("a forged parcel of Java serialisation, or of a stranger, is refused when it is opened")
    void shouldRefuseForgedParcels() {
        RemoteReply honest = new RemoteReply(1, RemoteReply.Outcome.RESULT, Parcel.of(new Empty(), system()));
        TwoNodes.Written written = TwoNodes.write(system(), honest);
        String hex = HexFormat.of().formatHex(written.bytes());
        // The number of the serializer, 33, is the first in the parcel.
        assertThat(hex).contains("9f1821");
        byte[] java = HexFormat.of().parseHex(hex.replace("9f1821", "9f1801"));
        RemoteReply forged = (RemoteReply)
                TwoNodes.read(system(), new TwoNodes.Written(written.serializer(), written.manifest(), java));
        assertThatThrownBy(() -> forged.content().open(system()))
                .isInstanceOf(java.io.NotSerializableException.class)
                .hasMessageContaining("no serializer: type=Java serialisation");
    }

    @Test
    @DisplayName("what is of use in one JVM alone says what to send instead")
    void shouldRefuseWhatStays() {
        record Wrong(Object value) implements RemoteMessage {}
        try (org.arenas.Arena arena = org.arenas.Arena.create("mine");
                org.arenas.ExclusiveBorrow b = arena.borrow()) {
            org.arenas.Ref<Cell> ref = b.own(new Cell());
            assertThatThrownBy(() -> TwoNodes.write(system(), new Wrong(ref)))
                    .hasMessageStartingWith(
                            "value is of use in its own JVM alone: type=Ref, value=" + ref + "; send home.remote(ref)");
            assertThatThrownBy(() -> TwoNodes.write(system(), new Wrong(arena)))
                    .hasMessageStartingWith("value is of use in its own JVM alone: type=Arena, value=" + arena);
        }
    }

    @Test
    @DisplayName("a reference outside Akka's serialisation has no system, and says so")
    void shouldNeedASystem() {
        RemoteRef<Cell> ref = reference(OWNER, new RefId(1, 2, 3));
        assertThatThrownBy(() -> new ObjectMapper().writeValueAsBytes(ref))
                .hasMessageContaining("currentTransportInformation is not set");
    }

    @Test
    @DisplayName("damaged bytes give a value or an exception")
    void shouldWithstandDamagedBytes() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        Random random = new Random(seed);
        RemoteCall call = RemoteCall.of(
                9,
                new RefId(7, 3, 5),
                Parcel.of(new RemoteCounter.Echo("text"), system()),
                actors.<RemoteReply>probe().ref());
        for (Object message : List.of(call, reference(OWNER, new RefId(7, 3, 5)))) {
            TwoNodes.Written written = TwoNodes.write(system(), message);
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = written.bytes().clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                assertReadsOrThrows(new TwoNodes.Written(written.serializer(), written.manifest(), bytes), seed);
            }
        }
    }

    private void assertReadsOrThrows(TwoNodes.Written damaged, long seed) {
        try {
            Object read = TwoNodes.read(system(), damaged);
            if (read instanceof RemoteCall call && call.command != null) {
                call.command.open(system());
            }
        } catch (Exception e) {
            assertThat(e).as("-Darenas.test.seed=%s", seed).isNotInstanceOf(ClassCastException.class);
        }
    }
}
