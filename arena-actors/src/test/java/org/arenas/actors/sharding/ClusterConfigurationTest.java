package org.arenas.actors.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.arenas.actors.RemoteMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("A node as arenas-cluster.conf makes it")
class ClusterConfigurationTest {
    private final TestCluster cluster = new TestCluster("configured");
    private final ActorSystem<Void> node = cluster.start();

    /** Is bound to nothing. */
    record Unbound(int value) {}

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    @DisplayName("ends itself when it is in a minority, and never uses Java's serialisation")
    void shouldBeSafe() {
        Config config = node.settings().config();
        assertThat(config.getString("akka.cluster.downing-provider-class"))
                .isEqualTo("akka.cluster.sbr.SplitBrainResolverProvider");
        assertThat(config.getString("akka.cluster.split-brain-resolver.active-strategy"))
                .isEqualTo("keep-majority");
        assertThat(config.getBoolean("akka.actor.allow-java-serialization")).isFalse();
        assertThat(config.getStringList("akka.serialization.jackson.allowed-class-prefix"))
                .isEmpty();
    }

    @Test
    @DisplayName("listens on the loopback interface only")
    @EnabledOnOs(OS.LINUX)
    void shouldListenOnLoopbackOnly() throws IOException {
        Set<InetAddress> listening = listening();
        assertThat(listening).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    /** Where this process waits for connections: its sockets among those that the system lists. */
    private static Set<InetAddress> listening() throws IOException {
        Set<String> own = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    own.add(target(file));
                }
            }
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("/proc/self/net/tcp")));
        lines.addAll(Files.readAllLines(Path.of("/proc/self/net/tcp6")));
        Set<InetAddress> addresses = new HashSet<>();
        for (String line : lines) {
            String[] columns = line.strip().split("\\s+", -1);
            boolean isListening = columns[3].equals("0A");
            if (isListening && own.contains("socket:[" + columns[9] + "]")) {
                addresses.add(address(columns[1].substring(0, columns[1].indexOf(':'))));
            }
        }
        return addresses;
    }

    /** What was closed meanwhile leads nowhere. */
    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Words of four bytes, each in the order of the machine, which is little-endian. */
    private static InetAddress address(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] ordered = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordered[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        return InetAddress.getByAddress(ordered);
    }

    @Test
    @DisplayName("lets messages travel that are marked, records of any shape and actor references in them included")
    void shouldSerializeWhatIsMarked() throws Exception {
        Serialization serialization = SerializationExtension.get(node);
        ActorRef<Tally.Seen> ref = node.ignoreRef();
        for (RemoteMessage message : List.of(
                new Tally.Add(7), new Tally.Get(ref), new Tally.Passivate(), new Snapshot(3, new byte[] {1, 2}))) {
            byte[] bytes = serialization.serialize(message).get();
            var serializer = serialization.findSerializerFor(message);
            assertThat(serializer.identifier()).as("jackson-cbor").isEqualTo(33);
            assertThat(serialization
                            .deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
                            .get())
                    .isEqualTo(message);
        }
    }

    @Test
    @DisplayName("lets nothing travel that is not bound, and makes no object of a class that is not")
    void shouldRefuseWhatIsNotBound() {
        Serialization serialization = SerializationExtension.get(node);
        assertThatThrownBy(() -> serialization.serialize(new Unbound(1)).get())
                .isInstanceOf(NotSerializableException.class);
        var serializer = (SerializerWithStringManifest) serialization.findSerializerFor(new Tally.Add(1));
        for (String type :
                List.of(Unbound.class.getName(), "java.util.ArrayList", "javax.script.ScriptEngineManager")) {
            assertThatThrownBy(() -> serializer.fromBinary(new byte[] {(byte) 0xa0}, type))
                    .as(type)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed");
        }
    }
}
