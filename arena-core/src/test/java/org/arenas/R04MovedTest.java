package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.error.MovedException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R4 A moved object is not where it was")
@DisplayNameGeneration(RuleNames.class)
class R04MovedTest {
    private final Arena from = Arena.create("from");
    private final Arena to = Arena.create("to");

    @AfterEach
    void close() {
        Moved.onUnaccepted(null);
        from.close();
        to.close();
    }

    @Test
    void shouldMoveTheObjectItselfAndKillItsRef() {
        Box box = new Box(1);
        Ref<Box> old = own(box);
        Moved<Box> moved = move(old);
        assertThat(moved.isAccepted()).isFalse();
        assertMoved(old);

        Ref<Box> now = accept(moved);

        assertThat(moved.isAccepted()).isTrue();
        assertMoved(old);
        try (ExclusiveBorrow b = to.borrow()) {
            assertThat(b.get(now)).isSameAs(box);
        }
    }

    @Test
    void shouldSayToEveryKindOfBorrowWhereTheObjectWent() {
        Ref<Box> old = own(new Box(1));
        accept(move(old));

        try (SharedBorrow b = from.borrowShared()) {
            assertThatThrownBy(() -> b.get(old))
                    .isInstanceOf(MovedException.class)
                    .hasMessageContaining("to=" + to);
        }
        try (Borrow b = Arenas.borrow(write(from), write(to))) {
            assertThatThrownBy(() -> b.get(old)).isInstanceOf(MovedException.class);
            assertThatThrownBy(() -> b.exclusive(from).free(old)).isInstanceOf(MovedException.class);
            assertThatThrownBy(() -> b.exclusive(from).move(old)).isInstanceOf(MovedException.class);
        }
        assertThatThrownBy(() -> old.read(Box::value)).isInstanceOf(MovedException.class);
        assertThatThrownBy(() -> Arenas.join(old.send(Box::value))).isInstanceOf(MovedException.class);
    }

    @Test
    void shouldNeverAliasTheNextObjectInTheSlot() {
        Ref<Box> old = own(new Box(1));
        Moved<Box> moved = move(old);
        Ref<Box> next = own(new Box(2));
        assertThat(next.slot).as("the slot is used again").isEqualTo(old.slot);

        assertMoved(old);
        assertThat(next.read(Box::value)).isEqualTo(2);
        try (ExclusiveBorrow b = from.borrow()) {
            Ref<Box> back = b.accept(moved);
            assertThat(b.get(back).value).isEqualTo(1);
            assertThat(back).isNotEqualTo(old);
        }
        assertMoved(old);
    }

    @Test
    void shouldLetOneOfManyAccept() {
        for (int round = 0; round < 200; round++) {
            Moved<Box> moved = move(own(new Box(round)));
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            try (Threads threads = new Threads()) {
                for (int i = 0; i < 3; i++) {
                    Arena arena = i == 0 ? from : to;
                    threads.start("acceptor " + i, () -> {
                        try (ExclusiveBorrow b = arena.borrow()) {
                            b.get(b.accept(moved)).increment();
                            accepted.incrementAndGet();
                        } catch (MovedException e) {
                            refused.incrementAndGet();
                        }
                    });
                }
                threads.joinAll();
            }
            assertThat(accepted).hasValue(1);
            assertThat(refused).hasValue(2);
        }
    }

    @Test
    void shouldMoveAndAcceptSeveralOrNone() {
        List<Ref<Box>> refs = List.of(own(new Box(0)), own(new Box(1)), own(new Box(2)));
        Ref<Box> gone = own(new Box(3));
        try (ExclusiveBorrow b = from.borrow()) {
            b.free(gone);
            assertThatThrownBy(() -> b.moveAll(List.of(refs.get(0), gone))).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> b.moveAll(List.of(refs.get(0), refs.get(0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("object is named twice: ref=%s; name each once", refs.get(0));
            assertThat(b.get(refs.get(0)).value).isZero();
        }
        List<Moved<Box>> moved;
        try (ExclusiveBorrow b = from.borrow()) {
            moved = b.moveAll(refs);
        }
        assertThat(Shareable.isShareable(moved)).isTrue();
        refs.forEach(R04MovedTest::assertMoved);
        Ref<Box> second = accept(moved.get(1));

        try (ExclusiveBorrow b = to.borrow()) {
            assertThatThrownBy(() -> b.acceptAll(moved)).isInstanceOf(MovedException.class);
            assertThat(moved.get(0).isAccepted()).isFalse();
            List<Ref<Box>> now = b.acceptAll(List.of(moved.get(0), moved.get(2)));
            assertThat(now).extracting(ref -> b.get(ref).value).containsExactly(0, 2);
            assertThat(b.get(second).value).isEqualTo(1);
        }
    }

    @Test
    void shouldMoveThroughTasksBehavioursAndResults() {
        try (Interpreter worker = Interpreter.create("worker")) {
            Ref<Box> made = worker.call(home -> home.own(new Box(7)));
            Moved<Box> moved = worker.call(home -> home.move(made));
            Ref<Box> here =
                    Arenas.join(Arenas.when(write(to)).call(b -> b.exclusive(to).accept(moved)));

            assertThat(here.read(Box::value)).isEqualTo(7);
            assertThatThrownBy(() -> made.read(Box::value))
                    .isInstanceOf(MovedException.class)
                    .hasMessageContaining("by=interpreter(" + worker.arena() + ")");
        }
    }

    @Test
    void shouldKeepAMovedObjectWhenItsArenaIsClosed() {
        Moved<Box> moved = move(own(new Box(1)));
        from.close();

        assertThat(accept(moved).read(Box::value)).isEqualTo(1);
    }

    @Test
    void shouldRememberABoundedNumberOfMoves() {
        List<Ref<Box>> old = new ArrayList<>();
        for (int i = 0; i < 3 * MoveLog.CAPACITY; i++) {
            Ref<Box> ref = own(new Box(i));
            accept(move(ref));
            old.add(ref);
        }

        for (Ref<Box> ref : old.subList(2 * MoveLog.CAPACITY, old.size())) {
            assertMoved(ref);
        }
        for (Ref<Box> ref : old.subList(0, 2 * MoveLog.CAPACITY)) {
            assertThatThrownBy(() -> ref.read(Box::value))
                    .isInstanceOf(StaleReferenceException.class)
                    .hasMessageContaining("object=freed or moved");
        }
        assertThat(old).as("slots are used again").allMatch(ref -> ref.slot == 0);
    }

    @Test
    void shouldNotKeepAnAcceptedObjectAlive() {
        List<WeakReference<Box>> watched = new ArrayList<>();
        List<Moved<Box>> handles = new ArrayList<>();
        moveThereAndFree(watched, handles);

        Await.cleared(watched.get(0));

        assertThat(handles.get(0).isAccepted()).isTrue();
    }

    /** In a frame of its own, so that nothing on the stack keeps the object. */
    private void moveThereAndFree(Collection<WeakReference<Box>> watched, Collection<Moved<Box>> handles) {
        Box box = new Box(1);
        watched.add(new WeakReference<>(box));
        Moved<Box> moved = move(own(box));
        handles.add(moved);
        Ref<Box> there = accept(moved);
        try (ExclusiveBorrow b = to.borrow()) {
            assertThat(b.free(there).value).isEqualTo(1);
        }
    }

    @Test
    void shouldReportWhatNobodyAccepts() {
        try (CapturedLog log = CapturedLog.of(Moved.class.getName())) {
            List<WeakReference<Moved<Box>>> watched = new ArrayList<>();
            Ref<Box> ref = moveAndLose(watched);
            Await.cleared(watched.get(0));
            Await.until("the report", () -> !log.messages().isEmpty());

            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("moved object was never accepted: type=org.arenas.testing.Box, ref=" + ref + ", by="
                            + Thread.currentThread().getName() + ", at=")
                    .contains("R04MovedTest.move(R04MovedTest.java:")
                    .endsWith("; accept it, or free it instead of moving it");
            assertThatThrownBy(() -> ref.read(Box::value)).hasMessageContaining("to=nobody");
        }
    }

    @Test
    void shouldHandWhatNobodyAcceptsToTheHandler() {
        Queue<Moved<?>> found = new ConcurrentLinkedQueue<>();
        Set<Thread> on = new HashSet<>();
        Moved.onUnaccepted(moved -> {
            on.add(Thread.currentThread());
            found.add(moved);
        });
        List<WeakReference<Moved<Box>>> watched = new ArrayList<>();
        Ref<Box> old = moveAndLose(watched);
        Await.cleared(watched.get(0));
        Await.until("the handler", () -> !found.isEmpty());

        try (ExclusiveBorrow b = to.borrow()) {
            assertThat(b.get(b.accept(found.remove())))
                    .isInstanceOfSatisfying(
                            Box.class, box -> assertThat(box.value).isEqualTo(5));
        }
        assertMoved(old);
        assertThat(on).doesNotContain(Thread.currentThread());
    }

    private Ref<Box> moveAndLose(Collection<WeakReference<Moved<Box>>> watched) {
        Ref<Box> ref = own(new Box(5));
        watched.add(new WeakReference<>(move(ref)));
        return ref;
    }

    private Ref<Box> own(Box box) {
        try (ExclusiveBorrow b = from.borrow()) {
            return b.own(box);
        }
    }

    private Moved<Box> move(Ref<Box> ref) {
        try (ExclusiveBorrow b = from.borrow()) {
            return b.move(ref);
        }
    }

    private Ref<Box> accept(Moved<Box> moved) {
        try (ExclusiveBorrow b = to.borrow()) {
            return b.accept(moved);
        }
    }

    private static void assertMoved(Ref<Box> ref) {
        assertThatThrownBy(() -> ref.read(Box::value))
                .isInstanceOf(MovedException.class)
                .hasMessageStartingWith("object was moved: ref=" + ref + ", by=");
    }
}
