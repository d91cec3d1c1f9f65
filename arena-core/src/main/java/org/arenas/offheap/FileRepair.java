package org.arenas.offheap;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.arenas.error.ArenaFileException;

/** What can be done about the file of an arena that is refused, while nobody has it open. */
final class FileRepair {
    /*
     * Everything is done twice: first in a private mapping, which the file never sees. Only if that ends well, with all
     * blocks known, it is done to the file: poisoned meanwhile, so that a death in the middle leaves it refused as it was.
     *
     * The journal is tried first. After a failure of the machine it may have reached the disk in part: if what it puts back
     * makes no whole memory, that is done without it.
     */
    private final ArenaPaths paths;
    private final List<String> problems = new ArrayList<>();

    private FileRepair(ArenaPaths paths) {
        this.paths = paths;
    }

    static RepairReport repair(ArenaPaths paths) throws IOException {
        Agrona.check();
        // Says that there is none, before anything is made beside it.
        Disk.open(paths.data());
        List<RepairReport> report = new ArrayList<>(1);
        Seat.alone(paths, "repair", () -> report.add(new FileRepair(paths).run()));
        return report.get(0);
    }

    static void discard(ArenaPaths paths) throws IOException {
        Disk.open(paths.data());
        Seat.alone(paths, "discard", () -> {
            Files.deleteIfExists(paths.data());
            Files.deleteIfExists(paths.control());
            // Last, with the claims on it: whoever waits for one notices.
            Files.deleteIfExists(paths.live());
        });
    }

    private RepairReport run() throws IOException {
        ArenaFile file = ArenaFile.load(paths.data(), MapMode.READ_WRITE, BootId.current());
        try {
            boolean refused = isRefused(file);
            MemoryRepair rehearsal = rehearse(true);
            if (!rehearsal.isWhole() && rehearsal.hasUndone()) {
                problems.add("what the undo journal kept makes no whole memory");
                rehearsal = rehearse(false);
            }
            problems.addAll(rehearsal.problems());
            if (!rehearsal.isWhole()) {
                return new RepairReport(problems, List.of(), false);
            }
            if (problems.isEmpty()) {
                return new RepairReport(problems, List.of(), true);
            }
            List<String> done = repair(file, rehearsal.hasUndone());
            if (refused) {
                done.add("the arena may be used again");
            }
            return new RepairReport(problems, done, true);
        } finally {
            file.close(true);
        }
    }

    private boolean isRefused(ArenaFile file) {
        try {
            file.checkState();
            return false;
        } catch (ArenaFileException e) {
            problems.add(String.valueOf(e.getMessage()));
            return true;
        }
    }

    private MemoryRepair rehearse(boolean undo) throws IOException {
        ArenaFile copy = ArenaFile.load(paths.data(), MapMode.PRIVATE, BootId.current());
        try {
            MemoryRepair repair = new MemoryRepair(copy, paths.name());
            repair.run(undo);
            return repair;
        } finally {
            copy.close(true);
        }
    }

    private List<String> repair(ArenaFile file, boolean undo) throws IOException {
        file.poison();
        MemoryRepair repair = new MemoryRepair(file, paths.name());
        repair.run(undo);
        file.clearPoison();
        file.markClean(file.segment(0).getLong(HeapDescriptor.SEQUENCE));
        return new ArrayList<>(repair.repairs());
    }
}
