package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.arenas.VirtualThreads;
import org.arenas.error.ArenaClosedException;
import org.arenas.testing.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readers, writers and behaviours on arenas that are closed while all of them are at it. */
class ReadersWritersTest {
    private static final int ROUNDS = 300;
    private static final int ROUNDS_A_COLLECTION = 100;
    private static final int ARENAS = 3;
    private static final int USERS = 12;
    private static final int MOST_BYTES = 1 << 16;

    /** What the users run on. */
    enum Kind {
        PLATFORM,
        /** Where the JDK has them, else again platform threads. */
        VIRTUAL
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9: when arenas are closed under readers and writers, everybody gets a result or an exception")
    void shouldEndEverybodyWhenArenasAreClosed(Kind kind) {
        Executor virtual = kind == Kind.VIRTUAL && VirtualThreads.areSupported() ? VirtualThreads.carriers() : null;
        for (int round = Rig.times(ROUNDS); round > 0; round--) {
            try (Rig rig = new Rig("readers and writers, " + kind)) {
                List<Room> rooms =
                        Stream.generate(() -> new Room(rig)).limit(ARENAS).toList();
                CountDownLatch begun = new CountDownLatch(USERS);
                CountDownLatch ended = new CountDownLatch(USERS);
                Crowd crowd = virtual == null ? body -> rig.thread("user", random -> body.run()) : virtual::execute;
                for (int i = 0; i < USERS; i++) {
                    SplittableRandom random = rig.random().split();
                    crowd.start(() -> {
                        begun.countDown();
                        useUntilAllAreClosed(rig, rooms, random);
                        ended.countDown();
                    });
                }
                rig.thread("closer", random -> {
                    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
                    for (Room room : rooms) {
                        for (int i = random.nextInt(20); i > 0; i--) {
                            Dawdle.aBit(random);
                        }
                        room.arena.close();
                    }
                });
                Await.open(ended);
                rig.join();
                rooms.forEach(Room::checkClosed);
                if (round % ROUNDS_A_COLLECTION == 0) {
                    rooms.forEach(room -> Await.cleared(room.big));
                }
            }
        }
    }

    @FunctionalInterface
    private interface Crowd {
        void start(Runnable body);
    }

    private static void useUntilAllAreClosed(Rig rig, List<Room> rooms, SplittableRandom random) {
        try {
            int closed = 0;
            while (closed < rooms.size()) {
                closed = 0;
                for (Room room : rooms) {
                    closed += room.arena.isClosed() ? 1 : 0;
                }
                Room room = rooms.get(random.nextInt(rooms.size()));
                try {
                    room.use(rig, random, rooms.get(random.nextInt(rooms.size())));
                } catch (ArenaClosedException e) {
                    if (rooms.stream().noneMatch(any -> any.arena.isClosed())) {
                        rig.failed(new AssertionError("no arena is closed", e));
                    }
                }
            }
            Rig.checkNoBorrowIsOpen();
        } catch (Throwable e) {
            rig.failed(e);
        }
    }

    /** An arena with something big in it. */
    private static final class Room {
        private final Arena arena;
        private final Twin twin = new Twin();
        private final Ref<Twin> twinRef;
        private final WeakReference<byte[]> big;
        private final Ref<byte[]> bigRef;
        private final LongAdder writes = new LongAdder();

        Room(Rig rig) {
            arena = rig.arena("room");
            try (ExclusiveBorrow b = arena.borrow()) {
                byte[] bytes = new byte[MOST_BYTES];
                big = new WeakReference<>(bytes);
                bigRef = b.own(bytes);
                twinRef = b.own(twin);
            }
        }

        void use(Rig rig, SplittableRandom random, Room other) {
            switch (random.nextInt(8)) {
                case 0 -> writing(arena.borrow(), random);
                case 1 -> writing(arena.tryBorrow(), random);
                case 2 -> reading(arena.borrowShared(), random);
                case 3 -> reading(arena.tryBorrowShared(), random);
                case 4 -> reading(timed(random), random);
                case 5 -> writing(Arenas.borrow(write(arena), read(other.arena)), random);
                case 6 ->
                    rig.expect(
                            Arenas.when(write(arena), read(other.arena)).run(this::increment),
                            failure -> failure instanceof ArenaClosedException);
                default ->
                    rig.expect(
                            Arenas.when(read(arena)).run(b -> b.get(twinRef).read()),
                            failure -> failure instanceof ArenaClosedException);
            }
        }

        private @Nullable Borrow timed(SplittableRandom random) {
            try {
                return arena.tryBorrowShared(Duration.ofNanos(random.nextInt(1_000_000)));
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }

        private void writing(@Nullable Borrow borrow, SplittableRandom random) {
            if (borrow != null) {
                try (borrow) {
                    increment(borrow);
                    Dawdle.aBit(random);
                }
            }
        }

        private void reading(@Nullable Borrow borrow, SplittableRandom random) {
            if (borrow != null) {
                try (borrow) {
                    borrow.get(twinRef).read();
                    Dawdle.aBit(random);
                    borrow.get(twinRef).read();
                }
            }
        }

        private void increment(Borrow borrow) {
            borrow.get(twinRef).increment();
            writes.increment();
        }

        void checkClosed() {
            assertThat(twin.read()).isEqualTo(writes.sum());
            assertThatThrownBy(() -> bigRef.read(bytes -> bytes.length)).isInstanceOf(ArenaClosedException.class);
        }
    }
}
