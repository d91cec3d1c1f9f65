package org.arenas.examples.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenas.offheap.FileOptions;
import org.arenas.offheap.Handle;
import org.arenas.offheap.Length;
import org.arenas.offheap.LongArray;
import org.arenas.offheap.LongLongMap;
import org.arenas.offheap.MemoryWriter;
import org.arenas.offheap.RecordLayout;
import org.arenas.offheap.SharedArena;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArenaFileToolTest {
    private static final int HEAD_BYTES = 69_632;
    private static final int JOURNAL_BYTES = 65_536;

    enum Side {
        BUY,
        SELL
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private String file() {
        return folder.resolve("prices").toString();
    }

    private int run(String... args) {
        return ArenaFileTool.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    @BeforeEach
    void make() throws IOException {
        try (SharedArena prices = SharedArena.create(
                        Path.of(file()), FileOptions.of(1 << 16).maximum(1 << 20));
                MemoryWriter m = prices.borrow()) {
            m.setRoot("motto", m.allocate("festina lente"));
            m.setRoot("bytes", m.allocate(new byte[] {1, 2, -1}));
            Handle<LongLongMap> counts = m.allocateLongLongMap(8);
            m.longLongMap(counts).put(42, 7);
            m.setRoot("counts", counts);
            Handle<LongArray> cells = m.allocateLongArray(50);
            m.longArray(cells).fill(3);
            m.setRoot("cells", cells);
        }
    }

    private void damage(long at, int value) throws IOException {
        try (RandomAccessFile data = new RandomAccessFile(file() + ".data", "rw")) {
            data.seek(at);
            data.writeInt(value);
        }
    }

    @Test
    void shouldSayWhatTheHeadSays() {
        assertThat(run("info", file())).isEqualTo(ArenaFileTool.FINE);

        assertThat(lines())
                .contains(
                        "file      " + file() + ".data",
                        "version   1",
                        "memory    65536 of at most 1048576 bytes, segments: 1",
                        "journal   65536 bytes",
                        "state     clean",
                        "usable    yes");
    }

    @Test
    void shouldListRootsAndWhatTheyLeadTo() {
        assertThat(run("roots", file())).isEqualTo(ArenaFileTool.FINE);
        assertThat(lines())
                .containsExactly("bytes: byte[]", "cells: LongArray", "counts: LongLongMap", "motto: String");

        assertThat(run("dump", "--limit", "2", file() + ".data")).isEqualTo(ArenaFileTool.FINE);
        assertThat(lines().subList(4, lines().size()))
                .containsExactly(
                        "bytes: byte[]",
                        "  0102… (3 bytes)",
                        "cells: LongArray",
                        "  [3, 3, …]",
                        "counts: LongLongMap",
                        "  42 = 7",
                        "motto: String",
                        "  \"festina lente\"");
    }

    @Test
    void shouldReadARecordWithoutItsClass() throws IOException {
        RecordLayout<Tick> layout = RecordLayout.of(MethodHandles.lookup(), Tick.class);
        try (SharedArena prices = SharedArena.open(Path.of(file()));
                MemoryWriter m = prices.borrow()) {
            m.setRoot("tick", m.allocate(layout, new Tick("ACME", 12.5, Side.SELL, new int[] {1, 2})));
        }

        assertThat(run("dump", file())).isEqualTo(ArenaFileTool.FINE);

        assertThat(lines()).contains("  Tick[symbol=\"ACME\", price=12.5, side=SELL, volumes=[1, 2]]");
    }

    @SuppressWarnings("ArrayRecordComponent") // As it may be stored.
    record Tick(
            @Length(8) String symbol,
            double price,
            Side side,
            @Length(2) int[] volumes) {}

    @Test
    void shouldVerifyAndRepair() throws IOException {
        assertThat(run("verify", "--leaks", file())).isEqualTo(ArenaFileTool.FINE);
        assertThat(lines()).endsWith("all is well");

        // The counter of used bytes.
        damage(HEAD_BYTES + JOURNAL_BYTES + 24, 1);
        assertThat(run("verify", file())).isEqualTo(ArenaFileTool.PROBLEMS);
        assertThat(lines()).endsWith("problems: 1");

        assertThat(run("repair", file())).isEqualTo(ArenaFileTool.FINE);
        assertThat(lines()).endsWith("the arena may be used");
        assertThat(run("verify", file())).isEqualTo(ArenaFileTool.FINE);
    }

    @Test
    void shouldTellLeaksIfAsked() throws IOException {
        try (SharedArena prices = SharedArena.open(Path.of(file()));
                MemoryWriter m = prices.borrow()) {
            m.allocate("lost");
        }
        assertThat(run("verify", file())).isEqualTo(ArenaFileTool.FINE);
        assertThat(run("verify", "--leaks", file())).isEqualTo(ArenaFileTool.PROBLEMS);
        assertThat(lines()).anyMatch(line -> line.startsWith("no root leads to String"));
    }

    @Test
    void shouldSayWhatCannotBeRepaired() throws IOException {
        // The header of the first block.
        damage(HEAD_BYTES + JOURNAL_BYTES + 4_096, 1);
        byte[] before = Files.readAllBytes(Path.of(file() + ".data"));

        assertThat(run("repair", file())).isEqualTo(ArenaFileTool.PROBLEMS);

        assertThat(lines()).endsWith("nothing was changed: the arena cannot be used");
        assertThat(Files.readAllBytes(Path.of(file() + ".data"))).isEqualTo(before);
    }

    @Test
    void shouldSayWhatCannotBeRead() throws IOException {
        assertThat(run("info", folder.resolve("nothing").toString())).isEqualTo(ArenaFileTool.UNREADABLE);
        assertThat(err.toString()).contains("there is no such file");
        damage(20, 1);
        for (String command : List.of("info", "verify", "repair", "roots", "dump")) {
            assertThat(run(command, file())).as(command).isEqualTo(ArenaFileTool.UNREADABLE);
        }
        assertThat(err.toString()).contains("file is damaged");
        assertThat(run("frobnicate", file())).isEqualTo(ArenaFileTool.UNREADABLE);
        assertThat(run("info")).isEqualTo(ArenaFileTool.UNREADABLE);
        assertThat(run("--help")).isEqualTo(ArenaFileTool.FINE);
    }
}
