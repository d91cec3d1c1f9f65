package org.arenas.actors.sharding;

import java.io.IOException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How an entity's state is made, written to a snapshot and read from one. The state is an ordinary object in the entity's
 * arena, and need not be serialisable itself.
 *
 * <pre>{@code
 * record Kept(int balance) {}
 *
 * ArenaState<Account> state = ArenaState.records(
 *         Kept.class,
 *         id -> new Account(id, 0),                                  // the first time
 *         account -> new Kept(account.balance()),                    // writes
 *         (id, kept) -> new Account(id, kept.balance()));            // reads
 * }</pre>
 *
 * <p><b>Ownership.</b> The methods run in the entity, with its arena held. What they are given and return belongs to the
 * arena.
 *
 * @param <O> the object
 */
public interface ArenaState<O> {
    /**
     * Makes the state of an entity that has no snapshot yet.
     *
     * @param id the entity's id
     * @return the object, for its arena
     */
    O create(String id);

    /**
     * Writes the state. The same state should give the same bytes: what has not changed is not stored again.
     *
     * @param object which is not to be changed
     * @return a snapshot's bytes
     * @throws IOException if it cannot be written: the entity goes on with its state, and its last snapshot stays
     */
    byte[] write(O object) throws IOException;

    /**
     * Reads the state.
     *
     * @param id the entity's id
     * @param bytes as {@link #write} has made them, maybe in an earlier version of the program
     * @return the object, for its arena
     * @throws IOException if it cannot be read: the entity does not start, and the snapshot stays
     */
    O read(String id, byte[] bytes) throws IOException;

    /**
     * A state whose snapshots are records, in CBOR: of primitives, strings, enums, times, byte arrays, lists, maps,
     * Optionals and other records. What has the name of no component cannot be read, what is missing is null or zero: so
     * components may be added. No class is named in the bytes, so they can make no object but the record.
     *
     * @param type the class of the records
     * @param create makes the object of an entity without a snapshot
     * @param capture makes the record; it should share nothing with the object that can be changed
     * @param restore makes the object from a record
     * @return the state
     * @param <O> the object
     * @param <S> the record
     */
    static <O, S extends Record> ArenaState<O> records(
            Class<S> type, Function<String, O> create, Function<O, S> capture, BiFunction<String, S, O> restore) {
        return new RecordState<>(type, create, capture, restore);
    }
}
