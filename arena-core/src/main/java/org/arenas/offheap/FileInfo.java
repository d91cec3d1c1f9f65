package org.arenas.offheap;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.arenas.error.ArenaFileException;
import org.jspecify.annotations.Nullable;

/**
 * What the head of an arena's file says.
 *
 * @param path the file
 * @param uuid names it
 * @param created when it was made
 * @param version of the format
 * @param fileBytes how long it is
 * @param bytes of segments, at the moment
 * @param maximumBytes of segments, in the end
 * @param segments how many there are
 * @param journalBytes of the undo journal; 0 if none is kept
 * @param state {@code open}: in use, or not closed in good order; {@code clean}; {@code poisoned}
 * @param sequence the write sequence: odd while a borrow changes something, or has died with it
 * @param refusal why the arena cannot be opened for use, or null if it can
 */
public record FileInfo(
        Path path,
        UUID uuid,
        Instant created,
        int version,
        long fileBytes,
        long bytes,
        long maximumBytes,
        int segments,
        long journalBytes,
        String state,
        long sequence,
        @Nullable String refusal) {
    static FileInfo of(ArenaPaths paths) throws IOException {
        ArenaFile file = ArenaFile.load(paths.data(), MapMode.READ_ONLY, BootId.current());
        try {
            MetaPage meta = file.meta();
            FileHeader header = file.header();
            return new FileInfo(
                    paths.data(),
                    header.uuid(),
                    header.created(),
                    FileLayout.VERSION,
                    Files.size(paths.data()),
                    meta.segmentBytes(),
                    header.maximum(),
                    file.segments(),
                    meta.fileBytes() - FileLayout.HEAD_BYTES - meta.segmentBytes(),
                    meta.state().name().toLowerCase(Locale.ROOT),
                    file.segment(0).getLongVolatile(HeapDescriptor.SEQUENCE),
                    refusal(file));
        } finally {
            file.close(true);
        }
    }

    private static @Nullable String refusal(ArenaFile file) {
        try {
            file.checkState();
            return null;
        } catch (ArenaFileException e) {
            return e.getMessage();
        }
    }
}
