package org.arenas.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The moment between the naming of a task that has to wait for readers and its grant, which is too short for a race. */
class DrainingTest {
    private final ArenaLock lock = new ArenaLock(1, "lock", null);
    private final List<TaskAcquisition> started = new ArrayList<>();
    private final TaskAcquisition task = new TaskAcquisition(lock, true, 1) {
        @Override
        protected void dispatch() {
            throw new AssertionError("dispatched by nobody");
        }

        @Override
        protected void discarded(RuntimeException reason) {
            throw new AssertionError("discarded by nobody", reason);
        }

        @Override
        public String describe() {
            return "task";
        }
    };

    @Test
    @DisplayName("R7: a leaving reader starts no task whose granter is not done")
    void shouldLeaveATaskToItsGranterUntilItIsGranted() {
        lock.setDraining(task);
        lock.readerLeft(started::add);
        assertThat(started).isEmpty();
        assertThat(lock.isDrainingFor(task)).isTrue();

        task.grantUnqueued();
        lock.readerLeft(started::add);
        lock.readerLeft(started::add);
        assertThat(started).containsExactly(task);
    }
}
