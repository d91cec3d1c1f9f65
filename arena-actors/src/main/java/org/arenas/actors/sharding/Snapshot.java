package org.arenas.actors.sharding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import org.arenas.Shareable;
import org.arenas.actors.RemoteMessage;

/**
 * The state of an entity at some moment, as bytes. Immutable.
 */
public final class Snapshot implements RemoteMessage {
    /*
     * Version. starts of the entity (31 bits) | saves since the start (32 bits)
     * An entity that starts takes the next start's first version for its own, and stores it before it does anything else:
     * whatever an earlier incarnation stores from then on, on a node that is cut off, has a lower version.
     */
    private static final int SAVES_BITS = 32;

    static {
        Shareable.register(Snapshot.class);
    }

    @JsonProperty("version")
    private final long version;

    @JsonProperty("state")
    private final byte[] state;

    /**
     * A snapshot, of which one is made for each save.
     *
     * @param version higher than that of every earlier snapshot of the entity
     * @param state the state, copied
     */
    @JsonCreator
    public Snapshot(@JsonProperty("version") long version, @JsonProperty("state") byte[] state) {
        this.version = version;
        this.state = state.clone();
    }

    /** {@return the version: the higher, the later} */
    public long version() {
        return version;
    }

    /** {@return the state, a copy} */
    public byte[] state() {
        return state.clone();
    }

    /** {@return how many bytes the state has} */
    public int size() {
        return state.length;
    }

    boolean has(byte[] other) {
        return Arrays.equals(state, other);
    }

    static long firstVersionAfter(long last) {
        return ((last >>> SAVES_BITS) + 1) << SAVES_BITS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot that && version == that.version && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(version) * 31 + Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "Snapshot(version=" + version + ", bytes=" + state.length + ")";
    }
}
