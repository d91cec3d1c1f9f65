package org.arenas;

import static org.arenas.Provoked.assertViolation;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.arenas.error.MapTimeoutException;
import org.arenas.pool.InterpreterPool;
import org.junit.jupiter.api.Test;

/** As {@link ViolationMessagesTest}: what concerns pools. */
class PoolViolationMessagesTest {
    @Test
    @Provoked.By(MapTimeoutException.class)
    void shouldSayThatAMapTookTooLong() {
        try (InterpreterPool pool = InterpreterPool.create("slow", 1)) {
            assertViolation(
                    MapTimeoutException.class,
                    () -> pool.map(List.of(1, 2))
                            .itemTimeout(Duration.ofMillis(20))
                            .with(n -> n == 1 ? n : sleepForEver())
                            .toList(),
                    "item took too long: index=1, limit=20 ms; give it more time with itemTimeout(...), or make its"
                            + " function end when it is interrupted");
            assertThatThrownBy(() -> pool.map(List.of(1))
                            .timeout(Duration.ofMillis(20))
                            .with(n -> sleepForEver())
                            .toList())
                    .isExactlyInstanceOf(MapTimeoutException.class)
                    .message()
                    .matches("map took too long: pool=pool\\(slow\\), limit=20 ms, done=0; give it more time with"
                            + " timeout\\(...\\), or keep what is done with a MapControl");
        }
    }

    private static int sleepForEver() throws InterruptedException {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody opens it");
    }
}
