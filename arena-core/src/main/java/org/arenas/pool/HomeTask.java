package org.arenas.pool;

import java.util.function.Consumer;
import org.arenas.Home;

/**
 * A task for a home borrow on its way through the queue, whose elements are runnable because the queue's owner hands them
 * back as such. Whoever runs it by hand is told what it lacks.
 */
final class HomeTask implements Runnable {
    private final PoolCore pool;
    private final Consumer<? super Home> body;

    HomeTask(PoolCore pool, Consumer<? super Home> body) {
        this.pool = pool;
        this.body = body;
    }

    Consumer<? super Home> body() {
        return body;
    }

    /** Runs it in an interpreter that nobody uses at the moment, on the calling thread. */
    @Override
    public void run() {
        pool.spares().run(new PlainTask(pool, body));
    }
}
