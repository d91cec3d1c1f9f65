package org.arenas.offheap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileViolations;
import org.arenas.lock.Parking;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/**
 * A place among those who have an arena's file open: one slot of the control file, claimed until it is left.
 *
 * <p><b>Thread-safety.</b> One thread at a time.
 */
final class Seat {
    /*
     * Joining. With the join claim, so one at a time:
     *   1. Each slot is claimed for a moment: those that cannot be belong to the living.
     *   2. If nobody lives, the control file is made anew: nothing that it says is of any use, for what the dead have left
     *      half-done is known by the write sequence alone. Else it must be the one that belongs to the data.
     *   3. The first slot that could be claimed stays so. If the lock word names its last owner, the word is set free.
     *   4. Its counts begin at 0, its generation grows.
     *   5. What dead holders left half-done is undone (by Membership), before the join claim is given up.
     *
     * Leaving. The slot's claim is given up; with the join claim, and if nobody else lives, the file is closed in good order
     * before that. Whoever does not get the join claim in time leaves without: the file is whole all the same, but has to
     * be looked at after a restart of the machine.
     */
    private static final long LEAVE_PATIENCE = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    /** What is done with the file while nobody else can join. */
    interface Action {
        void run() throws IOException;
    }

    private final ArenaPaths paths;
    private final LiveFile live;
    private final MappedByteBuffer mapped;
    private final Control control;
    private final int slot;
    private final Liveness.Claim claim;
    private final boolean alone;
    private final long recoveriesBefore;
    private Liveness.@Nullable Claim join;

    private Seat(ArenaPaths paths, LiveFile live, Liveness.Claim join, UUID uuid) throws IOException {
        this.paths = paths;
        this.live = live;
        this.join = join;
        Liveness.Claim mine = null;
        int first = -1;
        boolean others = false;
        for (int i = 0; i < Control.SLOTS; i++) {
            Liveness.Claim found = live.tryClaim(i);
            if (found == null) {
                others = true;
            } else if (mine == null) {
                mine = found;
                first = i;
            } else {
                found.close();
            }
        }
        if (mine == null) {
            throw FileViolations.noPlace(paths.data().toString(), Control.SLOTS);
        }
        this.claim = mine;
        this.slot = first;
        this.alone = !others;
        MappedByteBuffer map = null;
        try {
            map = map(paths, others);
            this.control = new Control(new UnsafeBuffer(map, 0, Control.BYTES));
            enter(uuid);
        } catch (Throwable e) {
            if (map != null) {
                BufferUtil.free(map);
            }
            claim.close();
            throw e;
        }
        this.mapped = map;
        this.recoveriesBefore = control.recoveries();
    }

    private void enter(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        if (alone) {
            control.format(high, low);
        } else if (!control.isFor(high, low)) {
            throw FileViolations.checksum(paths.control().toString(), "control file", "it belongs to other data");
        }
        control.setJoining(ProcessHandle.current().pid());
        long word = control.word();
        if (word != 0 && Control.slotOf(word) == slot) {
            control.exchangeWord(word, 0);
        }
        control.enter(slot, ProcessHandle.current().pid());
    }

    /**
     * Takes a place. The join claim is kept until {@link #seated()}.
     *
     * @param uuid of the data
     * @throws org.arenas.error.ArenaInRecoveryException if somebody else joins, and takes longer than the patience
     * @throws org.arenas.error.ArenaLockedOutException if no place is left
     * @throws org.arenas.error.FileChecksumException if others have the file open and its control file is not theirs
     */
    static Seat take(ArenaPaths paths, UUID uuid, Duration patience) throws IOException {
        LiveFile live = LiveFile.open(paths.live());
        Liveness.Claim join = null;
        try {
            join = claimJoin(live, Durations.nanos(patience));
            if (join == null) {
                throw FileViolations.inRecovery(
                        paths.data().toString(), joining(paths), Durations.text(Durations.nanos(patience)));
            }
            refuseIfDiscarded(live, paths);
            return new Seat(paths, live, join, uuid);
        } catch (Throwable e) {
            if (join != null) {
                join.close();
            }
            live.close();
            throw e;
        }
    }

    /**
     * Does something while nobody has the file open.
     *
     * @param operation what, for the message
     * @throws org.arenas.error.ArenaLockedOutException if somebody has
     */
    static void alone(ArenaPaths paths, String operation, Action action) throws IOException {
        try (LiveFile live = LiveFile.open(paths.live());
                Liveness.Claim join = claimJoin(live, LEAVE_PATIENCE)) {
            List<Long> pids = join == null ? List.of(joining(paths)) : living(live, paths);
            if (!pids.isEmpty()) {
                throw FileViolations.openElsewhere(paths.data().toString(), operation, pids);
            }
            refuseIfDiscarded(live, paths);
            action.run();
        }
    }

    /** While this waited for the join claim, the files may have become those of nobody. */
    private static void refuseIfDiscarded(LiveFile live, ArenaPaths paths) throws IOException {
        if (!live.isAt(paths.live())) {
            throw new NoSuchFileException(paths.live().toString(), null, "the arena was discarded meanwhile");
        }
    }

    private static Liveness.@Nullable Claim claimJoin(LiveFile live, long nanos) {
        long begun = System.nanoTime();
        boolean interrupted = false;
        Liveness.Claim join = live.tryClaim(Liveness.JOIN);
        while (join == null && System.nanoTime() - begun < nanos) {
            interrupted |= Thread.interrupted();
            Parking.park(live, PAUSE);
            join = live.tryClaim(Liveness.JOIN);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return join;
    }

    private static List<Long> living(LiveFile live, ArenaPaths paths) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (int i = 0; i < Control.SLOTS; i++) {
            try (Liveness.Claim found = live.tryClaim(i)) {
                if (found == null) {
                    pids.add(word(paths, Control.pidAt(i)));
                }
            }
        }
        return pids;
    }

    private static long joining(ArenaPaths paths) throws IOException {
        return word(paths, Control.JOINING);
    }

    /** A word of the control file, or 0; for messages. */
    private static long word(ArenaPaths paths, int at) throws IOException {
        ByteBuffer words = Disk.open(paths.control()).first(Control.BYTES);
        return at + Long.BYTES <= words.limit() ? words.getLong(at) : 0;
    }

    private static MappedByteBuffer map(ArenaPaths paths, boolean others) throws IOException {
        Disk disk;
        try {
            disk = Disk.create(paths.control());
        } catch (FileAlreadyExistsException e) {
            disk = Disk.open(paths.control());
        }
        if (disk.size() < Control.BYTES) {
            if (others) {
                throw FileViolations.checksum(paths.control().toString(), "control file", "it is too short");
            }
            disk.zero(0, Control.BYTES);
        }
        return disk.map(MapMode.READ_WRITE, 0, Control.BYTES);
    }

    /** Others may join from now on. */
    void seated() {
        Liveness.Claim held = join;
        if (held != null) {
            join = null;
            held.close();
        }
    }

    /** {@return whether nobody else had the file open when this one joined} */
    boolean wasAlone() {
        return alone;
    }

    String path() {
        return paths.data().toString();
    }

    ArenaPaths paths() {
        return paths;
    }

    Control control() {
        return control;
    }

    Liveness liveness() {
        return live;
    }

    int slot() {
        return slot;
    }

    /** How many recoveries there had been when this one joined. */
    long recoveriesBefore() {
        return recoveriesBefore;
    }

    /**
     * Gives up the place.
     *
     * @param last what to do before that if nobody else has the file open
     */
    void leave(Action last) throws IOException {
        try {
            Liveness.Claim held = join == null ? claimJoin(live, LEAVE_PATIENCE) : join;
            join = null;
            if (held != null) {
                try (held) {
                    if (isAlone()) {
                        last.run();
                    }
                }
            }
        } finally {
            claim.close();
            live.close();
            BufferUtil.free(mapped);
        }
    }

    private boolean isAlone() {
        for (int i = 0; i < Control.SLOTS; i++) {
            if (i != slot) {
                try (Liveness.Claim found = live.tryClaim(i)) {
                    if (found == null) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
