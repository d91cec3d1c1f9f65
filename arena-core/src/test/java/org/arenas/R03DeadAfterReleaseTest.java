package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowLeakException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R3 Dead after release")
@DisplayNameGeneration(RuleNames.class)
class R03DeadAfterReleaseTest {
    private final Arena arena = Arena.create("arena");
    private final Arena other = Arena.create("other");
    private final Interpreter bank = Interpreter.create("bank");
    private Ref<Box> ref;

    @BeforeEach
    void own() {
        try (ExclusiveBorrow b = arena.borrow()) {
            ref = b.own(new Box(1));
        }
    }

    @AfterEach
    void close() {
        bank.close();
        arena.close();
        other.close();
    }

    @Test
    void shouldRejectEveryUseOfAClosedExclusiveBorrow() {
        ExclusiveBorrow closed = arena.borrow();
        closed.close();

        assertAllDead(closed);
    }

    @Test
    void shouldRejectAClosedBorrowThoughTheArenaIsHeldAgain() {
        ExclusiveBorrow closed = arena.borrow();
        closed.close();

        try (ExclusiveBorrow again = arena.borrow()) {
            assertAllDead(closed);
            assertThat(again.get(ref).value).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectAClosedNestedBorrowThoughTheOuterOneIsOpen() {
        try (ExclusiveBorrow outer = arena.borrow()) {
            ExclusiveBorrow nested = arena.borrow();
            SharedBorrow reading = arena.borrowShared();
            reading.close();
            nested.close();

            assertAllDead(nested);
            assertDead(() -> reading.get(ref));
            assertThat(outer.get(ref).value).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectEveryUseOfAClosedSharedBorrow() {
        SharedBorrow closed = arena.borrowShared();
        closed.close();

        assertDead(() -> closed.get(ref));
        assertDead(() -> closed.exclusive(arena));
    }

    @Test
    void shouldRejectEveryUseOfAClosedGroupAndOfItsParts() {
        Borrow closed = Arenas.borrow(write(arena), read(other));
        ExclusiveBorrow part = closed.exclusive(arena);
        closed.close();

        assertDead(() -> closed.get(ref));
        assertDead(() -> closed.exclusive(arena));
        assertAllDead(part);
    }

    @Test
    void shouldEndAPartOfAGroupWithoutReleasingTheGroup() {
        try (Borrow group = Arenas.borrow(write(arena), write(other))) {
            ExclusiveBorrow part = group.exclusive(arena);
            part.close();

            assertAllDead(part);
            assertThat(group.get(ref).value).isEqualTo(1);
            assertThat(arena.isHeldByCurrentThread()).isTrue();
            assertThat(group.exclusive(arena).get(ref).value).isEqualTo(1);
        }
        assertThat(arena.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldRejectAClosedBorrowedObject() {
        Borrowed<Box> exclusive = ref.borrow();
        exclusive.close();
        Borrowed<Box> shared = ref.borrowShared();
        shared.close();

        assertDead(exclusive::get);
        assertDead(shared::get);
    }

    @Test
    void shouldRejectTheBorrowOfABehaviourAfterItsBody() {
        AtomicReference<Borrow> escaped = new AtomicReference<>();
        AtomicReference<ExclusiveBorrow> part = new AtomicReference<>();

        Arenas.join(Arenas.when(write(arena), write(other)).run(b -> {
            escaped.set(b);
            part.set(b.exclusive(arena));
        }));

        assertDead(() -> escaped.get().get(ref));
        assertDead(() -> escaped.get().exclusive(arena));
        assertAllDead(part.get());
    }

    @Test
    void shouldRejectTheBorrowOfABehaviourThatWasClosedByHand() {
        Arenas.join(Arenas.when(write(arena)).run(b -> {
            b.close();
            assertDead(() -> b.get(ref));
            // The arena itself is held to the end of the body all the same.
            arena.assertHeld();
        }));
    }

    @Test
    void shouldRejectTheHomeOfATaskThatHasEnded() {
        Ref<Box> mine = bank.call(home -> home.own(new Box(2)));
        AtomicReference<Home> kept = new AtomicReference<>();
        bank.execute(kept::set);
        bank.call(home -> null);
        Home first = kept.get();

        assertDead(() -> first.get(mine));
        assertDead(first::yield);
        assertDead(() -> first.suspendDuring(() -> null));
        bank.call(next -> {
            assertDead(() -> first.get(mine));
            assertDead(() -> first.own(new Box(3)));
            return null;
        });
    }

    @Test
    void shouldRejectTheHomeOfTheTaskBeforeInTheSameBatch() {
        AtomicReference<Home> first = new AtomicReference<>();
        Ref<Box> mine = bank.call(home -> home.own(new Box(2)));
        bank.call(home -> {
            // Both are queued behind this task, so that one batch runs them.
            bank.execute(first::set);
            return bank.submit(next -> {
                assertDead(() -> first.get().get(mine));
                return next.get(mine).value;
            });
        });

        int value = bank.call(home -> home.get(mine).value);

        assertThat(value).isEqualTo(2);
        assertThat(first.get()).isNotNull();
    }

    @Test
    void shouldTakeTheBorrowsAwayThatATaskLeavesOpen() {
        AtomicReference<ExclusiveBorrow> exclusive = new AtomicReference<>();
        AtomicReference<SharedBorrow> shared = new AtomicReference<>();
        AtomicReference<ExclusiveBorrow> nestedHome = new AtomicReference<>();

        assertThatThrownBy(() -> bank.call(home -> {
                    exclusive.set(arena.borrow());
                    shared.set(other.borrowShared());
                    nestedHome.set(bank.arena().borrow());
                    return null;
                }))
                .isInstanceOf(BorrowLeakException.class)
                .hasMessageContainingAll(
                        arena.toString(), other.toString(), bank.arena().toString());

        assertAllDead(exclusive.get());
        assertDead(() -> shared.get().get(ref));
        assertDead(() -> nestedHome.get().own(new Box(1)));
        try (Borrow b = Arenas.tryBorrow(write(arena), write(other), write(bank.arena()))) {
            assertThat(b).isNotNull();
        }
    }

    @Test
    void shouldReleaseOnceHoweverOftenABorrowIsClosed() {
        ExclusiveBorrow outer = arena.borrow();
        ExclusiveBorrow nested = arena.borrow();
        nested.close();
        nested.close();
        nested.close();
        assertThat(arena.isHeldByCurrentThread()).isTrue();
        outer.close();
        outer.close();
        assertThat(arena.isHeldByCurrentThread()).isFalse();

        SharedBorrow first = arena.borrowShared();
        SharedBorrow second = arena.borrowShared();
        second.close();
        second.close();
        assertThat(arena.isHeldByCurrentThread()).isTrue();
        first.close();
        assertThat(arena.isHeldByCurrentThread()).isFalse();

        Borrow group = Arenas.borrow(write(arena), write(other));
        group.close();
        group.close();
        try (ExclusiveBorrow b = arena.tryBorrow()) {
            assertThat(b).isNotNull();
        }
    }

    @Test
    void shouldIgnoreASecondCloseFromAnotherThread() {
        ExclusiveBorrow closed = arena.borrow();
        closed.close();

        try (ExclusiveBorrow again = arena.borrow();
                Threads threads = new Threads()) {
            threads.start("closer", closed::close);
            threads.joinAll();
            assertThat(again.get(ref).value).isEqualTo(1);
        }
    }

    @Test
    void shouldCloseBorrowsInAnyOrder() {
        ExclusiveBorrow outer = arena.borrow();
        ExclusiveBorrow inner = arena.borrow();
        outer.close();

        assertAllDead(outer);
        assertThat(inner.get(ref).value).isEqualTo(1);
        inner.close();
        assertThat(arena.isHeldByCurrentThread()).isFalse();
    }

    private void assertAllDead(ExclusiveBorrow borrow) {
        assertDead(() -> borrow.get(ref));
        assertDead(() -> borrow.own(new Box(1)));
        assertDead(() -> borrow.expose(new Box(1)));
        assertDead(() -> borrow.free(ref));
        assertDead(() -> borrow.exclusive(borrow.arena()));
    }

    private static void assertDead(ThrowingCallable use) {
        assertThatThrownBy(use).isInstanceOf(BorrowClosedException.class);
    }
}
