package org.arenas.actors.sharding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A cluster with TLS, as arenas-cluster-tls.conf makes it")
class TlsClusterTest {
    private static final String PASSWORD = "only-for-this-test";

    @TempDir
    Path folder;

    @Test
    @DisplayName("lets nodes in that have a certificate of the cluster, and no others")
    void shouldLetInTrustedNodesOnly() throws Exception {
        Path trusted = keys("ours");
        Path foreign = keys("theirs");
        try (TestCluster cluster = cluster(tls(trusted, trusted), "arenas-cluster-tls.conf")) {
            List<ActorSystem<Void>> nodes = cluster.start(2);
            nodes.forEach(node -> ArenaSharding.init(node, Tally.entity()));
            Tally.ids(10)
                    .forEach(id -> assertThat(Tally.get(nodes.get(1), id).sum()).isZero());

            InetSocketAddress node = listening(nodes.get(0));
            assertThat(isLetIn(node, trusted)).as("with our certificate").isTrue();
            assertThat(isLetIn(node, foreign)).as("with another certificate").isFalse();
            assertThat(isLetInWithoutTls(node)).as("without TLS").isFalse();
        }
    }

    private static TestCluster cluster(Config config, String file) {
        return new TestCluster("tls", config, file);
    }

    private static InetSocketAddress listening(ActorSystem<?> node) {
        Address address = Cluster.get(node).selfMember().address();
        return new InetSocketAddress(
                address.getHost().orElseThrow(), address.getPort().orElseThrow());
    }

    /** A node says nothing to whom it has let in before that one has said what it wants; whom it refuses it tells so. */
    private static boolean isLetIn(InetSocketAddress node, Path own) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                KeyStore.getInstance(own.resolve("keys.p12").toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Credulous()}, null);
        try (Socket socket = context.getSocketFactory().createSocket(node.getAddress(), node.getPort())) {
            return isSilent(socket);
        }
    }

    private static boolean isLetInWithoutTls(InetSocketAddress node) throws IOException {
        try (Socket socket = new Socket(node.getAddress(), node.getPort())) {
            socket.getOutputStream().write("AKKA and more, to fill the head of a record".getBytes(US_ASCII));
            return isSilent(socket);
        }
    }

    private static boolean isSilent(Socket socket) throws IOException {
        socket.setSoTimeout(1_500);
        try {
            // The end of the connection, or the alert that tells of it.
            int unused = socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whom a client lets in does not matter here. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static Config tls(Path keys, Path trust) {
        String ssl = "akka.remote.artery.ssl.config-ssl-engine.";
        return ConfigFactory.parseMap(Map.of(
                ssl + "key-store", keys.resolve("keys.p12").toString(),
                ssl + "key-store-password", PASSWORD,
                ssl + "key-password", PASSWORD,
                ssl + "trust-store", trust.resolve("trusted.p12").toString(),
                ssl + "trust-store-password", PASSWORD));
    }

    /** As the configuration file tells to make them. */
    private Path keys(String name) throws IOException, InterruptedException {
        Path keys = Files.createDirectory(folder.resolve(name));
        keytool(
                keys,
                "-genkeypair -alias node -keyalg EC -groupname secp256r1 -validity 2 -dname CN=" + name
                        + " -storetype PKCS12 -keystore keys.p12");
        keytool(keys, "-exportcert -alias node -keystore keys.p12 -file node.crt");
        keytool(keys, "-importcert -alias node -noprompt -file node.crt -storetype PKCS12 -keystore trusted.p12");
        return keys;
    }

    private static void keytool(Path folder, String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", PASSWORD));
        Path output = folder.resolve("keytool.out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ended").isTrue();
            assertThat(process.exitValue()).as("%s", Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
