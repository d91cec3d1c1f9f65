package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The moment between the naming of who gets an arena and the granter's discovery that it has given up, which is too short
 * for a race.
 */
class CancelledGrantTest {
    private final ArenaLock lock = new ArenaLock(1, "lock", null);
    private final TaskAcquisition reader = new Task(lock, false);
    private final TaskAcquisition writer = new Task(lock, true);
    private final List<Waiting.Edge> edges = new ArrayList<>();

    private static final class Task extends TaskAcquisition {
        Task(ArenaLock lock, boolean exclusive) {
            super(lock, exclusive, 1);
        }

        @Override
        protected void dispatch() {}

        @Override
        protected void discarded(RuntimeException reason) {}

        @Override
        public String describe() {
            return "task";
        }
    }

    @Test
    @DisplayName("R5: nobody waits for a reader that gave up just before it was let in")
    void shouldSeeNoReaderThatGaveUp() {
        lock.openCells().claim(LockWord.QUEUE_OWNER | LockWord.STRONG, reader);
        LockEdges.readers(lock, null, edges::add);
        assertThat(edges).isEmpty();

        assertThat(reader.casState(QueueNode.CANCELLED)).isTrue();
        LockEdges.readers(lock, null, edges::add);
        assertThat(edges).isEmpty();
    }

    @Test
    @DisplayName("R5: a reader that was let in is waited for")
    void shouldSeeAReaderThatWasLetIn() {
        lock.openCells().claim(LockWord.QUEUE_OWNER | LockWord.STRONG, reader);
        reader.grantUnqueued();

        LockEdges.readers(lock, null, edges::add);

        assertThat(edges).extracting(Waiting.Edge::agent).containsExactly(reader);
    }

    @Test
    @DisplayName("R5: nobody waits for a writer that does not have the arena whole")
    void shouldSeeNoWriterBeforeItIsGranted() {
        assertThat(lock.tryTakeFor(writer)).isTrue();
        assertThat(LockEdges.writer(lock, null)).isNull();

        writer.grantUnqueued();
        assertThat(LockEdges.writer(lock, null)).isSameAs(writer);
    }
}
