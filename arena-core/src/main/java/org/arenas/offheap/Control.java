package org.arenas.offheap;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The words by which the processes that have an arena's file open agree: what NAME.ctl holds.
 *
 * <pre>
 *   0     magic           8 bytes
 *   8     version
 *   12    slots           how many there are
 *   16    uuid            2 longs, of the data that this belongs to
 *   128   lock word       0 if free, else generation &lt;&lt; 16 | slot + 1
 *   256   clean           1 if nothing was changed since the last sync
 *   264   poisoned        1 if a change was left half-done that cannot be undone
 *   272   recoveries      how many changes of dead processes were undone
 *   280   used slots      the slots from here on were never used
 *   288   extents         how often the data got further ones
 *   296   joining         pid of who joined last
 *   4096  slots           1,024 bytes each
 * </pre>
 *
 * A slot:
 *
 * <pre>
 *   0     readers         shared holds of its process
 *   128   waiting         threads of its process that wait for the lock
 *   256   generation      how often the slot was taken
 *   264   pid
 *   272   held since      milliseconds since 1970, of the last exclusive hold; 0 if its holder did not say
 *   280   thread          length (4 bytes) and at most 120 bytes of UTF-8: who has or had that hold
 *   408   site            length (4 bytes) and at most 600 bytes of UTF-8: where it began, if that is known
 * </pre>
 */
final class Control {
    static final int SLOTS = 128;
    static final int BYTES = 4096 + SLOTS * 1024;

    static final int WORD = 128;
    static final int CLEAN = 256;
    static final int POISONED = 264;
    static final int RECOVERIES = 272;

    private static final long MAGIC = 0x314C_5443_4E45_5241L; // ARENCTL1
    private static final int VERSION = 1;
    private static final int VERSION_AT = 8;
    private static final int SLOTS_AT = 12;
    private static final int UUID_AT = 16;
    private static final int USED_SLOTS = 280;
    private static final int EXTENTS = 288;
    static final int JOINING = 296;
    private static final int FIRST_SLOT = 4096;
    private static final int SLOT_BYTES = 1024;

    private static final int READERS = 0;
    private static final int WAITING = 128;
    private static final int GENERATION = 256;
    private static final int PID = 264;
    private static final int SINCE = 272;
    private static final int THREAD = 280;
    private static final int THREAD_BYTES = 120;
    private static final int SITE = 408;
    private static final int SITE_BYTES = 600;

    private static final int SLOT_BITS = 16;

    private final UnsafeBuffer words;

    Control(UnsafeBuffer words) {
        this.words = words;
    }

    /** Begins anew. Only while no process has it open. */
    void format(long uuidHigh, long uuidLow) {
        words.setMemory(0, BYTES, (byte) 0);
        words.putInt(VERSION_AT, VERSION);
        words.putInt(SLOTS_AT, SLOTS);
        words.putLong(UUID_AT, uuidHigh);
        words.putLong(UUID_AT + Long.BYTES, uuidLow);
        words.putLongVolatile(0, MAGIC);
    }

    /** {@return whether it is what {@link #format} made for the same data} */
    boolean isFor(long uuidHigh, long uuidLow) {
        return words.getLongVolatile(0) == MAGIC
                && words.getInt(VERSION_AT) == VERSION
                && words.getInt(SLOTS_AT) == SLOTS
                && words.getLong(UUID_AT) == uuidHigh
                && words.getLong(UUID_AT + Long.BYTES) == uuidLow;
    }

    // ---------------------------------------------------------------- the lock word

    long word() {
        return words.getLongVolatile(WORD);
    }

    boolean exchangeWord(long from, long to) {
        return words.compareAndSetLong(WORD, from, to);
    }

    void releaseWord() {
        words.putLongRelease(WORD, 0);
    }

    /** What the word is while a slot's process holds the lock. */
    long wordOf(int slot) {
        return generation(slot) << SLOT_BITS | slot + 1;
    }

    /** The slot of a word, or -1 if it names none. */
    static int slotOf(long word) {
        int slot = (int) (word & (1 << SLOT_BITS) - 1) - 1;
        return slot < SLOTS ? slot : -1;
    }

    // ---------------------------------------------------------------- flags and counters

    boolean flag(int at) {
        return words.getLongVolatile(at) != 0;
    }

    void setFlag(int at, boolean on) {
        words.putLongVolatile(at, on ? 1 : 0);
    }

    long recoveries() {
        return words.getLongVolatile(RECOVERIES);
    }

    void countRecovery() {
        words.getAndAddLong(RECOVERIES, 1);
    }

    long extents() {
        return words.getLongVolatile(EXTENTS);
    }

    /** {@return how many times now} */
    long countExtent() {
        return words.getAndAddLong(EXTENTS, 1) + 1;
    }

    /** For messages. */
    void setJoining(long pid) {
        words.putLong(JOINING, pid);
    }

    /** Slots from here on were never used. */
    int usedSlots() {
        return Math.max(0, Math.min(SLOTS, (int) words.getLongVolatile(USED_SLOTS)));
    }

    // ---------------------------------------------------------------- slots

    private static int at(int slot, int field) {
        return FIRST_SLOT + slot * SLOT_BYTES + field;
    }

    /** Takes a slot that belongs to nobody. Under the join lock. */
    void enter(int slot, long pid) {
        words.putLong(at(slot, READERS), 0);
        words.putLong(at(slot, WAITING), 0);
        words.putLong(at(slot, GENERATION), generation(slot) + 1);
        words.putLong(at(slot, PID), pid);
        words.putInt(at(slot, THREAD), 0);
        words.putInt(at(slot, SITE), 0);
        words.putLongVolatile(USED_SLOTS, Math.max(usedSlots(), slot + 1));
    }

    /** Forgets what a dead process held for reading. */
    void clearReaders(int slot) {
        words.putLongVolatile(at(slot, READERS), 0);
        words.putLongVolatile(at(slot, WAITING), 0);
    }

    long generation(int slot) {
        return words.getLong(at(slot, GENERATION)) & 0xFFFF_FFFFL;
    }

    long readers(int slot) {
        return words.getLongVolatile(at(slot, READERS));
    }

    void addReaders(int slot, long more) {
        words.getAndAddLong(at(slot, READERS), more);
    }

    boolean isWaiting(int slot) {
        return words.getLongVolatile(at(slot, WAITING)) != 0;
    }

    /** Several threads of a process may wait: this counts them. */
    void addWaiting(int slot, long more) {
        words.getAndAddLong(at(slot, WAITING), more);
    }

    // ---------------------------------------------------------------- for messages

    static int pidAt(int slot) {
        return at(slot, PID);
    }

    /** Since when it is held, or 0. By the holder. */
    void sayHold(int slot, long since) {
        words.putLong(at(slot, SINCE), since);
        if (since == 0 && words.getInt(at(slot, SITE)) != 0) {
            words.putInt(at(slot, SITE), 0);
        }
    }

    void nameThread(int slot, String thread) {
        putText(at(slot, THREAD), THREAD_BYTES, thread);
    }

    void nameSite(int slot, String site) {
        putText(at(slot, SITE), SITE_BYTES, site);
    }

    private void putText(int at, int most, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(most, bytes.length);
        words.putBytes(at + Integer.BYTES, bytes, 0, length);
        words.putInt(at, length);
    }

    /** Who a slot's process is, as it said last. Racy. */
    Holder holder(int slot) {
        return new Holder(
                words.getLong(at(slot, PID)),
                text(at(slot, THREAD), THREAD_BYTES),
                text(at(slot, SITE), SITE_BYTES),
                words.getLong(at(slot, SINCE)));
    }

    private String text(int at, int most) {
        byte[] bytes = new byte[Math.max(0, Math.min(most, words.getInt(at)))];
        words.getBytes(at + Integer.BYTES, bytes);
        return bytes.length == 0 ? "unknown" : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Who holds the lock.
     *
     * @param pid of the process
     * @param thread its name
     * @param site where the hold began, or {@code unknown}
     * @param since milliseconds since 1970
     */
    record Holder(long pid, String thread, String site, long since) {}
}
