package org.arenas.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Items of 64 bytes to another JVM and back.
 *
 * <p>{@code arena…}: two files with a {@code BytesQueue} each, one for each direction; whoever waits looks at the queue
 * optimistically. {@code socket…}: a TCP connection over loopback without delay. {@code pipe…}: standard input and output of
 * the other process. {@code …RoundTrip} is one item there and back; {@code …Echo} sends a batch of {@value #BATCH} in one go
 * (one borrow; one flush) and gets it back in one go, and is stated for one item. Streams are buffered, as one would.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CrossProcessBenchmark {
    static final int BATCH = 1_000;
    static final int ITEM_BYTES = 64;

    /** The other JVM, reached by an arena. */
    @State(Scope.Thread)
    public static class ByArena {
        private final byte[] item = new byte[ITEM_BYTES];
        private Scratch scratch;
        private CrossProcessPeer.Queues queues;
        private Process peer;

        @Setup
        public void start() throws IOException {
            scratch = new Scratch();
            queues = CrossProcessPeer.Queues.create(scratch);
            peer = CrossProcessPeer.start("arena", scratch.path("").toString());
        }

        @TearDown
        public void stop() throws IOException {
            peer.destroyForcibly().onExit().join();
            queues.close();
            scratch.close();
        }
    }

    /** Two streams to the other JVM. */
    private static final class Streams {
        private final byte[] item = new byte[ITEM_BYTES];
        private final DataOutputStream out;
        private final DataInputStream in;

        Streams(OutputStream to, InputStream from) {
            out = new DataOutputStream(new BufferedOutputStream(to, BATCH * (ITEM_BYTES + Integer.BYTES)));
            in = new DataInputStream(new BufferedInputStream(from, BATCH * (ITEM_BYTES + Integer.BYTES)));
        }

        int echo(int count) throws IOException {
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.writeInt(item.length);
                out.write(item);
            }
            out.flush();
            int back = in.readInt();
            for (int i = 0; i < back; i++) {
                in.readFully(new byte[in.readInt()]);
            }
            return back;
        }
    }

    /** The other JVM, reached by a TCP connection. */
    @State(Scope.Thread)
    public static class BySocket {
        private Streams streams;
        private Process peer;

        @Setup
        public void start() throws IOException {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                peer = CrossProcessPeer.start("socket", Integer.toString(server.getLocalPort()));
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                streams = new Streams(socket.getOutputStream(), socket.getInputStream());
            }
        }

        @TearDown
        public void stop() {
            peer.destroyForcibly().onExit().join();
        }
    }

    /** The other JVM, reached by its standard input and output. */
    @State(Scope.Thread)
    public static class ByPipe {
        private Streams streams;
        private Process peer;

        @Setup
        public void start() throws IOException {
            peer = CrossProcessPeer.start("pipe");
            streams = new Streams(peer.getOutputStream(), peer.getInputStream());
        }

        @TearDown
        public void stop() {
            peer.destroyForcibly().onExit().join();
        }
    }

    @Benchmark
    public int arenaRoundTrip(ByArena arena) {
        arena.queues.send(arena.item, 1);
        return arena.queues.receive(1);
    }

    @Benchmark
    public int socketRoundTrip(BySocket socket) throws IOException {
        return socket.streams.echo(1);
    }

    @Benchmark
    public int pipeRoundTrip(ByPipe pipe) throws IOException {
        return pipe.streams.echo(1);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int arenaEcho(ByArena arena) {
        arena.queues.send(arena.item, BATCH);
        return arena.queues.receive(BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int socketEcho(BySocket socket) throws IOException {
        return socket.streams.echo(BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int pipeEcho(ByPipe pipe) throws IOException {
        return pipe.streams.echo(BATCH);
    }
}
