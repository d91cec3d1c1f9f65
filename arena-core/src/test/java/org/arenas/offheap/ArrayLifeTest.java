package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.arenas.error.ArenaException;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.BorrowThreadException;
import org.arenas.error.LentArrayException;
import org.arenas.error.StaleReferenceException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of arrays and matrices, where they are dead. */
class ArrayLifeTest {
    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);

    @AfterEach
    void close() {
        board.close();
    }

    static Stream<ArrayKind> kinds() {
        return ArrayKind.all();
    }

    private static Object matrix(SharedArray<?> array) {
        Method method = Arrays.stream(array.getClass().getMethods())
                .filter(m -> m.getName().equals("matrix"))
                .findFirst()
                .orElseThrow();
        return call(method, array);
    }

    private static Object call(Method method, Object target) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(ArrayLifeTest::argument)
                .toArray();
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Object argument(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int" -> 2;
            case "long" -> 2L;
            case "double" -> 2.0;
            case "byte" -> (byte) 2;
            case "long[]" -> new long[9];
            case "int[]" -> new int[9];
            case "double[]" -> new double[9];
            case "byte[]" -> new byte[9];
            case "LongUnaryOperator" -> (LongUnaryOperator) x -> x;
            case "IntUnaryOperator" -> (IntUnaryOperator) x -> x;
            case "DoubleUnaryOperator" -> (DoubleUnaryOperator) x -> x;
            case "Executor" -> (Executor) Runnable::run;
            case "Consumer" -> (Consumer<Object>) x -> {};
            case "BiConsumer" -> (BiConsumer<Object, Object>) (x, y) -> {};
            default -> throw new AssertionError("no value for " + type);
        };
    }

    /** The methods whose call does not end with the expected exception. */
    private static List<Method> alive(Class<? extends ArenaException> expected, Object... targets) {
        return Arrays.stream(targets)
                .flatMap(target -> Arrays.stream(target.getClass().getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !Set.of("toString").contains(method.getName()))
                        .filter(method -> !expected.isInstance(call(method, target))))
                .toList();
    }

    private static Object[] all(ArrayKind whole) {
        SharedArray<?> array = whole.array();
        // With four elements, a matrix of two rows and two columns.
        Object[] views = {array, array.slice(0, 4), array.strided(0, 2, 4), matrix(array.slice(0, 4))};
        long methods = Arrays.stream(views[0].getClass().getMethods()).count();
        assertThat(methods).isGreaterThan(20);
        return views;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeDeadAfterTheBorrow(ArrayKind kind) {
        Object[] kept;
        try (MemoryWriter m = board.borrow()) {
            kept = all(kind.allocate(m, 8));
        }
        assertThat(alive(BorrowClosedException.class, kept)).isEmpty();
        board.close();
        assertThat(alive(BorrowClosedException.class, kept)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeDeadAfterItsBlockWasFreed(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind whole = kind.allocate(m, 8);
            Object[] kept = all(whole);
            m.free(whole.array().grant.handle);
            assertThat(alive(StaleReferenceException.class, kept)).isEmpty();
            kind.allocate(m, 8);
            assertThat(alive(StaleReferenceException.class, kept)).isEmpty();
            assertThat(m.verify()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeDeadOnAnotherThread(ArrayKind kind) {
        try (MemoryWriter m = board.borrow();
                Threads threads = new Threads()) {
            Object[] kept = all(kind.allocate(m, 8));
            threads.start(
                    "thief",
                    () -> assertThat(alive(BorrowThreadException.class, kept)).isEmpty());
            threads.joinAll();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeDeadWhileItIsLent(ArrayKind kind) {
        try (MemoryWriter m = board.borrow()) {
            ArrayKind whole = kind.allocate(m, 8);
            Object[] kept = all(whole);
            try (Split<?> split = whole.array().split(2)) {
                assertThat(split.size()).isEqualTo(2);
                assertThat(alive(LentArrayException.class, kept)).isEmpty();
                assertThat(catchThrowable(() -> m.free(whole.array().grant.handle)))
                        .isInstanceOf(LentArrayException.class);
            }
            try (RangeScope<?> ranges = whole.array().shareRanges()) {
                assertThat(ranges).isNotNull();
                assertThat(alive(LentArrayException.class, kept)).isEmpty();
            }
            assertThat(whole.sum()).isZero();
            m.free(whole.array().grant.handle);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldBeDeadAfterTheLease() {
        try (MemoryWriter m = board.borrow();
                Threads threads = new Threads()) {
            LongArray array = m.longArray(m.allocateLongArray(8));
            try (RangeScope<LongArray> ranges = array.shareRanges()) {
                threads.start("worker", () -> {
                    ArrayLease<LongArray> lease = ranges.claim(Range.of(0, 8), RangeMode.WRITE);
                    Object[] kept = all(new ArrayKind.Longs(lease.array()));
                    try (Threads thieves = new Threads()) {
                        thieves.start("thief", () -> {
                            assertThat(alive(BorrowThreadException.class, kept)).isEmpty();
                            assertThat(catchThrowable(lease::close)).isInstanceOf(BorrowThreadException.class);
                        });
                    }
                    lease.close();
                    lease.close();
                    assertThat(alive(BorrowClosedException.class, kept)).isEmpty();
                });
                threads.joinAll();
            }
        }
    }
}
