package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileChecksumException;
import org.arenas.offheap.Extent.Kind;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** The newest page is whole, whatever becomes of who writes the next one. */
class MetaPagesTest {
    private static final int SECTOR = 512;
    private static final FileHeader HEADER = new FileHeader(new UUID(1, 2), Instant.EPOCH, 8_192, 1L << 42, true);

    private final UnsafeBuffer head = new UnsafeBuffer(ByteBuffer.allocateDirect(FileLayout.HEAD_BYTES));
    private final MetaPages pages = new MetaPages("prices.data", HEADER, head);

    private static MetaPage first(int extents) {
        List<Extent> all = new ArrayList<>();
        all.add(new Extent(Kind.JOURNAL, 16));
        for (int i = 1; i < extents; i++) {
            all.add(new Extent(Kind.SEGMENT, i + 1));
        }
        return new MetaPage(1, FileState.OPEN, new BootId(3, 4), 0, all);
    }

    @Test
    void shouldReadWhatWasWritten() {
        MetaPage page = first(2_000);
        pages.write(page);
        assertThat(pages.newest()).isEqualTo(page);

        for (int i = 0; i < 5; i++) {
            FileState state = FileState.of(i % 3);
            page = page.with(state, new BootId(i, -i), i * 1_000_000_000_000L);
            int at = pages.write(page);
            assertThat(at).isEqualTo(FileLayout.metaPage((i + 1) % 2));
            assertThat(pages.newest()).isEqualTo(page);
        }
        page = page.with(new Extent(Kind.SEGMENT, 1 << 18));
        pages.write(page);
        assertThat(pages.newest()).isEqualTo(page);
        assertThat(pages.newest().extents()).hasSize(2_001);
    }

    @Test
    void shouldSayThatNothingWasWritten() {
        assertThatThrownBy(pages::newest).isInstanceOf(FileChecksumException.class);
    }

    /** A process dies between any two bytes that it stores; the next one reads either page, and writes on. */
    @Test
    void shouldSurviveADeathAfterEachByte() {
        MetaPage before = first(200);
        pages.write(before);
        pages.write(before.again());
        byte[] old = bytes();
        MetaPage after = before.again().with(FileState.CLEAN, new BootId(5, 6), 7);
        int at = pages.write(after);
        byte[] written = bytes();

        // As they are stored: the number is erased first, and comes last.
        head.putBytes(0, old);
        head.putLong(at + FileLayout.META_NUMBER, 0);
        for (int i = 0; i < MetaPage.usedBytes(200); i++) {
            boolean number = i >= FileLayout.META_NUMBER && i < FileLayout.META_NUMBER + Long.BYTES;
            if (!number) {
                head.putByte(at + i, written[at + i]);
                assertThat(pages.newest()).isEqualTo(before.again());
            }
        }
        head.putLong(at + FileLayout.META_NUMBER, after.number());
        assertThat(pages.newest()).isEqualTo(after);
    }

    /** The power fails: some sectors of the page have reached the disk, whichever. */
    @Test
    void shouldSurviveAPowerFailureAfterAnySectors() {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        System.out.println("sectors: -Darenas.test.seed=" + seed);
        Random random = new Random(seed);
        MetaPage before = first(2_000);
        pages.write(before);
        pages.write(before.again());
        for (int round = 0; round < 2_000; round++) {
            MetaPage present = pages.newest();
            byte[] old = bytes();
            MetaPage next = random.nextBoolean() && present.extents().size() < 4_000
                    ? present.with(new Extent(Kind.SEGMENT, 1 + random.nextInt(9)))
                    : present.with(FileState.of(random.nextInt(3)), new BootId(round, 1), round);
            int at = pages.write(next);
            byte[] written = bytes();
            boolean whole = true;
            int density = random.nextInt(20);
            for (int sector = at; sector < at + FileLayout.META_BYTES; sector += SECTOR) {
                boolean lost = random.nextInt(density + 1) == 0;
                head.putBytes(sector, lost ? old : written, sector, SECTOR);
                for (int i = sector; lost && i < sector + SECTOR; i++) {
                    whole &= old[i] == written[i];
                }
            }
            assertThat(pages.newest()).as("seed %s, round %s", seed, round).isEqualTo(whole ? next : present);
            // The next failure finds two whole pages.
            pages.write(pages.newest().again());
        }
    }

    private byte[] bytes() {
        byte[] copy = new byte[head.capacity()];
        head.getBytes(0, copy);
        return copy;
    }

    /** A reader sees whole pages, and never an older one after a newer one, while another writes as fast as it can. */
    @Test
    void shouldNeverReadAMixture() {
        int writes = 100_000;
        MetaPage page = first(40);
        pages.write(mark(page));
        AtomicBoolean ended = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 2; i++) {
                threads.start("reader " + i, () -> {
                    MetaPages mine = new MetaPages("prices.data", HEADER, new UnsafeBuffer(head));
                    long last = 0;
                    while (last < writes && !ended.get()) {
                        MetaPage read = mine.newest();
                        assertThat(read).isEqualTo(mark(read));
                        assertThat(read.number()).isGreaterThanOrEqualTo(last);
                        last = read.number();
                    }
                });
            }
            threads.start("writer", () -> {
                MetaPage next = page;
                while (next.number() < writes) {
                    next = mark(next.again());
                    pages.write(next);
                }
            });
            Await.until("the last page", () -> pages.newest().number() == writes);
            threads.joinAll();
        } finally {
            ended.set(true);
        }
    }

    /** All values of a page follow from its number. */
    private static MetaPage mark(MetaPage page) {
        long n = page.number();
        return new MetaPage(
                n,
                FileState.of((int) (n % 3)),
                new BootId(n, ~n),
                n * 7,
                first(20 + (int) (n % 20)).extents());
    }
}
