package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.arenas.error.AbandonedArenaException;
import org.arenas.monitor.ArenaSnapshot;
import org.arenas.monitor.ArenaSnapshot.Holder;
import org.arenas.monitor.ArenaSnapshot.State;
import org.arenas.monitor.ArenaSnapshot.Waiter;
import org.arenas.monitor.Snapshot;
import org.arenas.testing.Await;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a snapshot says of holders and waiters, as values and as text. */
class SnapshotTest {
    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");
    private final Threads threads = new Threads();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() {
        over.countDown();
        threads.joinAll();
        arena.close();
        other.close();
    }

    /** Holds something until the test is over; returns once it is held. */
    private Thread hold(String name, Function<Arena, Borrow> acquisition, Arena held) {
        CountDownLatch acquired = new CountDownLatch(1);
        Thread thread = threads.start(name, () -> {
            try (Borrow borrow = acquisition.apply(held)) {
                acquired.countDown();
                over.await();
                assertThat(borrow).isNotNull();
            }
        });
        Await.open(acquired);
        return thread;
    }

    /** Waits for something; returns once the thread is in the queue. */
    private void await(String name, Function<Arena, Borrow> acquisition, Arena wanted) {
        int before = Await.look(wanted).waiters().size();
        threads.start(name, () -> acquisition.apply(wanted).close());
        Await.waiters(wanted, before + 1);
    }

    @Test
    void shouldShowAFreeArenaAsNotBusy() {
        ArenaSnapshot seen = Await.look(arena);

        assertThat(seen.state()).isEqualTo(State.FREE);
        assertThat(seen.holders()).isEmpty();
        assertThat(seen.waiters()).isEmpty();
        assertThat(seen.label()).isEqualTo(arena.toString());
        assertThat(Arenas.snapshot().busy()).noneMatch(busy -> busy.id() == arena.id());
        assertThat(Arenas.snapshot().text()).doesNotContain(arena.toString());
    }

    @Test
    void shouldNameAWriter() {
        hold("the writer", Arena::borrow, arena);
        ArenaSnapshot seen = Await.look(arena);

        assertThat(seen.state()).isEqualTo(State.EXCLUSIVE);
        assertThat(seen.holders())
                .extracting(Holder::who, Holder::exclusive, Holder::waitsFor)
                .containsExactly(tuple("the writer", true, ""));
        assertThat(text(seen))
                .contains(arena + " exclusive (acquisitions=1 contended=0 spun=0 parked=0 longest wait=0 ns")
                .contains("  held exclusively by the writer, acquired at ");
    }

    @Test
    void shouldNameEveryReader() {
        hold("one reader", Arena::borrowShared, arena);
        hold("other reader", wanted -> Arenas.borrow(read(wanted), write(other)), arena);
        ArenaSnapshot seen = Await.look(arena);

        assertThat(seen.state()).isEqualTo(State.SHARED);
        assertThat(seen.holders())
                .allMatch(holder -> !holder.exclusive())
                .extracting(Holder::who)
                .containsExactlyInAnyOrder("one reader", "other reader");
        assertThat(text(seen)).contains(arena + " shared (").contains("  held shared by one reader, acquired at ");
    }

    @Test
    void shouldListWaitersInQueueOrderWithTheirEdges() {
        hold("the writer", Arena::borrow, arena);
        await("wants to read", Arena::borrowShared, arena);
        await("reads, too", Arena::borrowShared, arena);
        await("wants to write", Arena::borrow, arena);
        CompletionStage<Void> behaviour = Arenas.when(write(arena), read(other)).run(b -> {});
        ArenaSnapshot seen = Await.look(arena);

        String behind = arena + " queued before by ";
        assertThat(seen.waiters()).extracting(Waiter::exclusive).containsExactly(false, false, true, true);
        assertThat(seen.waiters())
                .extracting(Waiter::who)
                .containsExactly(
                        "wants to read",
                        "reads, too",
                        "wants to write",
                        "behaviour(write(" + arena + "), read(" + other + "))");
        // What follows is where it was acquired, if that was kept.
        String held = arena + " held exclusively by the writer";
        assertThat(seen.waiters().get(0).waitsFor()).singleElement().asString().startsWith(held);
        assertThat(seen.waiters().get(1).waitsFor()).singleElement().asString().startsWith(held);
        assertThat(seen.waiters().get(2).waitsFor()).containsExactly(behind + "reads, too");
        assertThat(seen.waiters().get(3).waitsFor()).containsExactly(behind + "wants to write");
        assertThat(seen.waiters().get(0).waitedNanos()).isPositive();
        assertThat(seen.waiters().get(3).waitedNanos()).isZero();
        assertThat(seen.waiters().get(0).site()).contains("SnapshotTest");
        assertThat(seen.waiters().get(3).site()).isEqualTo("queued");
        assertThat(text(seen))
                .containsSubsequence(
                        "  wanted shared by wants to read, waits at SnapshotTest.",
                        "    -> " + held,
                        "  wanted exclusively by wants to write, waits at SnapshotTest.",
                        "    -> " + behind + "reads, too",
                        "  wanted exclusively by behaviour(",
                        ", queued, waited 0 ns");
        over.countDown();
        Arenas.join(behaviour);
    }

    @Test
    void shouldShowWhatAHolderWaitsForItself() {
        hold("holds the other", Arena::borrow, other);
        CountDownLatch acquired = new CountDownLatch(1);
        threads.start("holds and waits", () -> {
            try (ExclusiveBorrow held = arena.borrow()) {
                acquired.countDown();
                try (ExclusiveBorrow b = other.borrow()) {
                    assertThat(b.arena()).isNotSameAs(held.arena());
                }
            }
        });
        Await.open(acquired);
        Await.until(
                "it waits", () -> !Await.look(arena).holders().get(0).waitsFor().isEmpty());

        assertThat(Await.look(arena).holders()).extracting(Holder::waitsFor).containsExactly(other + " exclusively");
        assertThat(text(Await.look(arena)))
                .contains("  held exclusively by holds and waits, acquired at ")
                .contains(", itself waits for " + other + " exclusively");
    }

    @Test
    void shouldShowAWriterThatWaitsForReaders() {
        hold("the reader", Arena::borrowShared, arena);
        Thread writer = threads.start("the writer", () -> arena.borrow().close());
        Await.until(
                "it waits for the reader",
                () -> Await.look(arena).holders().stream()
                        .anyMatch(holder -> holder.who().equals("the writer")
                                && holder.waitsFor().equals(arena + " exclusively")));

        assertThat(writer.isAlive()).isTrue();
        assertThat(Await.look(arena).state()).isEqualTo(State.EXCLUSIVE);
        assertThat(Await.look(arena).holders())
                .extracting(Holder::who, Holder::exclusive)
                .containsExactlyInAnyOrder(tuple("the writer", true), tuple("the reader", false));
    }

    @Test
    void shouldTellAnAbandonedArenaFromABusyOne() {
        Thread busy = hold("busy for long", Arena::borrow, other);
        Thread dying = new Thread(arena::borrow, "the dying");
        dying.start();
        Await.until("it is dead, and found so", () -> Await.look(arena).state() == State.ABANDONED);
        ArenaSnapshot seen = Await.look(arena);

        assertThat(dying.isAlive()).isFalse();
        assertThat(busy.isAlive()).isTrue();
        assertThat(seen.holders()).extracting(Holder::who).containsExactly("the dying (dead)");
        assertThat(text(seen))
                .contains(arena + " abandoned (")
                .contains("  held exclusively by the dying (dead), acquired at ");
        assertThat(Await.look(other).state()).isEqualTo(State.EXCLUSIVE);
        assertThatThrownBy(arena::borrow)
                .isInstanceOf(AbandonedArenaException.class)
                .hasMessageContaining("the dying");

        arena.close();
        assertThat(Arenas.snapshot().arenas()).noneMatch(left -> left.id() == arena.id());
    }

    @Test
    void shouldShowAClosedArenaAsLongAsItIsHeld() {
        Thread last = hold("the last", Arena::borrow, arena);
        arena.close();
        ArenaSnapshot seen = Await.look(arena);

        assertThat(seen.state()).isEqualTo(State.CLOSING);
        assertThat(seen.holders()).extracting(Holder::who).containsExactly("the last");
        assertThat(seen.waiters()).extracting(Waiter::who).containsExactly("close of " + arena);
        assertThat(text(seen)).contains(arena + " closing (").contains("  wanted exclusively by close of " + arena);
        over.countDown();
        Await.until("it is gone", () -> Arenas.snapshot().arenas().stream().noneMatch(left -> left.id() == arena.id()));
        Await.until("it has ended", () -> !last.isAlive());
    }

    @Test
    void shouldCountArenasInTheFirstLine() {
        hold("the writer", Arena::borrow, arena);
        Snapshot seen = Arenas.snapshot();

        assertThat(seen.text().lines().findFirst())
                .hasValue(seen.arenas().size() + " arenas, " + seen.busy().size() + " busy");
        assertThat(seen.arenas()).extracting(ArenaSnapshot::id).isSorted();
    }

    private static String text(ArenaSnapshot one) {
        return new Snapshot(List.of(one)).text();
    }
}
