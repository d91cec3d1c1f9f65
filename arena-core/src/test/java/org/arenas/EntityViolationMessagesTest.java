package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenas.error.EntityStateException;
import org.arenas.error.EntityViolations;
import org.arenas.error.SnapshotStoreException;
import org.arenas.error.SupersededEntityException;
import org.junit.jupiter.api.Test;

/** The exceptions of entities in a cluster. The actors' tests provoke them; here are no other nodes. */
class EntityViolationMessagesTest {
    @Test
    @Provoked.By(EntityStateException.class)
    void shouldSayThatAStateCannotBeWrittenOrRead() {
        assertThat(EntityViolations.stateNotWritten("airport/ATL", "no such field"))
                .hasMessage("state of an entity cannot be written: entity=airport/ATL, why=(no such field);"
                        + " correct the writer, the last snapshot stays as it was");
        assertThat(EntityViolations.stateNotRead("airport/ATL", 7, 30, "no such field"))
                .hasMessage("snapshot of an entity cannot be read: entity=airport/ATL, version=7, bytes=30,"
                        + " why=(no such field); correct the reader, the snapshot stays as it was");
    }

    @Test
    @Provoked.By(SnapshotStoreException.class)
    void shouldSayThatASnapshotWasNotStoredOrFoundOut() {
        assertThat(EntityViolations.notStored("airport/ATL", 7, "late"))
                .hasMessage("snapshot of an entity was not stored: entity=airport/ATL, version=7, why=(late);"
                        + " save again, and tell nobody that it is safe");
        assertThat(EntityViolations.notLoaded("airport/ATL", "late"))
                .hasMessage("snapshot of an entity was not found out: entity=airport/ATL, why=(late);"
                        + " wait until a majority of the nodes can be reached");
    }

    @Test
    @Provoked.By(SupersededEntityException.class)
    void shouldSayThatAnEntityHasASuccessor() {
        assertThat(EntityViolations.superseded("airport/ATL", 7, 8))
                .hasMessage("entity has a successor: entity=airport/ATL, version=7, stored=8;"
                        + " send to the entity again, its successor answers");
    }
}
