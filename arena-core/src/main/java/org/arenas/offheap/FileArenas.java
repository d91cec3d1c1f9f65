package org.arenas.offheap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Arena;
import org.arenas.lock.ArenaLock;
import org.arenas.lock.ArenaLocks;
import org.arenas.monitor.Durations;

/** Makes and opens arenas in files. */
final class FileArenas {
    private FileArenas() {}

    static SharedArena create(Path path, FileOptions options) throws IOException {
        Agrona.check();
        ArenaPaths paths = ArenaPaths.of(path);
        Seat.alone(
                paths,
                "create",
                () -> ArenaFile.create(paths.data(), options, FileArenas::format)
                        .close(true));
        return open(path, false, options.patience());
    }

    private static void format(ArenaFile file) {
        List<UnsafeBuffer> segments = new ArrayList<>();
        for (int i = 0; i < file.segments(); i++) {
            segments.add(file.segment(i));
        }
        Heap.format(new Segments("new", segments, null), new SplittableRandom().nextLong());
    }

    static SharedArena open(Path path, boolean readOnly, Duration patience) throws IOException {
        Agrona.check();
        ArenaPaths paths = ArenaPaths.of(path);
        ArenaFile file = ArenaFile.open(paths.data(), readOnly);
        Seat seat;
        try {
            seat = Seat.take(paths, file.header().uuid(), patience);
        } catch (Throwable e) {
            file.close(true);
            throw e;
        }
        Arena arena = Arena.create(paths.name());
        try {
            if (seat.wasAlone()) {
                file.checkState();
                seat.control().setFlag(Control.CLEAN, file.meta().state() == FileState.CLEAN);
            }
            return join(arena, file, seat, readOnly, patience);
        } catch (Throwable e) {
            arena.close();
            leave(seat, file, e);
            throw e;
        }
    }

    private static SharedArena join(Arena arena, ArenaFile file, Seat seat, boolean readOnly, Duration patience)
            throws IOException {
        ArenaLock lock = ArenaLocks.withId(arena.id());
        file.refresh();
        Membership member = new Membership(lock, file, readOnly, seat, Durations.nanos(patience));
        member.recoverAtOpening();
        Segments segments = new Segments(arena.toString(), member.segments(), member.journal());
        Memory memory = new Memory(segments, file.header().maximum(), lock, member);
        member.serve(memory);
        SharedArena shared = new SharedArena(arena, lock, memory, member);
        // From here on, closing the arena leaves the file.
        lock.accompany(member);
        seat.seated();
        return shared;
    }

    private static void leave(Seat seat, ArenaFile file, Throwable failure) {
        try {
            seat.leave(() -> {});
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            file.close(true);
        }
    }
}
