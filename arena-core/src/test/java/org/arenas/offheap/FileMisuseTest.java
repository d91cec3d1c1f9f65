package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.agrona.MutableDirectBuffer;
import org.arenas.ExclusiveBorrow;
import org.arenas.error.AbandonedArenaException;
import org.arenas.error.ArenaBusyException;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.ArenaInRecoveryException;
import org.arenas.error.ArenaLockedOutException;
import org.arenas.error.BorrowClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.ChildJvm;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to an arena in a file that they should not. */
class FileMisuseTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("words");
    }

    private SharedArena create() throws IOException {
        return SharedArena.create(
                path(), FileOptions.of(1 << 16).maximum(1 << 20).patience(LONG));
    }

    private SharedArena open(Duration patience) throws IOException {
        return SharedArena.open(path(), patience);
    }

    @Test
    void shouldSurviveAStormOfInterrupts() throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        try (Threads threads = new Threads();
                SharedArena one = create();
                SharedArena two = open(LONG);
                ChildJvm child = ChildJvm.start(FileWorker.class, path().toString())) {
            List<Thread> workers = new ArrayList<>();
            for (SharedArena arena : List.of(one, two, one, two)) {
                workers.add(threads.start("worker", () -> {
                    for (int i = 0; i < 400; i++) {
                        try (MemoryWriter m = arena.borrow()) {
                            LongLongMap counts = m.longLongMap(FileWorker.counts(m));
                            counts.add(1, 1);
                            m.free(m.allocate(new byte[i * 100]));
                        }
                        if (i % 40 == 0) {
                            open(LONG).close();
                            arena.sync();
                        }
                    }
                }));
            }
            Thread interrupter = threads.start("interrupter", () -> {
                while (!over.get()) {
                    workers.forEach(Thread::interrupt);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
                }
            });
            for (Thread worker : workers) {
                Await.until("the workers to end", () -> !worker.isAlive());
            }
            over.set(true);
            interrupter.interrupt();
            threads.joinAll();
            try (MemoryReader m = one.borrowShared()) {
                assertThat(m.longLongMap(m.root("counts")).get(1, 0)).isEqualTo(1_600);
                assertThat(m.verify()).isEmpty();
            }
            // The locks that say who is alive are still there: another process finds both holders.
            assertThat(child.ask("open 200")).isEqualTo("ok");
            try (MemoryWriter m = two.borrow()) {
                assertThat(child.ask("write")).startsWith("ArenaBusyException");
                assertThat(m.recovered()).isFalse();
            }
        }
    }

    @Test
    void shouldEndAWaitForAnotherProcessWhenInterrupted() throws Exception {
        try (Threads threads = new Threads();
                SharedArena one = create();
                SharedArena two = open(LONG)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            try (MemoryWriter m = one.borrow()) {
                Thread waiter = threads.start("waiter", () -> {
                    try (MemoryWriter w = two.borrowInterruptibly()) {
                        w.verify();
                    } catch (InterruptedException e) {
                        thrown.set(e);
                    }
                });
                Await.until("the waiter to have the arena of its own", () -> {
                    try (ExclusiveBorrow b = two.arena().tryBorrow()) {
                        return b == null;
                    }
                });
                waiter.interrupt();
                threads.joinAll();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
                assertThat(m.verify()).isEmpty();
            }
            try (MemoryWriter m = two.tryBorrow(SHORT)) {
                assertThat(m).isNotNull();
                assertThat(one.tryBorrow(SHORT)).isNull();
                assertThat(one.tryBorrowShared(SHORT)).isNull();
            }
        }
    }

    /** Its own copies of the library's classes. */
    private static final class Stranger extends URLClassLoader {
        Stranger() throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] classPath() throws MalformedURLException {
            String[] entries = System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1);
            URL[] urls = new URL[entries.length];
            for (int i = 0; i < entries.length; i++) {
                urls[i] = Path.of(entries[i]).toUri().toURL();
            }
            return urls;
        }
    }

    @Test
    void shouldRefuseASecondClassLoaderOfTheSameProcess() throws Exception {
        try (SharedArena words = create();
                Stranger stranger = new Stranger();
                ChildJvm child = ChildJvm.start(FileWorker.class, path().toString())) {
            Class<?> other = stranger.loadClass(SharedArena.class.getName());
            assertThat(other).isNotSameAs(SharedArena.class);
            assertThatThrownBy(() -> other.getMethod("open", Path.class).invoke(null, path()))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageStartingWith("arena is open through another class loader")
                    .matches(e -> e.getClass().getName().equals(ArenaLockedOutException.class.getName()));
            // And this one's claim is as it was.
            try (MemoryWriter m = words.borrow()) {
                assertThat(child.ask("open 200")).isEqualTo("ok");
                assertThat(child.ask("write")).startsWith("ArenaBusyException");
                assertThat(m.verify()).isEmpty();
            }
        }
        try (Stranger stranger = new Stranger()) {
            Class<?> other = stranger.loadClass(SharedArena.class.getName());
            ((AutoCloseable) other.getMethod("open", Path.class).invoke(null, path())).close();
        }
        open(SHORT).close();
    }

    @Test
    void shouldLetOthersUndoWhatADeadThreadLeft() throws Exception {
        try (Threads threads = new Threads();
                SharedArena one = create();
                SharedArena two = open(LONG)) {
            try (MemoryWriter m = one.borrow()) {
                m.longLongMap(FileWorker.counts(m)).put(1, 1);
            }
            threads.start("dying", () -> {
                MemoryWriter m = one.borrow();
                m.longLongMap(m.root("counts")).put(1, 2);
            });
            threads.joinAll();
            try (MemoryWriter m = two.borrow()) {
                assertThat(m.recovered()).isTrue();
                assertThat(m.longLongMap(m.root("counts")).get(1, 0)).isOne();
            }
            assertThatThrownBy(one::borrow).isInstanceOf(AbandonedArenaException.class);
        }
        open(SHORT).close();
    }

    @Test
    void shouldRefuseEverythingAfterItsCloseAndAfterTheBorrow() throws IOException {
        SharedArena words = create();
        MemoryWriter kept = words.borrow();
        Handle<byte[]> bytes = kept.allocate(new byte[100]);
        MutableDirectBuffer buffer = kept.buffer(bytes);
        LongArray array = kept.longArray(kept.allocateLongArray(10));
        LongLongMap map = kept.longLongMap(FileWorker.counts(kept));
        words.close();
        // Closing waits for the last borrow, whose memory stays.
        buffer.putLong(8, 1);
        array.set(1, 2);
        map.put(3, 4);
        kept.close();
        assertThatThrownBy(() -> buffer.putLong(8, 1)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> array.get(1)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> map.get(3, 0)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> kept.bytes(bytes)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(words::borrow).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(words::borrowShared).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(words::sync).isInstanceOf(ArenaClosedException.class);
        assertThatThrownBy(() -> words.readOptimistic(m -> m.isLive(bytes))).isInstanceOf(ArenaClosedException.class);
        words.close();
        try (SharedArena again = open(SHORT);
                MemoryReader m = again.borrowShared()) {
            assertThat(m.longLongMap(m.root("counts")).get(3, 0)).isEqualTo(4);
        }
    }

    @Test
    void shouldLetNobodyJoinWhileSomebodyDoes() throws Exception {
        create().close();
        try (LiveFile live = LiveFile.open(ArenaPaths.of(path()).live());
                Liveness.Claim join = live.tryClaim(Liveness.JOIN)) {
            assertThat(join).isNotNull();
            assertThatThrownBy(() -> open(SHORT))
                    .isInstanceOf(ArenaInRecoveryException.class)
                    .hasMessageContaining("pid=" + ProcessHandle.current().pid());
        }
        open(SHORT).close();
    }

    @Test
    void shouldSayWhenNoPlaceIsLeft() throws IOException {
        List<SharedArena> all = new ArrayList<>();
        try {
            all.add(create());
            while (all.size() < Control.SLOTS) {
                all.add(open(LONG));
            }
            assertThatThrownBy(() -> open(SHORT)).isInstanceOf(ArenaLockedOutException.class);
        } finally {
            all.forEach(SharedArena::close);
        }
        open(SHORT).close();
    }

    @Test
    void shouldHoldManyReadersOfOneProcess() throws Exception {
        int readers = 200;
        CountDownLatch there = new CountDownLatch(readers);
        CountDownLatch go = new CountDownLatch(1);
        try (Threads threads = new Threads();
                SharedArena one = create();
                SharedArena two = open(SHORT)) {
            for (int i = 0; i < readers; i++) {
                threads.start("reader", () -> {
                    try (MemoryReader m = one.borrowShared()) {
                        there.countDown();
                        Await.open(go);
                        m.roots();
                    }
                });
            }
            Await.open(there);
            assertThatThrownBy(two::borrow).isInstanceOf(ArenaBusyException.class);
            go.countDown();
            threads.joinAll();
            two.borrow().close();
        }
    }
}
