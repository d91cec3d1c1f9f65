package org.arenas.error;

/** Makes the exceptions of entities in a cluster, as {@link Violations} makes the others. For the library's own use. */
public final class EntityViolations {
    private EntityViolations() {}

    /**
     * R8: a writer of an entity's state that failed; the caller sets the cause.
     *
     * @param entity its type and id
     * @param why what the writer threw
     * @return the exception
     */
    public static EntityStateException stateNotWritten(String entity, String why) {
        return new EntityStateException("state of an entity cannot be written: entity=" + entity + ", why=(" + why
                + "); correct the writer, the last snapshot stays as it was");
    }

    /**
     * R8: a reader of an entity's state that failed; the caller sets the cause.
     *
     * @param entity its type and id
     * @param version of the snapshot
     * @param bytes its size
     * @param why what the reader threw
     * @return the exception
     */
    public static EntityStateException stateNotRead(String entity, long version, int bytes, String why) {
        return new EntityStateException(
                "snapshot of an entity cannot be read: entity=" + entity + ", version=" + version + ", bytes=" + bytes
                        + ", why=(" + why + "); correct the reader, the snapshot stays as it was");
    }

    /**
     * R9: a snapshot of which is not known that it was stored.
     *
     * @param entity its type and id
     * @param version of the snapshot
     * @param why what the store says
     * @return the exception
     */
    public static SnapshotStoreException notStored(String entity, long version, String why) {
        return new SnapshotStoreException("snapshot of an entity was not stored: entity=" + entity + ", version="
                + version + ", why=(" + why + "); save again, and tell nobody that it is safe");
    }

    /**
     * R9: a store that does not say what it has.
     *
     * @param entity its type and id
     * @param why what the store says
     * @return the exception
     */
    public static SnapshotStoreException notLoaded(String entity, String why) {
        return new SnapshotStoreException("snapshot of an entity was not found out: entity=" + entity + ", why=(" + why
                + "); wait until a majority of the nodes can be reached");
    }

    /**
     * R1: two of the same entity at a time, one of them cut off.
     *
     * @param entity its type and id
     * @param version that was to be stored
     * @param stored the later one that is there
     * @return the exception
     */
    public static SupersededEntityException superseded(String entity, long version, long stored) {
        return new SupersededEntityException("entity has a successor: entity=" + entity + ", version=" + version
                + ", stored=" + stored + "; send to the entity again, its successor answers");
    }
}
