package org.arenas.bench.genomes;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.arenas.bench.WorkerJvm;

/** A process that counts: it gets genomes, each with its length before it, and after a 0 gives back its table. */
final class CountingPeer {
    private static final int BUFFER = 1 << 16;

    private CountingPeer() {}

    static void send(WorkerJvm peer, List<byte[]> genomes) throws IOException {
        for (byte[] genome : genomes) {
            peer.out().writeInt(genome.length);
            peer.out().write(genome);
        }
        peer.out().writeInt(0);
        peer.out().flush();
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, BUFFER));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, BUFFER));
        KmerTable table = new KmerTable();
        while (true) {
            int length = in.readInt();
            if (length == 0) {
                table.write(out);
                out.flush();
                table = new KmerTable();
            } else {
                byte[] genome = new byte[length];
                in.readFully(genome);
                table.count(genome);
            }
        }
    }
}
