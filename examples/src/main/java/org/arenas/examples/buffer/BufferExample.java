package org.arenas.examples.buffer;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.Moved;
import org.arenas.Ref;
import org.arenas.error.MovedException;

/**
 * Moves one buffer of 16 MiB between a worker that fills it and one that sums it up, back and forth. Nothing is copied and
 * no second buffer is made; whoever has it has it alone.
 */
public final class BufferExample {
    private static final int BYTES = 16 << 20;
    private static final int ROUNDS = 3;

    private BufferExample() {}

    /** Runs on the standard output. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (Interpreter filler = Interpreter.create("filler");
                Interpreter summer = Interpreter.create("summer")) {
            Ref<byte[]> empty = filler.call(home -> home.own(new byte[BYTES]));
            for (int round = 1; round <= ROUNDS; round++) {
                byte content = (byte) round;
                Ref<byte[]> toFill = empty;
                Moved<byte[]> full = filler.call(home -> {
                    Arrays.fill(home.get(toFill), content);
                    return home.move(toFill);
                });
                Ref<byte[]> toSum = summer.call(home -> home.accept(full));
                out.printf("round %d: %08x%n", round, summer.<Long>call(home -> sum(home, toSum)));

                Moved<byte[]> done = summer.call(home -> home.move(toSum));
                empty = filler.call(home -> home.accept(done));
            }

            // Whoever has moved it away cannot get at it any more.
            Ref<byte[]> returned = empty;
            Moved<byte[]> last = filler.call(home -> home.move(returned));
            try {
                filler.call(home -> home.get(returned).length);
            } catch (MovedException e) {
                out.println("moved, and not here any more");
            }
            out.println("bytes that arrived: " + summer.<Integer>call(home -> home.free(home.accept(last)).length));
        }
    }

    private static long sum(Home home, Ref<byte[]> buffer) {
        CRC32 crc = new CRC32();
        crc.update(home.get(buffer));
        return crc.getValue();
    }
}
