package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.HomeSuspendedException;
import org.arenas.error.NotHeldException;
import org.arenas.testing.Box;
import org.arenas.testing.RuleNames;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

@DisplayName("R2 Only while held")
@DisplayNameGeneration(RuleNames.class)
class R02OnlyWhileHeldTest {
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
    void shouldRejectARefOfAnArenaThatTheBorrowDoesNotCover() {
        try (ExclusiveBorrow exclusive = other.borrow()) {
            assertThatThrownBy(() -> exclusive.get(ref)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> exclusive.exclusive(arena)).isInstanceOf(ForeignReferenceException.class);
        }
        try (SharedBorrow shared = other.borrowShared()) {
            assertThatThrownBy(() -> shared.get(ref)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> shared.exclusive(arena)).isInstanceOf(ForeignReferenceException.class);
        }
        try (Borrow group = Arenas.borrow(write(other), read(bank.arena()))) {
            assertThatThrownBy(() -> group.get(ref)).isInstanceOf(ForeignReferenceException.class);
            assertThatThrownBy(() -> group.exclusive(arena)).isInstanceOf(ForeignReferenceException.class);
        }
        assertThatThrownBy(() -> bank.call(home -> home.get(ref))).isInstanceOf(ForeignReferenceException.class);
        assertThatThrownBy(() -> Arenas.join(Arenas.when(write(other)).call(b -> b.get(ref))))
                .isInstanceOf(ForeignReferenceException.class);
    }

    @Test
    void shouldRejectARefOfAnArenaThatIsHeldByAnotherBorrowOfTheSameThread() {
        try (ExclusiveBorrow right = arena.borrow();
                ExclusiveBorrow wrong = other.borrow()) {
            assertThat(right.get(ref).value).isEqualTo(1);
            assertThatThrownBy(() -> wrong.get(ref)).isInstanceOf(ForeignReferenceException.class);
        }
    }

    @Test
    void shouldRejectABorrowOnAnotherThread() {
        try (ExclusiveBorrow exclusive = arena.borrow();
                Borrowed<Box> borrowed = ref.borrow()) {
            onAnotherThread(() -> {
                assertThatThrownBy(() -> exclusive.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> exclusive.own(new Box(2))).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> exclusive.expose(new Box(2))).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> exclusive.free(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> exclusive.exclusive(arena)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(exclusive::close).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(borrowed::get).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(borrowed::close).isInstanceOf(BorrowThreadException.class);
            });
            assertThat(exclusive.get(ref)).isSameAs(borrowed.get());
        }
        try (SharedBorrow shared = arena.borrowShared();
                Borrow group = Arenas.borrow(read(arena), write(other))) {
            onAnotherThread(() -> {
                assertThatThrownBy(() -> shared.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(shared::close).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> shared.exclusive(arena)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> group.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> group.exclusive(other)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(group::close).isInstanceOf(BorrowThreadException.class);
            });
            assertThat(shared.get(ref)).isSameAs(group.get(ref));
        }
    }

    @Test
    void shouldRejectThePartOfAGroupOnAnotherThread() {
        try (Borrow group = Arenas.borrow(write(arena), write(other));
                ExclusiveBorrow part = group.exclusive(arena)) {
            onAnotherThread(() -> {
                assertThatThrownBy(() -> part.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(part::close).isInstanceOf(BorrowThreadException.class);
            });
            assertThat(part.get(ref).value).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectTheCallersBorrowInATaskThatRunsOnTheCallersThread() {
        Thread caller = Thread.currentThread();
        try (ExclusiveBorrow exclusive = arena.borrow();
                SharedBorrow shared = other.borrowShared();
                Borrow group = Arenas.borrow(write(arena), read(other))) {
            boolean onCaller = bank.call(home -> {
                assertThatThrownBy(() -> exclusive.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(exclusive::close).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> shared.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(shared::close).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(() -> group.get(ref)).isInstanceOf(BorrowThreadException.class);
                assertThatThrownBy(group::close).isInstanceOf(BorrowThreadException.class);
                assertThat(arena.isHeldByCurrentThread()).isFalse();
                assertThat(other.isHeldByCurrentThread()).isFalse();
                return Thread.currentThread() == caller;
            });

            assertThat(onCaller)
                    .as("the idle interpreter's task runs on the caller's thread")
                    .isTrue();
            assertThat(exclusive.get(ref)).isSameAs(group.get(ref));
            assertThat(shared.arena().isHeldByCurrentThread()).isTrue();
        }
    }

    @Test
    void shouldRejectAHomeOnAnotherThreadOrInAnotherTask() {
        Ref<Box> mine = bank.call(home -> home.own(new Box(5)));
        try (Interpreter audit = Interpreter.create("audit")) {
            bank.call(home -> {
                onAnotherThread(
                        () -> assertThatThrownBy(() -> home.get(mine)).isInstanceOf(BorrowThreadException.class));
                audit.call(foreign -> {
                    assertThatThrownBy(() -> home.get(mine)).isInstanceOf(BorrowThreadException.class);
                    assertThatThrownBy(home::yield).isInstanceOf(BorrowThreadException.class);
                    assertThatThrownBy(() -> home.suspendDuring(() -> null)).isInstanceOf(BorrowThreadException.class);
                    return foreign.interpreter();
                });
                assertThat(home.get(mine).value).isEqualTo(5);
                return null;
            });
        }
    }

    @Test
    void shouldRejectTheHomeWhileItIsGivenUp() {
        Ref<Box> mine = bank.call(home -> home.own(new Box(5)));

        bank.call(home -> {
            home.suspendDuring(() -> {
                assertThatThrownBy(() -> home.get(mine)).isInstanceOf(HomeSuspendedException.class);
                assertThatThrownBy(() -> home.own(new Box(1))).isInstanceOf(HomeSuspendedException.class);
                assertThatThrownBy(home::yield).isInstanceOf(HomeSuspendedException.class);
                assertThatThrownBy(() -> home.suspendDuring(() -> null)).isInstanceOf(HomeSuspendedException.class);
                assertThatThrownBy(bank.arena()::assertHeld).isInstanceOf(NotHeldException.class);
                return null;
            });
            assertThat(home.get(mine).value).isEqualTo(5);
            bank.arena().assertHeld();
            return null;
        });
    }

    @Test
    void shouldRejectABehavioursBorrowInATaskThatItsBodyCalls() {
        AtomicReference<Throwable> seen = new AtomicReference<>();

        Arenas.join(Arenas.when(write(arena)).run(b -> {
            bank.call(home -> {
                assertThatThrownBy(() -> b.get(ref)).satisfies(seen::set);
                return null;
            });
            assertThat(b.get(ref).value).isEqualTo(1);
        }));

        assertThat(seen.get()).isInstanceOf(BorrowThreadException.class);
    }

    @Test
    void shouldSayWhetherAnArenaIsHeld() {
        assertThat(arena.isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(arena::assertHeld).isInstanceOf(NotHeldException.class);
        try (ExclusiveBorrow b = arena.borrow()) {
            assertThat(b.arena().isHeldByCurrentThread()).isTrue();
            assertThatCode(arena::assertHeld).doesNotThrowAnyException();
            onAnotherThread(() -> assertThat(arena.isHeldByCurrentThread()).isFalse());
        }
        try (SharedBorrow b = arena.borrowShared()) {
            assertThat(b.arena().isHeldByCurrentThread()).isTrue();
            onAnotherThread(() -> assertThatThrownBy(arena::assertHeld).isInstanceOf(NotHeldException.class));
        }
        Arenas.join(Arenas.when(read(arena), write(other)).run(b -> {
            arena.assertHeld();
            other.assertHeld();
        }));
        assertThat(arena.isHeldByCurrentThread()).isFalse();
    }

    private static void onAnotherThread(Threads.Body body) {
        try (Threads threads = new Threads()) {
            threads.start("another thread", body);
            threads.joinAll();
        }
    }
}
