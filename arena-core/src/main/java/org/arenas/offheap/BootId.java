package org.arenas.offheap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Names the run of the machine from one start to the next: what was written since is in its memory, if not on its disk. */
record BootId(long high, long low) {
    /*
     * Linux has an identifier of its own. Elsewhere the start of the oldest process that can be seen stands for it. Where
     * none can be seen, each JVM takes itself for a machine: then a file that was not closed in good order is refused as
     * unclean, rather than believed.
     */
    static final int BYTES = 2 * Long.BYTES;

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");
    private static final BootId CURRENT = find();

    /** {@return the present one, the same for all processes of the machine} */
    static BootId current() {
        return CURRENT;
    }

    private static BootId find() {
        try {
            return of(UUID.fromString(Files.readString(LINUX).strip()));
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            return oldestProcess()
                    .map(start -> new BootId(0, start.toEpochMilli()))
                    .orElseGet(() -> of(UUID.randomUUID()));
        }
    }

    private static BootId of(UUID id) {
        return new BootId(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static Optional<Instant> oldestProcess() {
        try {
            return ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().startInstant().stream())
                    .min(Comparator.naturalOrder());
        } catch (SecurityException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    void put(ByteBuffer target, int at) {
        target.putLong(at, high).putLong(at + Long.BYTES, low);
    }

    static BootId get(ByteBuffer source, int at) {
        return new BootId(source.getLong(at), source.getLong(at + Long.BYTES));
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
