package org.arenas.offheap;

import static org.arenas.offheap.ForgedFile.OTHER_BOOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.arenas.error.ArenaFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand files that nobody wrote: each is refused by an exception of its kind, or can be read to its end. Another
 * number with {@code -Darenas.test.files}, the same ones again with {@code -Darenas.test.seed}.
 */
@Timeout(300)
class FileGarbageTest {
    private static final int[] FIELDS = {
        FileLayout.HEADER_MAGIC,
        FileLayout.HEADER_VERSION,
        FileLayout.HEADER_MARK,
        FileLayout.HEADER_UUID,
        FileLayout.HEADER_META_BYTES,
        FileLayout.HEADER_FLAGS,
        FileLayout.HEADER_FIRST_EXTENT,
        FileLayout.HEADER_BYTES,
        FileLayout.HEADER_MAXIMUM,
        FileLayout.HEADER_CHECKSUM
    };
    private static final int[] META_FIELDS = {
        FileLayout.META_CHECKSUM,
        FileLayout.META_COUNT,
        FileLayout.META_NUMBER,
        FileLayout.META_STATE,
        FileLayout.META_BOOT,
        FileLayout.META_SEQUENCE,
        FileLayout.META_EXTENTS,
        FileLayout.META_EXTENTS + 4,
        FileLayout.META_EXTENTS + 8
    };
    private static final long[] VALUES = {
        0,
        1,
        2,
        3,
        -1,
        4_096,
        8_192,
        1 << 20,
        1 << 24,
        1 << 24 | 1,
        2 << 24 | 1,
        1L << 42,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final long seed = Long.getLong("arenas.test.seed", System.nanoTime());
    private final int files = Integer.getInteger("arenas.test.files", 100_000);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @Test
    void shouldRefuseGarbageOrReadItToItsEnd() throws IOException {
        System.out.println("garbage files: -Darenas.test.seed=" + seed);
        Map<String, Integer> outcomes = new TreeMap<>();
        try (ForgedFile forged = ForgedFile.clean(folder.resolve("prices.data"))) {
            for (int i = 0; i < files; i++) {
                try {
                    outcomes.merge(random.nextInt(10) == 0 ? noise() : mutant(forged), 1, Integer::sum);
                } catch (Throwable e) {
                    throw new AssertionError("file " + i + " of -Darenas.test.seed=" + seed, e);
                }
            }
            forged.assertIntact();
        }
        System.out.println("garbage files: " + outcomes);
        // As many kinds as bytes alone can lead to, or the mutants are too tame.
        assertThat(outcomes)
                .containsKeys(
                        "ArenaPoisonedException",
                        "ArenaUncleanException",
                        "FileChecksumException",
                        "NewerVersionException",
                        "NotAnArenaFileException",
                        "TruncatedFileException",
                        "opened");
    }

    /** A file without a sensible byte, but for its beginning perhaps. */
    private String noise() throws IOException {
        byte[] bytes =
                new byte[random.nextInt(4) == 0 ? random.nextInt(FileLayout.HEAD_BYTES + 9_000) : random.nextInt(64)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            byte[] magic = "arenas\r\n\1\0\0\0\r\f\13\n".getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
        }
        Path noise = folder.resolve("noise.data");
        Files.write(noise, bytes);
        return outcome(ForgedFile.open(noise, BootId.current()));
    }

    /** The file of an arena, but for some bytes, with or without new checksums. */
    private String mutant(ForgedFile forged) throws IOException {
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change(forged);
        }
        if (random.nextInt(4) != 0) {
            forged.sealHeader();
        }
        if (random.nextInt(4) != 0) {
            forged.sealMeta(0);
            forged.sealMeta(1);
        }
        int length = random.nextInt(20) == 0 ? random.nextInt(forged.original.length * 2) : forged.original.length;
        forged.writeChanges();
        if (length != forged.original.length) {
            forged.resize(length);
        }
        String outcome = outcome(forged.open(random.nextBoolean() ? BootId.current() : OTHER_BOOT));
        if (length != forged.original.length) {
            forged.restoreAll();
        } else {
            forged.restoreChanges();
        }
        return outcome;
    }

    private void change(ForgedFile forged) {
        boolean header = random.nextInt(3) == 0;
        int page = header ? 0 : FileLayout.metaPage(random.nextInt(FileLayout.META_PAGES));
        int[] fields = header ? FIELDS : META_FIELDS;
        int at = page + fields[random.nextInt(fields.length)];
        switch (random.nextInt(5)) {
            case 0 -> forged.flip(at + random.nextInt(Integer.BYTES), random.nextInt(Byte.SIZE));
            case 1 -> forged.head.putInt(at, random.nextInt());
            case 2 -> forged.head.putInt(at, (int) VALUES[random.nextInt(VALUES.length)]);
            case 3 -> forged.head.putInt(at, forged.head.getInt(at) + random.nextInt(5) - 2);
            default ->
                forged.head.putLong(
                        Math.min(at, page + FileLayout.PAGE - Long.BYTES), VALUES[random.nextInt(VALUES.length)]);
        }
    }

    private static String outcome(@Nullable ArenaFileException thrown) {
        return thrown == null ? "opened" : thrown.getClass().getSimpleName();
    }
}
