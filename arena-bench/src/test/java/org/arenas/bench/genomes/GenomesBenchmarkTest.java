package org.arenas.bench.genomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every model counts the same k-mers")
class GenomesBenchmarkTest {
    private static final int RUNS = 2;

    private final GenomesBenchmark benchmark = new GenomesBenchmark();

    @BeforeEach
    void read() {
        benchmark.genomes = 5;
        benchmark.read();
    }

    @AfterEach
    void close() {
        benchmark.close();
    }

    /** A run throws if its result is not that of counting in sequence. */
    @Test
    void shouldCountInEveryModel() throws Exception {
        GenomesBenchmark.Actors actors = new GenomesBenchmark.Actors();
        GenomesBenchmark.Processes processes = new GenomesBenchmark.Processes();
        processes.start();
        Set<Long> fingerprints = new HashSet<>();
        try {
            for (int run = 0; run < RUNS; run++) {
                for (Callable<Long> model : List.<Callable<Long>>of(
                        benchmark::behaviours,
                        benchmark::borrows,
                        benchmark::ownTables,
                        benchmark::lockedStripes,
                        () -> benchmark.actors(actors),
                        () -> benchmark.processPool(processes))) {
                    fingerprints.add(model.call());
                }
            }
        } finally {
            processes.stop();
            actors.stop();
        }
        assertThat(fingerprints).hasSize(1);
    }

    private static byte[] genome(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }

    private static long fingerprint(String letters) {
        KmerTable table = new KmerTable();
        table.count(genome(letters));
        return table.fingerprint();
    }

    @Test
    void shouldTakeAKmerAndItsReverseComplementForTheSame() {
        assertThat(fingerprint("ACGTTGCAAGGCATTCCGATGA")).isEqualTo(fingerprint("TCATCGGAATGCCTTGCAACGT"));
        assertThat(fingerprint("ACGTTGCAAGGCATTCCGATGA")).isNotEqualTo(fingerprint("ACGTTGCAAGGCATTCCGATGT"));
    }

    @Test
    void shouldHaveNoKmerAcrossWhatIsNoBase() {
        assertThat(fingerprint("ACGTTGCAAGGNCATTCCGATGA")).isZero();
        assertThat(fingerprint("ACGTTGCAAGGCATTCCGATG" + "N" + "ACGT")).isEqualTo(fingerprint("ACGTTGCAAGGCATTCCGATG"));
    }

    @Test
    void shouldHaveTheSameCountsInWhateverOrderTheyCome() throws IOException {
        List<byte[]> all = Genomes.all().subList(0, 4);
        KmerTable one = new KmerTable();
        all.forEach(one::count);
        KmerTable left = new KmerTable();
        KmerTable right = new KmerTable();
        left.count(all.get(3));
        left.count(all.get(0));
        right.count(all.get(2));
        right.count(all.get(1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        left.write(new DataOutputStream(bytes));
        KmerTable read = new KmerTable();
        read.addAll(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(read.fingerprint()).isEqualTo(left.fingerprint());
        left.addAll(right);
        assertThat(left.fingerprint()).isEqualTo(one.fingerprint());
    }

    @Test
    void shouldReadAllOfThem() {
        assertThat(Genomes.all()).hasSize(46);
        assertThat(Genomes.all().stream().mapToInt(genome -> genome.length).sum())
                .isEqualTo(1_383_386);
    }
}
