package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.arenas.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that change one arena all the time are killed at random instants, and stopped for a while. What each has said it
 * was about to commit, and what it has said was committed, is what the arena may hold.
 */
class KillTortureTest {
    private static final long SEED = Long.getLong("arenas.test.seed", new SplittableRandom().nextLong());
    private static final int SECONDS = Integer.getInteger("arenas.torture.kill.seconds", 25);
    private static final int PROCESSES = 5;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** A place for one process after the other, and what is known of its changes. */
    private static final class Place {
        private ChildJvm process;
        private long begun;
        private long done;

        /** Takes in what it has said. */
        private void listen(List<String> lines) {
            for (String line : lines) {
                if (line.startsWith("begin ")) {
                    begun = Long.parseLong(line.substring(6));
                } else if (line.startsWith("done ")) {
                    done = Long.parseLong(line.substring(5));
                } else if (line.startsWith("WRONG") || line.contains("Exception") || line.contains("Error")) {
                    throw new AssertionError("seed=" + SEED + ", process said: " + lines);
                }
            }
        }
    }

    @Test
    @Timeout(
            value = 1,
            unit = TimeUnit.DAYS) // As long as the property says; each wait within has a deadline of its own.
    void shouldHoldWhatWasCommittedWhoeverIsKilled() throws IOException {
        Path path = folder.resolve("torture");
        List<Place> places = new ArrayList<>();
        int kills = 0;
        int recoveries = 0;
        try (SharedArena arena = SharedArena.create(
                path, FileOptions.of(1 << 18).maximum(1 << 24).patience(Duration.ofSeconds(30)))) {
            try (MemoryWriter m = arena.borrow()) {
                TortureWorker.prepare(m);
            }
            for (int i = 0; i < PROCESSES; i++) {
                places.add(new Place());
                start(path, i, places.get(i));
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
                if (random.nextInt(4) > 0) {
                    Place working = places.get(random.nextInt(PROCESSES));
                    working.listen(working.process.hear("begin "));
                }
                int victim = victim(path, places);
                Place place = places.get(victim);
                place.process.kill();
                kills++;
                place.listen(place.process.rest());
                try (MemoryWriter m = arena.borrow()) {
                    recoveries += m.recovered() ? 1 : 0;
                    assertThat(TortureWorker.check(m))
                            .as("seed=%d, kills=%d", SEED, kills)
                            .isEmpty();
                    assertThat(TortureWorker.count(m, victim))
                            .as("seed=%d, kills=%d, committed of %d", SEED, kills, victim)
                            .isBetween(place.done, place.begun);
                    place.done = TortureWorker.count(m, victim);
                    place.begun = place.done;
                }
                start(path, victim, place);
            }
        } finally {
            places.forEach(place -> place.process.close());
        }
        // Of the last ones, what they left is undone by who opens it next.
        try (SharedArena arena = SharedArena.open(path);
                MemoryReader m = arena.borrowShared()) {
            assertThat(TortureWorker.check(m)).as("seed=%d", SEED).isEmpty();
        }
        assertThat(kills).isGreaterThan(5);
        System.out.println("seed=" + SEED + ", kills=" + kills + ", undone=" + recoveries);
    }

    private void start(Path path, int id, Place place) {
        place.process = ChildJvm.start(
                TortureWorker.class, path.toString(), Integer.toString(id), Long.toString(random.nextLong()));
    }

    /** Anybody; or whoever holds the arena, stopped so that it holds it when it is killed. */
    private int victim(Path path, List<Place> places) throws IOException {
        for (int tries = random.nextInt(2) * 6; tries > 0; tries--) {
            int owner = owner(path, places);
            if (owner >= 0 && places.get(owner).process.isAlive()) {
                places.get(owner).process.signal("STOP");
                if (owner(path, places) == owner) {
                    return owner;
                }
                places.get(owner).process.signal("CONT");
            }
        }
        return random.nextInt(PROCESSES);
    }

    private static int owner(Path path, List<Place> places) throws IOException {
        ByteBuffer words = Disk.open(ArenaPaths.of(path).control()).first(Control.BYTES);
        int slot = Control.slotOf(words.getLong(Control.WORD));
        for (int i = 0; slot >= 0 && i < places.size(); i++) {
            if (places.get(i).process.pid() == words.getLong(Control.pidAt(slot))) {
                return i;
            }
        }
        return -1;
    }
}
