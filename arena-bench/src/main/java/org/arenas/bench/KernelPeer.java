package org.arenas.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Path;

/**
 * A worker JVM of {@link NumericKernelBenchmark}: gets chunks of numbers on its standard input, and gives back their sines.
 * Numbers go as they lie in memory, a chunk at a time, which is as fast as streams get.
 */
public final class KernelPeer implements AutoCloseable {
    private static final int CHUNK = 1 << 15;

    private final Process process;
    private final Chunk chunk = new Chunk();

    private KernelPeer(Process process) {
        this.process = process;
    }

    static KernelPeer start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        return new KernelPeer(new ProcessBuilder(java, "-Xmx128m", "-cp", classPath, KernelPeer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Replaces numbers by their sines. */
    void sines(double[] numbers, int from, int to) throws IOException {
        DataInputStream in = new DataInputStream(process.getInputStream());
        for (int at = from; at < to; at += CHUNK) {
            int count = Math.min(CHUNK, to - at);
            chunk.numbers.clear().put(numbers, at, count);
            chunk.write(process.getOutputStream(), count);
            chunk.read(in);
            chunk.numbers.clear().get(numbers, at, count);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws IOException {
        InputStream standard = System.in;
        DataInputStream in = new DataInputStream(standard);
        Chunk chunk = new Chunk();
        while (true) {
            int count = chunk.read(in);
            for (int i = 0; i < count; i++) {
                chunk.numbers.put(i, Math.sin(chunk.numbers.get(i)));
            }
            chunk.write(System.out, count);
        }
    }

    /** What goes over the streams in one go: how many numbers, and the numbers. */
    private static final class Chunk {
        private final byte[] bytes = new byte[CHUNK * Double.BYTES];
        private final DoubleBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();

        private void write(OutputStream out, int count) throws IOException {
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
            out.write(bytes, 0, count * Double.BYTES);
            out.flush();
        }

        private int read(DataInputStream in) throws IOException {
            int count = in.readInt();
            in.readFully(bytes, 0, count * Double.BYTES);
            return count;
        }
    }
}
