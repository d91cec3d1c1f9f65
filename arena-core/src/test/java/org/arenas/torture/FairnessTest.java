package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R10: who has waited a millisecond comes before whoever comes then; and nothing that is queued is forgotten. */
class FairnessTest {
    private static final int ROUNDS = 40;
    private static final int BEHAVIOURS = 400;
    private static final int NEWCOMERS = 2;
    private static final long DUE_NANOS = 2_000_000;

    /** Ways to take an arena. */
    enum Way {
        EXCLUSIVE,
        SHARED,
        GROUP,
        GROUP_SHARED;

        Borrow borrow(Arena arena) {
            return switch (this) {
                case EXCLUSIVE -> arena.borrow();
                case SHARED -> arena.borrowShared();
                case GROUP -> Arenas.borrow(write(arena));
                case GROUP_SHARED -> Arenas.borrow(read(arena));
            };
        }

        Borrow tryBorrow(Arena arena) {
            return switch (this) {
                case EXCLUSIVE -> arena.tryBorrow();
                case SHARED -> arena.tryBorrowShared();
                case GROUP -> Arenas.tryBorrow(write(arena));
                case GROUP_SHARED -> Arenas.tryBorrow(read(arena));
            };
        }

        boolean conflictsWith(Way other) {
            return isExclusive() || other.isExclusive();
        }

        boolean isExclusive() {
            return this == EXCLUSIVE || this == GROUP;
        }
    }

    /** What the threads of a test know of each other. */
    private static final class Round {
        /** The number of the round whose waiter is due and not served yet; else 0. */
        volatile int due;

        volatile boolean over;
        volatile List<Arena> arenas = List.of();
        final AtomicInteger overtaken = new AtomicInteger();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("R10: nobody who comes later overtakes who has waited a millisecond")
    void shouldHandOnBeforeNewcomers(Way waiting) {
        Round round = new Round();
        try (Rig rig = new Rig("fairness to " + waiting)) {
            Arena arena = rig.arena("arena");
            for (int i = 0; i < NEWCOMERS; i++) {
                for (Way way : Way.values()) {
                    if (way.conflictsWith(waiting)) {
                        rig.thread("newcomer-" + way + "-" + i, random -> comeAgainAndAgain(arena, way, round));
                    }
                }
            }
            try {
                for (int i = 1; i <= ROUNDS; i++) {
                    serve(rig, arena, waiting, i % 2 == 0 && waiting.isExclusive(), round, i);
                }
            } finally {
                round.over = true;
            }
            rig.join();
        }
        assertThat(round.overtaken.get()).isZero();
    }

    private static void comeAgainAndAgain(Arena arena, Way way, Round round) {
        while (!round.over) {
            int due = round.due;
            try (Borrow b = way.tryBorrow(arena)) {
                if (b != null && due != 0 && round.due == due) {
                    round.overtaken.incrementAndGet();
                }
            }
            LockSupport.parkNanos(1);
        }
    }

    private static void serve(Rig rig, Arena arena, Way way, boolean heldShared, Round round, int number) {
        CountDownLatch served = new CountDownLatch(1);
        try (Holder holder = heldShared ? Holder.shared(arena) : Holder.of(arena)) {
            Thread waiter = rig.thread("waiter-" + number, random -> {
                try (Borrow b = way.borrow(arena)) {
                    round.due = 0;
                    assertThat(b).isNotNull();
                }
                served.countDown();
            });
            Await.blocked(waiter);
            long start = System.nanoTime();
            Await.until("it is due", () -> System.nanoTime() - start > DUE_NANOS);
            round.due = number;
            assertThat(holder.thread().isAlive()).isTrue();
        }
        Await.open(served);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("R10: a behaviour is not forgotten while threads take its arenas without a pause")
    void shouldNotForgetABehaviour(Way busy) {
        try (Rig rig = new Rig("behaviours while busy " + busy)) {
            Round round = new Round();
            round.arenas = rig.arenas(2);
            for (int i = 0; i < 3; i++) {
                boolean tries = i == 2;
                rig.thread("busy-" + i, random -> {
                    while (!round.over) {
                        Arena arena = round.arenas.get(random.nextInt(2));
                        try (Borrow b = tries ? busy.tryBorrow(arena) : busy.borrow(arena)) {
                            assertThat(tries || b != null).isTrue();
                            Dawdle.aBit(random);
                        }
                    }
                });
            }
            try {
                for (int i = 0; i < Rig.times(BEHAVIOURS); i++) {
                    if (i % 8 == 0) {
                        // No task has used these yet: their releases are cheap, up to now.
                        round.arenas = rig.arenas(2);
                    }
                    for (CompletionStage<Void> stage : schedule(round.arenas.get(0), round.arenas.get(1), i)) {
                        CompletableFuture<Void> future = rig.expect(stage).toCompletableFuture();
                        Await.until("behaviour runs", future::isDone);
                    }
                }
            } finally {
                round.over = true;
            }
            rig.join();
        }
    }

    private static List<CompletionStage<Void>> schedule(Arena one, Arena other, int number) {
        return switch (number % 4) {
            case 0 -> List.of(Arenas.when(write(one)).run(b -> {}));
            case 1 -> List.of(Arenas.when(read(one)).run(b -> {}));
            case 2 -> List.of(Arenas.when(write(one), read(other)).run(b -> {}));
            default ->
                List.of(
                        Arenas.when(read(one)).run(b -> {}),
                        Arenas.when(write(other), write(one)).run(b -> {}),
                        Arenas.when(read(other)).run(b -> {}));
        };
    }
}
