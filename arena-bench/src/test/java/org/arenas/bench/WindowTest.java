package org.arenas.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a window forgets has ended. */
class WindowTest {
    private static final int WINDOW = 256;

    private final Set<Integer> waitedFor = new TreeSet<>();

    /** Ended already; tells who waits for it. */
    private final class Ended extends CompletableFuture<Void> {
        private final int number;

        private Ended(int number) {
            this.number = number;
            complete(null);
        }

        @Override
        public Void join() {
            waitedFor.add(number);
            return super.join();
        }
    }

    @Test
    void shouldWaitForEachBeforeItsPlaceIsTaken() {
        Window window = new Window();
        for (int i = 0; i < 4 * WINDOW; i++) {
            window.add(new Ended(i));
            List<Integer> forgotten = new ArrayList<>(
                    IntStream.range(0, Math.max(0, i + 1 - WINDOW)).boxed().toList());
            forgotten.removeAll(waitedFor);
            assertThat(forgotten).as("forgotten after %d", i).isEmpty();
        }
    }

    @Test
    void shouldWaitForAllInTheEnd() {
        Window window = new Window();
        for (int i = 0; i < WINDOW + 3; i++) {
            window.add(new Ended(i));
        }
        window.drain();
        assertThat(waitedFor).hasSize(WINDOW + 3);
    }
}
