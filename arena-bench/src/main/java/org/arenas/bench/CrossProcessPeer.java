package org.arenas.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenas.offheap.BytesQueue;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.Handle;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.SharedArena;

/** The other JVM of {@link CrossProcessBenchmark}: sends back what it gets, by arenas, a socket, or its standard streams. */
public final class CrossProcessPeer {
    private static final int BUFFER = 1 << 17;

    private CrossProcessPeer() {}

    static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrossProcessPeer.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "arena" -> echo(Queues.open(Path.of(arguments[1])));
            case "socket" -> {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
                socket.setTcpNoDelay(true);
                echo(socket.getInputStream(), socket.getOutputStream());
            }
            default -> echo(System.in, System.out);
        }
    }

    private static void echo(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from, BUFFER));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to, BUFFER));
        while (true) {
            int count = in.readInt();
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                byte[] item = new byte[in.readInt()];
                in.readFully(item);
                out.writeInt(item.length);
                out.write(item);
            }
            out.flush();
        }
    }

    private static void echo(Queues queues) {
        while (true) {
            List<byte[]> items = queues.in.take();
            queues.out.add(items);
        }
    }

    /** A queue in a file. */
    private static final class Line {
        private final SharedArena arena;
        private final Handle<BytesQueue> queue;

        Line(SharedArena arena) {
            this.arena = arena;
            try (MemoryWriter m = arena.borrow()) {
                Handle<BytesQueue> found = m.findRoot("queue");
                if (found == null) {
                    found = m.allocateBytesQueue();
                    m.setRoot("queue", found);
                }
                queue = found;
            }
        }

        void add(List<byte[]> items) {
            try (MemoryWriter m = arena.borrow()) {
                m.bytesQueue(queue).addAll(items);
            }
        }

        /** All that is there, as soon as something is. */
        List<byte[]> take() {
            while (isEmpty()) {
                Thread.onSpinWait();
            }
            List<byte[]> items = new ArrayList<>();
            try (MemoryWriter m = arena.borrow()) {
                m.bytesQueue(queue).drainTo(items);
            }
            return items;
        }

        private boolean isEmpty() {
            return arena.<Boolean>readOptimistic(m -> m.bytesQueue(queue).isEmpty());
        }
    }

    /** Both directions. */
    static final class Queues implements AutoCloseable {
        private final Line out;
        private final Line in;

        private Queues(Line out, Line in) {
            this.out = out;
            this.in = in;
        }

        static Queues create(Scratch scratch) throws IOException {
            FileOptions options = FileOptions.of(1 << 20).maximum(1 << 24);
            return new Queues(
                    new Line(SharedArena.create(scratch.path("there"), options)),
                    new Line(SharedArena.create(scratch.path("back"), options)));
        }

        static Queues open(Path folder) throws IOException {
            return new Queues(
                    new Line(SharedArena.open(folder.resolve("back"))),
                    new Line(SharedArena.open(folder.resolve("there"))));
        }

        void send(byte[] item, int count) {
            List<byte[]> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(item);
            }
            out.add(items);
        }

        int receive(int count) {
            int received = 0;
            while (received < count) {
                received += in.take().size();
            }
            return received;
        }

        @Override
        public void close() {
            out.arena.close();
            in.arena.close();
        }
    }
}
