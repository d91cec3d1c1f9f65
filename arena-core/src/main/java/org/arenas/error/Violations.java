package org.arenas.error;

import java.util.List;

/**
 * Makes every exception of the library, so that their messages have one form: {@code rule broken: name=value, name=value;
 * what to do}. For the library's own use.
 */
public final class Violations {
    private Violations() {}

    /**
     * R9: an acquisition of a closed arena.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ArenaClosedException arenaClosed(String arena, String caller) {
        return new ArenaClosedException("arena is closed: arena=" + arena + ", caller=" + caller
                + "; borrow before close(), or check isClosed()");
    }

    /**
     * R5: an acquisition of an arena whose holder died.
     *
     * @param arena the arena as messages name it
     * @param holder who held it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static AbandonedArenaException arenaAbandoned(String arena, String holder, String caller) {
        return new AbandonedArenaException("arena is abandoned, its holder died without releasing it: arena=" + arena
                + ", holder=" + holder + ", caller=" + caller
                + "; close the arena, and open every borrow in try-with-resources");
    }

    /**
     * R6: a run in order that a sequential one differs from.
     *
     * @param task its index
     * @param accesses what it declared
     * @param what is different
     * @param parallel what it was in the run
     * @param sequential what it was one after the other
     * @return the exception, to be thrown
     */
    public static NotSequentialException notSequential(
            long task, String accesses, String what, String parallel, String sequential) {
        return new NotSequentialException("run in order differs from a sequential run: task=" + task + ", accesses="
                + accesses + ", what=" + what + ", in order=" + parallel + ", sequential=" + sequential
                + "; keep all that the tasks use in arenas that they declare");
    }

    /**
     * R6: an ordered task that reaches beyond what it declared.
     *
     * @param wanted the arena, behaviour or interpreter that it turned to
     * @param caller the task, with what it declared
     * @return the exception, to be thrown
     */
    public static UndeclaredAccessException undeclared(String wanted, String caller) {
        return new UndeclaredAccessException("ordered task did not declare what it uses: wanted=" + wanted + ", caller="
                + caller
                + "; name every arena in when(...), and leave interpreters and behaviours to the code that adds"
                + " the tasks");
    }

    /**
     * R7: exclusive asked for while holding shared.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static UpgradeException upgrade(String arena, String caller) {
        return new UpgradeException("shared borrow cannot become exclusive: arena=" + arena + ", caller=" + caller
                + "; close the shared borrow first, or borrow exclusively from the start");
    }

    /**
     * R5: a wait that would close a cycle.
     *
     * @param caller who asked
     * @param wanted what it wanted
     * @param cycle the members, a line each
     * @return the exception, to be thrown
     */
    public static DeadlockException deadlock(String caller, String wanted, List<String> cycle) {
        StringBuilder text = new StringBuilder("waiting would be a deadlock: caller=" + caller + ", wanted=" + wanted
                + ", members=" + cycle.size()
                + "; take the arenas in one Arenas.borrow(...) or when(...), or close a borrow first");
        for (String member : cycle) {
            text.append(System.lineSeparator()).append("  ").append(member);
        }
        return new DeadlockException(text.toString(), cycle);
    }

    /**
     * R3: a borrow used after its end.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static BorrowClosedException borrowClosed(String arena, String caller) {
        return new BorrowClosedException("borrow is closed: arena=" + arena + ", caller=" + caller
                + "; use what a borrow hands out inside its block only, or borrow again");
    }

    /**
     * R2: a borrow used by another execution.
     *
     * @param arena the arena as messages name it
     * @param owner who opened the borrow
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static BorrowThreadException borrowThread(String arena, String owner, String caller) {
        return new BorrowThreadException("borrow belongs to another execution: arena=" + arena + ", owner=" + owner
                + ", caller=" + caller + "; pass the Ref instead, and open a borrow where it is used");
    }

    /**
     * R2: a home borrow used while home is given up.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static HomeSuspendedException homeSuspended(String arena, String caller) {
        return new HomeSuspendedException("home arena is given up: arena=" + arena + ", caller=" + caller
                + "; use the home borrow outside suspendDuring(...)");
    }

    /**
     * R9: a home arena closed by hand.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static HomeArenaException homeClosedByHand(String arena, String caller) {
        return new HomeArenaException("home arena is closed by its interpreter: arena=" + arena + ", caller=" + caller
                + "; close the interpreter, or let the task end");
    }

    /**
     * R2: a Ref dereferenced through the wrong borrow.
     *
     * @param ref the reference as text
     * @param arena the arena as messages name it
     * @param covered what the borrow covers
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ForeignReferenceException foreignReference(String ref, String arena, String covered, String caller) {
        return new ForeignReferenceException("reference belongs to another arena: ref=" + ref + ", arena=" + arena
                + ", borrowed=" + covered + ", caller=" + caller + "; borrow " + arena + ", too");
    }

    /**
     * R2: an arena used through a borrow that does not cover it.
     *
     * @param arena the arena as messages name it
     * @param covered what the borrow covers
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ForeignReferenceException notCovered(String arena, String covered, String caller) {
        return new ForeignReferenceException("arena is not covered by this borrow: arena=" + arena + ", borrowed="
                + covered + ", caller=" + caller + "; declare it in Arenas.borrow(...) or when(...)");
    }

    /**
     * R7: an arena written that was declared for reading.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static AccessModeException readOnly(String arena, String caller) {
        return new AccessModeException("arena is borrowed for reading: arena=" + arena + ", caller=" + caller
                + "; borrow it exclusively, or declare write(arena)");
    }

    /**
     * R4: a Ref whose object is gone.
     *
     * @param ref the reference as text
     * @param arena the arena as messages name it
     * @param why what became of the object
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static StaleReferenceException staleReference(String ref, String arena, String why, String caller) {
        return new StaleReferenceException("reference is stale: ref=" + ref + ", arena=" + arena + ", object=" + why
                + ", caller=" + caller + "; get a new Ref from the owner");
    }

    /**
     * R4: a remote reference whose object is gone.
     *
     * @param ref the reference as text
     * @param why what its owner says, or what became of the owner
     * @param command what was to be run
     * @return the exception, to be thrown
     */
    public static StaleReferenceException staleRemote(String ref, String why, String command) {
        return new StaleReferenceException("remote reference is stale: ref=" + ref + ", why=(" + why + "), command="
                + command + "; get a new one from the owner");
    }

    /**
     * R9: an owner on another node that cannot be reached, or does not answer.
     *
     * @param ref the reference as text
     * @param why how that was noticed
     * @param command what was to be run
     * @param delivery how it was sent
     * @return the exception, to be thrown
     */
    public static UnreachableOwnerException unreachableOwner(String ref, String why, String command, String delivery) {
        return new UnreachableOwnerException("owner is not reached: ref=" + ref + ", why=(" + why + "), command="
                + command + ", delivery=" + delivery
                + "; the command may have run: ask the owner before it is sent again");
    }

    /**
     * R4: a Ref whose object was moved.
     *
     * @param ref the reference as text
     * @param by who moved it
     * @param at where, if that was kept
     * @param ago how long ago
     * @param to what became of it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static MovedException moved(String ref, String by, String at, String ago, String to, String caller) {
        return new MovedException("object was moved: ref=" + ref + ", by=" + by + ", at=" + at + ", ago=" + ago
                + ", to=" + to + ", caller=" + caller + "; use the Ref that accept(...) returned");
    }

    /**
     * R4: a moved object accepted a second time.
     *
     * @param ref the reference it had before, as text
     * @param by who moved it
     * @param to what became of it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static MovedException acceptedBefore(String ref, String by, String to, String caller) {
        return new MovedException("moved object was accepted before: ref=" + ref + ", by=" + by + ", to=" + to
                + ", caller=" + caller + "; accept a Moved once, and pass on the Ref that comes out");
    }

    /**
     * R8: a value that may not cross.
     *
     * @param path where the offending part is
     * @param type the part's class
     * @param why why it may not cross
     * @param crossing what was to cross
     * @param from whose code let it
     * @return the exception, to be thrown
     */
    public static NotShareableException notShareable(
            String path, String type, String why, String crossing, String from) {
        return new NotShareableException(
                "value is not shareable: path=" + path + ", type=" + type + ", why=" + why + ", crossing=" + crossing
                        + ", from=" + from
                        + "; pass a Ref, Frozen.of(...), a Moved or an immutable copy, or Shareable.register an immutable"
                        + " class",
                path);
    }

    /**
     * R8: a value that cannot be copied.
     *
     * @param path where the offending part is
     * @param type the part's class
     * @param why why it cannot be copied
     * @return the exception, to be thrown
     */
    public static NotCopyableException notCopyable(String path, String type, String why) {
        return new NotCopyableException(
                "value cannot be copied: path=" + path + ", type=" + type + ", why=" + why
                        + "; leave it out, or Copies.register a copier for its class",
                path);
    }

    /**
     * R8: a value that cannot be frozen.
     *
     * @param path where the offending part is
     * @param type the part's class
     * @param why why it cannot be frozen
     * @return the exception, to be thrown
     */
    public static NotFreezableException notFreezable(String path, String type, String why) {
        return new NotFreezableException(
                "value cannot be frozen: path=" + path + ", type=" + type + ", why=" + why
                        + "; build it of records, lists, sets, maps and immutable values",
                path);
    }

    /**
     * R2: an arena that should be held and is not.
     *
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static NotHeldException notHeld(String arena, String caller) {
        return new NotHeldException("arena is not held: arena=" + arena + ", caller=" + caller
                + "; call this inside a borrow of the arena");
    }

    /**
     * R2: an operation of a task outside any task.
     *
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static NotHeldException notInInterpreter(String caller) {
        return new NotHeldException(
                "no interpreter runs here: caller=" + caller + "; call this from a task of an interpreter");
    }

    /**
     * R9: a task for a closed interpreter.
     *
     * @param interpreter the interpreter as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static InterpreterClosedException interpreterClosed(String interpreter, String caller) {
        return new InterpreterClosedException("interpreter is closed: interpreter=" + interpreter + ", caller=" + caller
                + "; give it tasks before close(), or check state()");
    }

    /**
     * R9: a task that was dropped by an immediate close.
     *
     * @param interpreter the interpreter as messages name it
     * @return the exception, to be thrown
     */
    public static InterpreterClosedException taskDiscarded(String interpreter) {
        return new InterpreterClosedException("task was discarded before it ran: interpreter=" + interpreter
                + "; close() runs what is queued, closeNow() does not");
    }

    /**
     * R10: a full mailbox.
     *
     * @param interpreter the interpreter as messages name it
     * @param capacity of the mailbox, in tasks
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static MailboxFullException mailboxFull(String interpreter, int capacity, String caller) {
        return new MailboxFullException("mailbox is full: interpreter=" + interpreter + ", capacity=" + capacity
                + ", caller=" + caller + "; slow down, or build it with another OverflowPolicy");
    }

    /**
     * R13: an interpreter that waits for itself.
     *
     * @param interpreter the interpreter as messages name it
     * @return the exception, to be thrown
     */
    public static SelfCallException selfCall(String interpreter) {
        return new SelfCallException("interpreter waits for itself: interpreter=" + interpreter
                + "; call the code directly, or submit(...) without waiting");
    }

    /**
     * R3: a task that ended with borrows open.
     *
     * @param who the task
     * @param arenas what was left open
     * @return the exception, to be thrown
     */
    public static BorrowLeakException borrowLeak(String who, List<String> arenas) {
        return new BorrowLeakException("task ended with a borrow open: task=" + who + ", arenas=" + arenas
                + "; the borrow was closed: open borrows in try-with-resources");
    }

    /**
     * R9: an item put into a closed channel.
     *
     * @param channel the channel as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ChannelClosedException channelClosed(String channel, String caller) {
        return new ChannelClosedException("channel is closed: channel=" + channel + ", caller=" + caller
                + "; put before close(), or check isClosed()");
    }

    /**
     * R9: an item wanted from a channel that is closed and empty.
     *
     * @param channel the channel as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ChannelClosedException channelDrained(String channel, String caller) {
        return new ChannelClosedException("channel is closed and empty: channel=" + channel + ", caller=" + caller
                + "; iterate over the channel, which ends here, or check isDrained()");
    }

    /**
     * R9: a select none of whose channels can become ready any more.
     *
     * @param channels the channels as messages name them
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ChannelClosedException channelsClosed(List<String> channels, String caller) {
        return new ChannelClosedException("every channel of the select is closed: channels=" + channels + ", caller="
                + caller + "; end the loop when the last of them isDrained()");
    }

    /**
     * R9: an item whose sender is gone.
     *
     * @param channel the channel as messages name it
     * @param closed what was closed: an interpreter, or the channel
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static OrphanedItemException orphanedItem(String channel, String closed, String caller) {
        return new OrphanedItemException("item is an orphan: channel=" + channel + ", closed=" + closed + ", caller="
                + caller + "; take what was put before its sender is closed, or use OrphanPolicy.KEEP");
    }

    /**
     * R1: a channel used by somebody it was not built for.
     *
     * @param channel the channel as messages name it
     * @param operation what was asked for
     * @param allowed who may
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ChannelPeerException channelPeer(String channel, String operation, String allowed, String caller) {
        return new ChannelPeerException("channel belongs to others: channel=" + channel + ", operation=" + operation
                + ", allowed=" + allowed + ", caller=" + caller + "; build it without this limit, or pass the item on");
    }

    /**
     * R5: an item of a parallel map that took too long.
     *
     * @param index its place in the source
     * @param limit the time an item is given
     * @return the exception, to be thrown
     */
    public static MapTimeoutException itemTimeout(String index, String limit) {
        return new MapTimeoutException("item took too long: index=" + index + ", limit=" + limit
                + "; give it more time with itemTimeout(...), or make its function end when it is interrupted");
    }

    /**
     * R5: a parallel map that took too long.
     *
     * @param pool the pool as messages name it
     * @param limit the time the map is given
     * @param done how many items were done
     * @return the exception, to be thrown
     */
    public static MapTimeoutException mapTimeout(String pool, String limit, String done) {
        return new MapTimeoutException("map took too long: pool=" + pool + ", limit=" + limit + ", done=" + done
                + "; give it more time with timeout(...), or keep what is done with a MapControl");
    }

    /**
     * A shared arena without room.
     *
     * @param arena the arena as messages name it
     * @param asked bytes of payload
     * @param free bytes in free blocks
     * @param largest bytes of payload that the largest of them can take
     * @param mayGrow bytes by which the arena may still grow
     * @return the exception, to be thrown
     */
    public static ArenaFullException arenaFull(String arena, long asked, long free, long largest, long mayGrow) {
        return new ArenaFullException("arena is full: arena=" + arena + ", asked=" + asked + ", free=" + free
                + ", largest=" + largest + ", mayGrow=" + mayGrow + "; free something, or create the arena larger");
    }

    /**
     * The memory of a shared arena is not what the library wrote.
     *
     * @param arena the arena as messages name it
     * @param what what is wrong, and where
     * @return the exception, to be thrown
     */
    public static ArenaDamagedException damaged(String arena, String what) {
        return new ArenaDamagedException("arena is damaged: arena=" + arena + ", what=" + what
                + "; use what verify() finds intact, and discard it");
    }

    /**
     * R4: a handle whose block was freed.
     *
     * @param handle the handle
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static StaleReferenceException staleHandle(String handle, String arena, String caller) {
        return new StaleReferenceException("handle is stale: handle=" + handle + ", arena=" + arena + ", caller="
                + caller + "; get a new one from a root, or from who allocated again");
    }

    /**
     * R4: a handle that no allocation of this arena has made.
     *
     * @param handle the handle
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static ForeignReferenceException foreignHandle(String handle, String arena, String caller) {
        return new ForeignReferenceException("handle belongs to another arena: handle=" + handle + ", arena=" + arena
                + ", caller=" + caller + "; use it with the arena that made it");
    }

    /**
     * R4: a handle to a block of another type.
     *
     * @param handle the handle
     * @param arena the arena as messages name it
     * @param asked the type asked for
     * @param found the block's type
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static HandleTypeException handleType(
            String handle, String arena, String asked, String found, String caller) {
        return new HandleTypeException("handle is of another type: handle=" + handle + ", arena=" + arena + ", asked="
                + asked + ", found=" + found + ", caller=" + caller + "; ask for the type it was allocated with");
    }

    /**
     * A record class that cannot be kept in bytes.
     *
     * @param path where the offending component is
     * @param type its type
     * @param why why it cannot
     * @return the exception, to be thrown
     */
    public static NotMappableException notMappable(String path, String type, String why) {
        return new NotMappableException(
                "record cannot be kept in bytes: path=" + path + ", type=" + type + ", why=" + why
                        + "; build it of primitives, enums, records, handles, and Strings and arrays with a @Length",
                path);
    }

    /**
     * A text without room.
     *
     * @param path the component
     * @param length bytes that it takes in UTF-8
     * @param limit bytes that there are
     * @return the exception, to be thrown
     */
    public static NotStorableException tooLong(String path, int length, int limit) {
        return new NotStorableException(
                "text is too long for its component: path=" + path + ", length=" + length + ", limit=" + limit
                        + "; shorten it, or give the component a larger @Length",
                path);
    }

    /**
     * A value without form.
     *
     * @param path the component
     * @param why why it cannot be stored
     * @return the exception, to be thrown
     */
    public static NotStorableException notStorable(String path, String why) {
        return new NotStorableException(
                "value cannot be stored: path=" + path + ", why=" + why + "; check it before it is written", path);
    }

    /**
     * Bytes that no value of a component has.
     *
     * @param path the component
     * @param stored what was found
     * @param allowed what could have been
     * @return the exception, to be thrown
     */
    public static CorruptRecordException corruptRecord(String path, String stored, String allowed) {
        return new CorruptRecordException("stored bytes are no value of their component: path=" + path + ", stored="
                + stored + ", allowed=" + allowed + "; use what verify() finds intact, and write the record anew");
    }

    /**
     * A record class that has changed too much since it was stored.
     *
     * @param record the class
     * @param differences what has changed
     * @return the exception, to be thrown
     */
    public static LayoutMismatchException layoutMismatch(String record, List<String> differences) {
        return new LayoutMismatchException(
                "stored record has another layout than its class: record=" + record + ", differences=" + differences
                        + "; only add components, and constants of enums, at the end",
                differences);
    }

    /**
     * Bytes that describe no layout.
     *
     * @param at the byte where that was seen
     * @param why what is wrong with it
     * @return the exception, to be thrown
     */
    public static DamagedLayoutException damagedLayout(int at, String why) {
        return new DamagedLayoutException("description of a layout is damaged: at=" + at + ", why=" + why
                + "; read what LayoutDescription.bytes() of this version returned");
    }

    /**
     * R7: a change of what is frozen.
     *
     * @param array the array
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static FrozenArrayException arrayFrozen(String array, String arena, String caller) {
        return new FrozenArrayException("array is frozen: array=" + array + ", arena=" + arena + ", caller=" + caller
                + "; copy it into a new one to change it");
    }

    /**
     * R7: a use of what is lent, by who has lent it.
     *
     * @param array the array
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static LentArrayException arrayLent(String array, String arena, String caller) {
        return new LentArrayException("array is lent: array=" + array + ", arena=" + arena + ", caller=" + caller
                + "; use its parts or ranges, or close the Split or RangeScope first");
    }

    /**
     * R7: a change through a range that is borrowed for reading.
     *
     * @param range the range, with its mode and array
     * @param arena the arena as messages name it
     * @param caller who asked
     * @return the exception, to be thrown
     */
    public static AccessModeException rangeReadOnly(String range, String arena, String caller) {
        return new AccessModeException("range is borrowed for reading: range=" + range + ", arena=" + arena
                + ", caller=" + caller + "; borrow it with RangeMode.WRITE");
    }

    /**
     * R7: a range that overlaps another.
     *
     * @param wanted the range, with its mode and array
     * @param caller who asked
     * @param at where it asked
     * @param present the range in the way
     * @param holder who has it, or waits for it
     * @param since where that was borrowed
     * @return the exception, to be thrown
     */
    public static RangeConflictException rangeBorrowed(
            String wanted, String caller, String at, String present, String holder, String since) {
        return new RangeConflictException("range overlaps one that is borrowed: wanted=" + wanted + ", caller=" + caller
                + ", at=" + at + ", present=" + present + ", holder=" + holder + ", since=" + since
                + "; wait with borrow(...), or borrow ranges without a common element");
    }
}
