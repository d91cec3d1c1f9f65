package org.arenas.offheap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.ArenaDamagedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Undoes what a dead process has left half-done in a file. */
final class Recovery {
    /*
     * Under the lock between processes, exclusively, with the write sequence odd. Each step can be the last: the next one
     * finds the sequence odd, and begins again.
     *
     *   put back what the journal kept | the number of the last allocation goes on from where the dead one was, so that no
     *   handle of what is undone now names something else later | count | sequence := even | journal := empty
     *
     * Counted before it can be seen that the memory is whole: whoever sees that must also see that something was undone, and
     * forget what it had read of it. A recovery that dies between is counted twice.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /**
     * Makes an arena whole again, or marks it as poisoned.
     *
     * @param open the file, or null if the caller has it for reading only
     */
    static void run(String path, String label, Path data, @Nullable ArenaFile open, Control control) {
        try {
            if (open != null) {
                run(path, label, open, control);
            } else {
                ArenaFile file = ArenaFile.open(data, false);
                try {
                    run(path, label, file, control);
                } finally {
                    file.close(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot undo what a dead process has left: path=" + path, e);
        }
    }

    private static void run(String path, String label, ArenaFile file, Control control) throws IOException {
        file.refresh();
        if (file.journals() == 0) {
            poison(path, file, control, "it keeps no journal");
            return;
        }
        try {
            Segments memory = new Segments(label, extents(file.segments(), file::segment), null);
            undo(memory, new Journal(extents(file.journals(), file::journal), Recovery::noSpace), () -> {
                control.countExtent();
                control.countRecovery();
            });
        } catch (ArenaDamagedException e) {
            poison(path, file, control, String.valueOf(e.getMessage()));
            return;
        }
        LOG.warn("a process died while it changed an arena; what it had changed was undone: path={}", path);
    }

    private static UnsafeBuffer noSpace(long bytes) throws IOException {
        throw new IOException("nothing is kept here: bytes=" + bytes);
    }

    /**
     * The steps on the memory itself, with all segments that there are.
     *
     * @param count tells everybody; after the changes are undone, and before the memory is whole
     */
    static void undo(Segments memory, Journal journal, Runnable count) {
        UnsafeBuffer first = memory.segment(0);
        long generation = first.getLong(HeapDescriptor.GENERATION);
        journal.putBack(memory);
        first.putLong(HeapDescriptor.GENERATION, Math.max(generation, first.getLong(HeapDescriptor.GENERATION)));
        count.run();
        first.putLongRelease(HeapDescriptor.SEQUENCE, (first.getLong(HeapDescriptor.SEQUENCE) | 1) + 1);
        journal.empty();
    }

    /** What gives an extent by its number. */
    private interface Lookup {
        UnsafeBuffer extent(int number);
    }

    private static List<UnsafeBuffer> extents(int count, Lookup lookup) {
        List<UnsafeBuffer> extents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            extents.add(lookup.extent(i));
        }
        return extents;
    }

    private static void poison(String path, ArenaFile file, Control control, String why) throws IOException {
        control.setFlag(Control.POISONED, true);
        file.poison();
        LOG.warn("a process died while it changed an arena, which cannot be undone: path={}, why={}", path, why);
    }
}
