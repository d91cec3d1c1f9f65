package org.arenas.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.arenas.Interpreter;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Interleavings that the random tests once met, or that were found by reading, each made to happen for certain. */
class InterleavingsTest {
    @Test
    @DisplayName("R7: a call waits for the home arena while another thread holds it")
    void shouldNotRunACallWhileTheHomeArenaIsHeld() {
        AtomicBoolean ran = new AtomicBoolean();
        try (Interpreter interpreter = Interpreter.create("home");
                Threads threads = new Threads();
                Holder holder = Holder.of(interpreter.arena())) {
            threads.start(
                    "caller",
                    () -> interpreter.call(home -> {
                        ran.set(true);
                        return home.arena();
                    }));
            Await.waiters(interpreter.arena(), 1);
            assertThat(ran).isFalse();
            assertThat(Await.look(interpreter.arena()).holders())
                    .singleElement()
                    .matches(seen -> seen.who().equals(holder.thread().getName()));
            holder.release();
            threads.joinAll();
            assertThat(ran).isTrue();
        }
    }
}
