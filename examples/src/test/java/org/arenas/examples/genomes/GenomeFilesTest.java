package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GenomeFilesTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadTheGenomesThatComeWithTheExample() {
        List<Genome> genomes = GenomeFiles.bundled(Progress.NONE);
        assertThat(genomes).hasSize(46);
        assertThat(genomes.stream().mapToLong(Genome::bases).sum()).isEqualTo(1_383_386);
        assertThat(genomes).allMatch(genome -> genome.records() == 1);
    }

    @Test
    void shouldReadEveryKindOfFastaFileInTheOrderOfNames() throws IOException {
        for (String name : List.of("e.FASTA", "b.fna", "a.fa", "c.Fasta", "d.fa.x")) {
            Files.writeString(folder.resolve(name), ">x\nACGT\n");
        }
        for (String name : List.of("f.fna.gz", "h.FA.GZ", "g.fasta.Gz", "i.txt.gz")) {
            Files.write(folder.resolve(name), gzip(">x\nACGT\n"));
        }
        Files.createDirectory(folder.resolve("z.fa"));
        List<Genome> genomes = GenomeFiles.in(folder, Progress.NONE);
        assertThat(genomes)
                .extracting(genome -> Path.of(genome.name()).getFileName().toString())
                .containsExactly("a.fa", "b.fna", "c.Fasta", "e.FASTA", "f.fna.gz", "g.fasta.Gz", "h.FA.GZ");
        assertThat(genomes).allMatch(genome -> genome.bases() == 4);
    }

    @Test
    void shouldReadAllMembersOfAGzipFile() throws IOException {
        write("a.fa.gz", concat(gzip(">a\nAC\n"), gzip("GT\n>b\n"), gzip(""), gzip("TT")));
        Genome genome = GenomeFiles.in(folder, Progress.NONE).get(0);
        assertThat(genome.bases()).isEqualTo(6);
        assertThat(genome.records()).isEqualTo(2);
    }

    @Test
    void shouldRejectEveryGzipFileThatIsCutOff() throws IOException {
        byte[] first = gzip(">a\nACGTTGCAACCA\n");
        byte[] whole = concat(first, gzip(">b\nACGTTAGAACCA\n"));
        for (int length = 0; length < whole.length; length++) {
            if (length != first.length) {
                write("a.fa.gz", Arrays.copyOf(whole, length));
                assertThat(catchThrowable(() -> GenomeFiles.in(folder, Progress.NONE)))
                        .as("cut off after %d bytes", length)
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining("gzip data ")
                        .hasMessageContaining("a.fa.gz");
            }
        }
    }

    @Test
    void shouldRejectOrReadEveryGzipFileWithAFlippedByteButNeverMisread() throws IOException {
        byte[] good = gzip(">a\nACGTTGCAACCA\n");
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x55;
            write("a.fa.gz", bad);
            Throwable thrown = catchThrowable(() -> assertThat(
                            GenomeFiles.in(folder, Progress.NONE).get(0).bases())
                    .isEqualTo(12));
            if (thrown != null) {
                assertThat(thrown).as("byte %d", i).isInstanceOf(BadInputException.class);
            }
        }
    }

    @Test
    void shouldNameAFileThatCannotBeOpened() throws IOException {
        Path link = folder.resolve("gone.fa");
        Files.createSymbolicLink(link, folder.resolve("nowhere"));
        assertThatThrownBy(() -> GenomeFiles.in(folder, Progress.NONE))
                .isInstanceOf(BadInputException.class)
                .hasMessage("cannot read file: file=" + link + ", reason=no such file or folder");
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
