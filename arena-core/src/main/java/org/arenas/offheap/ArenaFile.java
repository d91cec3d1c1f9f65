package org.arenas.offheap;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.FileViolations;
import org.arenas.offheap.Extent.Kind;

/**
 * The bytes of an arena in a file, mapped: the segments of its heap, the space of its journal, and a head that says what is
 * where.
 *
 * <p><b>Ownership.</b> Belongs to whoever closes it. Several of one file, in one process or in several, see each other's
 * changes; each maps by {@link #refresh} what others have added.
 * <p><b>Thread-safety.</b> All methods may be called from any thread. Those that change the file, by one process at a time.
 */
final class ArenaFile {
    /*
     * Nothing in the file is believed before it was looked at: the header by its checksum and then by its values, a meta page
     * likewise, the length of the file against the extents. Only then is anything mapped, and never more than there is.
     *
     * Making a file. The header comes first, with version 0; then zeros, so that every byte has its place on the disk and no
     * store into the mapping can find it full; then the meta pages and what the arena puts into its segments. All that is
     * forced to the disk before the version is written. Who opens a file before that is told that it was never finished.
     *
     * Growing. Zeros behind the last extent, forced; then a meta page that names the new one. Whoever dies before that leaves a
     * file that is longer than its extents say, which does no harm: the next one writes the same zeros again.
     *
     * State   | written by   | when                                            | means, to who opens it
     * OPEN    | markOpen     | before the first change since it became clean   | in use, or its users died: their memory is
     *         |              |                                                 | in the mapping, if the boot is still the same
     * CLEAN   | markClean    | after all extents were forced                   | whole, if the sequence is what it was
     * POISONED| poison       | a holder died, and there is no journal          | nobody may use it
     *
     * What opens must outlast the damage of one meta page: so each change of the extents, or of what may not be forgotten, is
     * written into both, one after the other. Then the one that is left says the same, but for OPEN and CLEAN: and of these two
     * the older one is either what a look at the sequence refutes, or the more careful one.
     */
    private final Disk disk;
    private final FileHeader header;
    private final MappedByteBuffer head;
    private final MetaPages pages;
    private final Extents extents;
    private final MapMode mode;
    private final BootId boot;

    private boolean closed;

    private ArenaFile(Disk disk, FileHeader header, MappedByteBuffer head, MapMode mode, BootId boot) {
        this.disk = disk;
        this.header = header;
        this.head = head;
        this.pages = new MetaPages(disk.label(), header, new UnsafeBuffer(head));
        this.extents = new Extents(disk, mode);
        this.mode = mode;
        this.boot = boot;
    }

    // ---------------------------------------------------------------- making and opening

    static ArenaFile create(Path data, FileOptions options) throws IOException {
        return create(data, options, file -> {});
    }

    /**
     * Makes a file, with every byte of it on the disk. Only its owner may read and write it, where the system knows that.
     *
     * @param content puts what it must not be opened without into the segments, which are all zeros
     * @throws java.nio.file.FileAlreadyExistsException if there is one
     * @throws IOException if there is no room, for example; nothing is left behind
     */
    static ArenaFile create(Path data, FileOptions options, Consumer<ArenaFile> content) throws IOException {
        Disk disk = Disk.create(data);
        try {
            FileHeader header = FileHeader.of(options);
            MetaPage page = new MetaPage(1, FileState.OPEN, BootId.current(), 0, Extent.first(options));
            disk.write(0, header.unfinished());
            disk.zero(FileLayout.PAGE, page.fileBytes() - FileLayout.PAGE);
            MappedByteBuffer head = disk.map(MapMode.READ_WRITE, 0, FileLayout.HEAD_BYTES);
            ArenaFile file = new ArenaFile(disk, header, head, MapMode.READ_WRITE, BootId.current());
            try {
                file.finish(page, content);
            } catch (Throwable e) {
                file.close(true);
                throw e;
            }
            return file;
        } catch (Throwable e) {
            deleteAfter(e, disk);
            throw e;
        }
    }

    private static void deleteAfter(Throwable failure, Disk disk) {
        try {
            disk.delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void finish(MetaPage page, Consumer<ArenaFile> content) throws IOException {
        pages.write(page);
        pages.write(page.again());
        refresh();
        content.accept(this);
        extents.force();
        disk.force(head, 0, FileLayout.HEAD_BYTES);
        head.putInt(FileLayout.HEADER_VERSION, Integer.reverseBytes(FileLayout.VERSION));
        disk.force(head, 0, FileLayout.PAGE);
        disk.forceDirectory();
    }

    /**
     * Opens a file whose arena may be used.
     *
     * @param readOnly whether the mappings end the JVM if somebody writes to them
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if it holds no arena, or one that may not be used
     */
    static ArenaFile open(Path data, boolean readOnly) throws IOException {
        ArenaFile file = load(data, readOnly ? MapMode.READ_ONLY : MapMode.READ_WRITE, BootId.current());
        try {
            file.checkState();
            return file;
        } catch (Throwable e) {
            file.close(true);
            throw e;
        }
    }

    /**
     * Opens a file that is whole, whatever the state of its arena; for what repairs it.
     *
     * @param mode {@code PRIVATE} keeps what is changed from the file
     * @param boot what it is to take for the present boot
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws org.arenas.error.ArenaFileException if it holds no arena
     */
    static ArenaFile load(Path data, MapMode mode, BootId boot) throws IOException {
        Disk disk = Disk.open(data);
        FileHeader header = FileHeader.decode(disk.label(), disk.first(FileLayout.PAGE));
        long bytes = disk.size();
        if (bytes < FileLayout.HEAD_BYTES) {
            throw FileViolations.truncated(disk.label(), bytes, FileLayout.HEAD_BYTES);
        }
        MappedByteBuffer head = disk.map(mode, 0, FileLayout.HEAD_BYTES);
        ArenaFile file = new ArenaFile(disk, header, head, mode, boot);
        try {
            file.refresh();
            return file;
        } catch (Throwable e) {
            file.close(true);
            throw e;
        }
    }

    /**
     * Says whether the arena may be used.
     *
     * @throws org.arenas.error.ArenaUncleanException if the machine has stopped since, with changes under way
     * @throws org.arenas.error.ArenaPoisonedException if a change is half done for good
     */
    void checkState() {
        // Before the page: a change that is seen here was made after the page had said so.
        long sequence = segment(0).getLongVolatile(HeapDescriptor.SEQUENCE);
        MetaPage meta = meta();
        boolean sameBoot = meta.boot().equals(boot);
        switch (meta.state()) {
            case OPEN -> {
                if (!sameBoot) {
                    throw FileViolations.unclean(disk.label(), "it was open in boot " + meta.boot());
                }
            }
            case CLEAN -> {
                if (!sameBoot && meta.sequence() != sequence) {
                    String why = "it was clean at sequence " + meta.sequence() + " and has " + sequence;
                    throw FileViolations.unclean(disk.label(), why);
                }
            }
            case POISONED -> throw FileViolations.poisoned(disk.label());
        }
    }

    // ---------------------------------------------------------------- what there is

    FileHeader header() {
        return header;
    }

    /** {@return what the head says now} */
    synchronized MetaPage meta() {
        if (closed) {
            throw new IllegalStateException("file is closed: path=" + disk.label() + "; use it before close()");
        }
        return pages.newest();
    }

    int segments() {
        return extents.segments();
    }

    UnsafeBuffer segment(int number) {
        return extents.segment(number);
    }

    int journals() {
        return extents.journals();
    }

    UnsafeBuffer journal(int number) {
        return extents.journal(number);
    }

    /**
     * Maps the extents that others have added.
     *
     * @return true if there were any
     */
    synchronized boolean refresh() throws IOException {
        return extents.follow(meta());
    }

    // ---------------------------------------------------------------- growth

    /**
     * Adds a segment that is all zeros.
     *
     * @return its number
     * @throws IOException if there is no room, for example; the file is as it was
     * @throws IllegalArgumentException if the arena may not grow so far
     */
    int addSegment(long bytes) throws IOException {
        add(Extent.of(Kind.SEGMENT, bytes));
        return segments() - 1;
    }

    /**
     * Adds space for the journal, all zeros.
     *
     * @return its number
     * @throws IOException if there is no room, for example; the file is as it was
     * @throws IllegalArgumentException if the arena keeps no journal, or the file has too many extents
     */
    int addJournal(long bytes) throws IOException {
        add(Extent.of(Kind.JOURNAL, bytes));
        return journals() - 1;
    }

    private synchronized void add(Extent extent) throws IOException {
        MetaPage meta = writable();
        extents.follow(meta);
        MetaPage next = meta.with(extent);
        if (!next.suits(header)) {
            throw new IllegalArgumentException("file cannot grow so far: path=" + disk.label() + ", extent=" + extent
                    + ", maximum=" + header.maximum() + ", extents="
                    + meta.extents().size()
                    + "; add what the header allows");
        }
        long end = meta.fileBytes();
        try {
            disk.zero(end, extent.bytes());
            extents.map(extent, end);
        } catch (Throwable e) {
            truncateAfter(e, end);
            throw e;
        }
        putTwice(next);
    }

    private void truncateAfter(Throwable failure, long end) {
        try {
            disk.truncate(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    // ---------------------------------------------------------------- state

    /** To be called before the first change since the file became clean; does nothing if it is open. */
    synchronized void markOpen() throws IOException {
        MetaPage meta = healthy();
        if (meta.state() != FileState.OPEN || !meta.boot().equals(boot)) {
            put(meta.with(FileState.OPEN, boot, meta.sequence()));
        }
    }

    /**
     * Has all that was changed reach the disk, and then says so in the head. While nobody changes anything.
     *
     * @param sequence the arena's
     */
    synchronized void markClean(long sequence) throws IOException {
        MetaPage meta = healthy();
        extents.follow(meta);
        extents.force();
        put(meta.with(FileState.CLEAN, boot, sequence));
    }

    /** Says that nobody may use the arena. */
    synchronized void poison() throws IOException {
        MetaPage meta = writable();
        putTwice(meta.with(FileState.POISONED, boot, meta.sequence()));
    }

    /** Says that what is there may be used as it is, after it was poisoned or unclean. */
    synchronized void clearPoison() throws IOException {
        MetaPage meta = writable();
        putTwice(meta.with(FileState.OPEN, boot, meta.sequence()));
    }

    private MetaPage healthy() {
        MetaPage meta = writable();
        if (meta.state() == FileState.POISONED) {
            throw FileViolations.poisoned(disk.label());
        }
        return meta;
    }

    private MetaPage writable() {
        if (mode != MapMode.READ_WRITE) {
            // A store would end the JVM, or reach nobody.
            throw new IllegalStateException("file is read-only: path=" + disk.label() + "; open it for writing");
        }
        return meta();
    }

    private void put(MetaPage page) throws IOException {
        disk.force(head, pages.write(page), FileLayout.META_BYTES);
    }

    private void putTwice(MetaPage page) throws IOException {
        put(page);
        put(page.again());
    }

    /**
     * Ends the use of the file; a second call does nothing.
     *
     * @param unmap false leaves the memory of the extents to the collector, for those who may still read it
     */
    synchronized void close(boolean unmap) {
        if (closed) {
            return;
        }
        closed = true;
        extents.drop(unmap);
        BufferUtil.free(head);
    }
}
