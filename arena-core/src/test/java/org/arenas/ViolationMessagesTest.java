package org.arenas;

import static org.arenas.Access.read;
import static org.arenas.Access.write;
import static org.arenas.Provoked.assertViolation;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenas.channel.ChannelViolationMessagesTest;
import org.arenas.error.AbandonedArenaException;
import org.arenas.error.AccessModeException;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.ArenaException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.DeadlockException;
import org.arenas.error.ForeignReferenceException;
import org.arenas.error.NotHeldException;
import org.arenas.error.NotSequentialException;
import org.arenas.error.StaleReferenceException;
import org.arenas.error.UndeclaredAccessException;
import org.arenas.error.UnreachableOwnerException;
import org.arenas.error.UpgradeException;
import org.arenas.error.Violations;
import org.arenas.offheap.ArrayViolationMessagesTest;
import org.arenas.offheap.FileViolationMessagesTest;
import org.arenas.offheap.OffHeapViolationMessagesTest;
import org.arenas.offheap.RecordViolationMessagesTest;
import org.arenas.testing.Await;
import org.arenas.testing.Box;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every exception of the library, provoked through its API, with its whole text. */
class ViolationMessagesTest {
    private final Arena orders = Arena.create("orders");
    private final Arena rates = Arena.create("rates");
    private final Interpreter bank = Interpreter.create("bank");
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        bank.close();
        orders.close();
        rates.close();
    }

    @Test
    void shouldTestTheTextOfEveryException() {
        Set<Class<?>> tested = Stream.of(
                        ViolationMessagesTest.class,
                        InterpreterViolationMessagesTest.class,
                        CrossingViolationMessagesTest.class,
                        ChannelViolationMessagesTest.class,
                        PoolViolationMessagesTest.class,
                        EntityViolationMessagesTest.class,
                        ArrayViolationMessagesTest.class,
                        FileViolationMessagesTest.class,
                        OffHeapViolationMessagesTest.class,
                        RecordViolationMessagesTest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(test -> test.isAnnotationPresent(Provoked.By.class) && test.isAnnotationPresent(Test.class))
                .map(test -> test.getAnnotation(Provoked.By.class).value())
                .collect(Collectors.toSet());

        assertThat(tested)
                .isEqualTo(leaves(ArenaException.class).collect(Collectors.toSet()))
                .hasSizeGreaterThan(10);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> leaves(sub))
                : Stream.of(type);
    }

    @Test
    @Provoked.By(ArenaClosedException.class)
    void shouldSayThatAnArenaIsClosed() {
        orders.close();

        assertViolation(
                ArenaClosedException.class,
                orders::borrow,
                "arena is closed: arena=%s, caller=%s; borrow before close(), or check isClosed()",
                orders,
                me);
        assertViolation(
                ArenaClosedException.class,
                () -> bank.call(home -> orders.tryBorrowShared()),
                "arena is closed: arena=%s, caller=interpreter(%s); borrow before close(), or check isClosed()",
                orders,
                bank.arena());
        assertViolation(
                ArenaClosedException.class,
                () -> Arenas.join(Arenas.when(read(rates), write(orders)).run(b -> {})),
                "arena is closed: arena=%s, caller=behaviour(write(%s), read(%s));"
                        + " borrow before close(), or check isClosed()",
                orders,
                orders,
                rates);
    }

    @Test
    @Provoked.By(AbandonedArenaException.class)
    void shouldSayThatTheHolderDied() {
        try (CapturedLog log = CapturedLog.of("org.arenas.lock");
                Threads threads = new Threads()) {
            threads.start("the-leaker", () -> assertThat(orders.borrow()).isNotNull());
            threads.joinAll();
            Await.until("the report", () -> !log.messages().isEmpty());
        }

        assertViolation(
                AbandonedArenaException.class,
                orders::borrow,
                "arena is abandoned, its holder died without releasing it: arena=%s, holder=the-leaker, caller=%s;"
                        + " close the arena, and open every borrow in try-with-resources",
                orders,
                me);
    }

    @Test
    @Provoked.By(NotSequentialException.class)
    void shouldSayThatARunDiffersFromASequentialOne() {
        Queue<Integer> hidden = new ConcurrentLinkedQueue<>(List.of(1, 2));
        InOrder<Integer> inOrder = InOrder.builder().checked().create();
        inOrder.when(write(rates)).call(borrow -> hidden.remove());

        assertViolation(
                NotSequentialException.class,
                inOrder::join,
                "run in order differs from a sequential run: task=0, accesses=write(%s), what=result, in order=1,"
                        + " sequential=2; keep all that the tasks use in arenas that they declare",
                rates);
    }

    @Test
    @Provoked.By(UndeclaredAccessException.class)
    void shouldSayThatAnOrderedTaskDidNotDeclareWhatItUses() {
        Map<String, Runnable> undeclared = Map.of(
                orders.toString(),
                orders::borrow,
                bank.toString(),
                () -> bank.execute(home -> {}),
                "behaviour(read(" + orders + "))",
                () -> Arenas.when(read(orders)).run(b -> {}));
        undeclared.forEach((wanted, access) -> {
            InOrder<Void> inOrder = InOrder.create();
            inOrder.when(write(rates)).run(borrow -> access.run());
            assertViolation(
                    UndeclaredAccessException.class,
                    inOrder::join,
                    "ordered task did not declare what it uses: wanted=%s, caller=ordered task(write(%s)); name every"
                            + " arena in when(...), and leave interpreters and behaviours to the code that adds the"
                            + " tasks",
                    wanted,
                    rates);
        });
    }

    @Test
    @Provoked.By(UpgradeException.class)
    void shouldSayThatASharedBorrowCannotBecomeExclusive() {
        try (SharedBorrow b = orders.borrowShared()) {
            assertViolation(
                    UpgradeException.class,
                    orders::borrow,
                    "shared borrow cannot become exclusive: arena=%s, caller=%s;"
                            + " close the shared borrow first, or borrow exclusively from the start",
                    b.arena(),
                    me);
        }
    }

    @Test
    @Provoked.By(DeadlockException.class)
    void shouldNameEveryMemberOfADeadlock() {
        Queue<DeadlockException> thrown = new ConcurrentLinkedQueue<>();
        try (Threads threads = new Threads()) {
            CyclicBarrier bothHold = new CyclicBarrier(2);
            threads.start("first", () -> crosswise(bothHold, orders, rates, thrown));
            threads.start("second", () -> crosswise(bothHold, rates, orders, thrown));
            threads.joinAll();
        }

        DeadlockException deadlock = thrown.remove();
        boolean firstIsVictim = deadlock.getMessage().contains("caller=first");
        String victim = firstIsVictim ? "first" : "second";
        String other = firstIsVictim ? "second" : "first";
        Arena wanted = firstIsVictim ? rates : orders;
        Arena held = firstIsVictim ? orders : rates;
        String site = " at ViolationMessagesTest.crosswise(ViolationMessagesTest.java:LINE): ";
        String text = "waiting would be a deadlock: caller=" + victim + ", wanted=" + wanted
                + " exclusively, members=2; take the arenas in one Arenas.borrow(...) or when(...), or close a borrow"
                + " first" + System.lineSeparator()
                + "  " + victim + " waits for " + wanted + " exclusively" + site + wanted + " held exclusively by "
                + other + System.lineSeparator()
                + "  " + other + " waits for " + held + " exclusively" + site + held + " held exclusively by "
                + victim;
        assertThat(deadlock.getMessage()).matches(Pattern.quote(text).replace("LINE", "\\E[0-9]+\\Q"));
        assertThat(thrown).isEmpty();
    }

    private static void crosswise(CyclicBarrier bothHold, Arena mine, Arena wanted, Queue<DeadlockException> thrown)
            throws Exception {
        try (ExclusiveBorrow held = mine.borrow()) {
            bothHold.await(20, TimeUnit.SECONDS);
            wanted.borrow().close();
            assertThat(held.arena().isHeldByCurrentThread()).isTrue();
        } catch (DeadlockException e) {
            thrown.add(e);
        }
    }

    @Test
    @Provoked.By(BorrowClosedException.class)
    void shouldSayThatABorrowIsClosed() {
        ExclusiveBorrow closed = orders.borrow();
        closed.close();
        Borrow group = Arenas.borrow(read(orders), write(rates));
        group.close();
        AtomicReference<Home> escaped = new AtomicReference<>();
        bank.call(home -> {
            escaped.set(home);
            return null;
        });
        Home ended = escaped.get();

        String rest = ", caller=%s; use what a borrow hands out inside its block only, or borrow again";
        assertViolation(
                BorrowClosedException.class,
                () -> closed.own(new Box(1)),
                "borrow is closed: arena=%s" + rest,
                orders,
                me);
        assertViolation(
                BorrowClosedException.class,
                () -> group.exclusive(rates),
                "borrow is closed: arena=read(%s), write(%s)" + rest,
                orders,
                rates,
                me);
        assertViolation(
                BorrowClosedException.class,
                () -> ended.own(new Box(1)),
                "borrow is closed: arena=%s" + rest,
                bank.arena(),
                me);
    }

    @Test
    @Provoked.By(BorrowThreadException.class)
    void shouldSayWhoseBorrowItIs() {
        String rest = "; pass the Ref instead, and open a borrow where it is used";
        try (ExclusiveBorrow b = orders.borrow();
                Threads threads = new Threads()) {
            threads.start(
                    "the-stranger",
                    () -> assertViolation(
                            BorrowThreadException.class,
                            () -> b.own(new Box(1)),
                            "borrow belongs to another execution: arena=%s, owner=%s, caller=the-stranger" + rest,
                            orders,
                            me));
            threads.joinAll();
            assertViolation(
                    BorrowThreadException.class,
                    () -> bank.call(home -> b.own(new Box(1))),
                    "borrow belongs to another execution: arena=%s, owner=%s, caller=interpreter(%s)" + rest,
                    orders,
                    me,
                    bank.arena());
        }
    }

    @Test
    @Provoked.By(ForeignReferenceException.class)
    void shouldSayWhichArenaIsMissing() {
        Ref<Box> ref = own();
        try (ExclusiveBorrow b = rates.borrow()) {
            assertViolation(
                    ForeignReferenceException.class,
                    () -> b.get(ref),
                    "reference belongs to another arena: ref=%s/0@1, arena=%s, borrowed=%s, caller=%s; borrow %s, too",
                    orders,
                    orders,
                    rates,
                    me,
                    orders);
            assertViolation(
                    ForeignReferenceException.class,
                    () -> b.exclusive(orders),
                    "arena is not covered by this borrow: arena=%s, borrowed=%s, caller=%s;"
                            + " declare it in Arenas.borrow(...) or when(...)",
                    orders,
                    rates,
                    me);
        }
        try (Borrow b = Arenas.borrow(read(rates), write(bank.arena()))) {
            assertViolation(
                    ForeignReferenceException.class,
                    () -> b.get(ref),
                    "reference belongs to another arena: ref=%s/0@1, arena=%s, borrowed=read(%s), write(%s),"
                            + " caller=%s; borrow %s, too",
                    orders,
                    orders,
                    rates,
                    bank.arena(),
                    me,
                    orders);
        }
    }

    @Test
    @Provoked.By(AccessModeException.class)
    void shouldSayThatAnArenaIsBorrowedForReading() {
        try (Borrow b = Arenas.borrow(read(orders), write(rates))) {
            assertViolation(
                    AccessModeException.class,
                    () -> b.exclusive(orders),
                    "arena is borrowed for reading: arena=%s, caller=%s;"
                            + " borrow it exclusively, or declare write(arena)",
                    orders,
                    me);
        }
    }

    @Test
    @Provoked.By(StaleReferenceException.class)
    void shouldSayThatAReferenceIsStale() {
        List<WeakReference<Box>> watched = new ArrayList<>();
        Ref<Box> exposed = exposeWithoutKeeping(watched);
        Ref<Box> freed = own();
        try (ExclusiveBorrow b = orders.borrow()) {
            b.free(freed);
            Await.cleared(watched.get(0));

            String text = "reference is stale: ref=%s, arena=%s, object=%s, caller=%s; get a new Ref from the owner";
            assertViolation(
                    StaleReferenceException.class, () -> b.get(freed), text, orders + "/1@3", orders, "freed", me);
            assertViolation(
                    StaleReferenceException.class,
                    () -> b.get(exposed),
                    text,
                    orders + "/0@2",
                    orders,
                    "collected",
                    me);
        }
    }

    @Test
    @Provoked.By(UnreachableOwnerException.class)
    void shouldSayThatAnOwnerOnAnotherNodeIsNotReached() {
        // Provoked by the tests of the actors; core has no other nodes.
        assertThat(Violations.unreachableOwner("a", "late", "Deposit", "at most once"))
                .isExactlyInstanceOf(UnreachableOwnerException.class)
                .hasMessage("owner is not reached: ref=a, why=(late), command=Deposit, delivery=at most once;"
                        + " the command may have run: ask the owner before it is sent again");
        assertThat(Violations.staleRemote("a", "its actor has ended", "Deposit"))
                .isExactlyInstanceOf(StaleReferenceException.class)
                .hasMessage("remote reference is stale: ref=a, why=(its actor has ended), command=Deposit;"
                        + " get a new one from the owner");
    }

    @Test
    @Provoked.By(NotHeldException.class)
    void shouldSayThatAnArenaIsNotHeld() {
        assertViolation(
                NotHeldException.class,
                orders::assertHeld,
                "arena is not held: arena=%s, caller=%s; call this inside a borrow of the arena",
                orders,
                me);
        InterpreterLocal<Box> local = InterpreterLocal.withInitial(() -> new Box(0));
        assertViolation(
                NotHeldException.class,
                local::get,
                "no interpreter runs here: caller=%s; call this from a task of an interpreter",
                me);
    }

    private Ref<Box> own() {
        try (ExclusiveBorrow b = orders.borrow()) {
            return b.own(new Box(1));
        }
    }

    /** In a frame of its own, so that nothing on the stack keeps the object. */
    private Ref<Box> exposeWithoutKeeping(List<WeakReference<Box>> watched) {
        try (ExclusiveBorrow b = orders.borrow()) {
            Box box = new Box(1);
            watched.add(new WeakReference<>(box));
            return b.expose(box);
        }
    }
}
