package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.BorrowClosedException;
import org.arenas.error.StaleReferenceException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedBufferTest {
    private static final int CAPACITY = 64;
    /** They say nothing about the bytes. */
    private static final Set<String> HARMLESS = Set.of("capacity", "isExpandable");

    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);

    @AfterEach
    void close() {
        board.close();
    }

    private static Stream<Method> methods() {
        Stream<Method> ofObject = Arrays.stream(Object.class.getMethods())
                .filter(method -> Set.of("equals", "hashCode", "toString").contains(method.getName()));
        return Stream.concat(Arrays.stream(MutableDirectBuffer.class.getMethods()), ofObject)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isDefault());
    }

    /** The outcome of one call, with the same small number for every number. */
    private static Object call(Method method, DirectBuffer buffer, int number) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(type -> argument(type, number))
                .toArray();
        try {
            Object result = method.invoke(buffer, arguments);
            return Arrays.asList(result, text(arguments));
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Object[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> !(argument instanceof DirectBuffer) && !(argument instanceof ByteBuffer))
                .map(argument -> argument instanceof byte[] bytes ? Arrays.toString(bytes) : argument.toString())
                .toList()
                .toString();
    }

    private static Object argument(Class<?> type, int number) {
        return switch (type.getSimpleName()) {
            case "int" -> number;
            case "long" -> (long) number;
            case "short" -> (short) number;
            case "char" -> (char) number;
            case "byte" -> (byte) number;
            case "float" -> (float) number;
            case "double" -> (double) number;
            case "byte[]" -> new byte[16];
            case "ByteBuffer" -> ByteBuffer.allocate(32);
            case "ByteOrder" -> ByteOrder.BIG_ENDIAN;
            case "String", "CharSequence" -> "text of some kind";
            case "Appendable" -> new StringWriter();
            case "DirectBuffer", "MutableDirectBuffer", "Object" -> new UnsafeBuffer(new byte[CAPACITY]);
            default -> throw new AssertionError("no value for " + type);
        };
    }

    @Test
    void shouldBeDeadAfterTheBorrowInEveryMethod() {
        MutableDirectBuffer kept;
        try (MemoryWriter m = board.borrow()) {
            kept = m.buffer(m.allocateBytes(CAPACITY));
        }
        List<Method> alive = methods()
                .filter(method -> !HARMLESS.contains(method.getName()))
                .filter(method -> {
                    Object outcome = call(method, kept, 8);
                    return !(outcome instanceof BorrowClosedException)
                            && !(outcome instanceof UnsupportedOperationException);
                })
                .toList();
        assertThat(alive).isEmpty();
        assertThat(methods()).hasSizeGreaterThan(90);
    }

    @Test
    void shouldBeDeadAfterItsBlockWasFreedInEveryMethod() {
        try (MemoryWriter m = board.borrow()) {
            Handle<byte[]> handle = m.allocateBytes(CAPACITY);
            MutableDirectBuffer kept = m.buffer(handle);
            m.free(handle);
            List<Method> alive = methods()
                    .filter(method -> !HARMLESS.contains(method.getName()))
                    .filter(method -> {
                        Object outcome = call(method, kept, 8);
                        return !(outcome instanceof StaleReferenceException)
                                && !(outcome instanceof UnsupportedOperationException);
                    })
                    .toList();
            assertThat(alive).isEmpty();
        }
    }

    /** Each method with each small number, some of which are out of bounds, beside the same on a buffer of Agrona's. */
    @Test
    void shouldDoWhatAgronasBufferDoesWithinBounds() {
        byte[] start = new byte[CAPACITY];
        new Random(5).nextBytes(start);
        Arrays.fill(start, 0, 32, (byte) '1');
        try (MemoryWriter m = board.borrow()) {
            MutableDirectBuffer ours = m.buffer(m.allocateBytes(CAPACITY));
            UnsafeBuffer agrona = new UnsafeBuffer(new byte[CAPACITY]);
            List<Method> comparable = methods()
                    .filter(method -> !Set.of("wrap", "toString").contains(method.getName()))
                    .toList();
            for (Method method : comparable) {
                for (int number = 0; number <= 8; number++) {
                    ours.putBytes(0, start);
                    agrona.putBytes(0, start);
                    Object expected = call(method, agrona, number);
                    Object outcome = call(method, ours, number);
                    if (outcome instanceof UnsupportedOperationException) {
                        continue;
                    }
                    if (expected instanceof Throwable thrown) {
                        assertThat(outcome)
                                .as("%s(%s): %s", method, number, thrown)
                                .isInstanceOf(RuntimeException.class);
                    } else {
                        assertThat(outcome).as("%s(%s)", method, number).isEqualTo(expected);
                    }
                    for (int i = 0; i < CAPACITY; i++) {
                        assertThat(ours.getByte(i))
                                .as("%s(%s) at %s", method, number, i)
                                .isEqualTo(agrona.getByte(i));
                    }
                }
            }
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldStayWithinItsBlock() {
        try (MemoryWriter m = board.borrow()) {
            m.allocate("before");
            MutableDirectBuffer buffer = m.buffer(m.allocateBytes(CAPACITY));
            m.allocate("after");
            for (int number : new int[] {-1, Integer.MIN_VALUE, CAPACITY + 1, CAPACITY * 2, Integer.MAX_VALUE}) {
                for (Method method : methods().toList()) {
                    if (Arrays.asList(method.getParameterTypes()).contains(int.class)) {
                        assertThat(call(method, buffer, number))
                                .as("%s(%s)", method, number)
                                .isInstanceOf(Throwable.class);
                    }
                }
            }
            for (int index : new int[] {CAPACITY - 7, CAPACITY, -1, Integer.MAX_VALUE - 3, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> buffer.getLong(index)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> buffer.putLong(index, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> buffer.putNaturalIntAsciiFromEnd(12, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            buffer.putInt(0, Integer.MAX_VALUE);
            assertThatThrownBy(() -> buffer.getStringUtf8(0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> buffer.getStringAscii(0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldNotBeWrapped() {
        try (MemoryWriter m = board.borrow()) {
            MutableDirectBuffer buffer = m.buffer(m.allocateBytes(CAPACITY));
            assertThat(catchThrowable(() -> new UnsafeBuffer(buffer)))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(catchThrowable(() -> new UnsafeBuffer(buffer, 0, 8)))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void shouldBeReadOnlyUnderASharedBorrow() {
        Handle<byte[]> handle;
        try (MemoryWriter m = board.borrow()) {
            handle = m.allocate(new byte[] {1, 2, 3});
        }
        try (MemoryReader m = board.borrowShared()) {
            DirectBuffer buffer = m.buffer(handle);
            assertThat(buffer).isNotInstanceOf(MutableDirectBuffer.class);
            assertThat(buffer.getByte(1)).isEqualTo((byte) 2);
            assertThat(buffer.capacity()).isEqualTo(3);
        }
    }

    @Test
    void shouldCopyBetweenBlocks() {
        try (MemoryWriter m = board.borrow()) {
            MutableDirectBuffer one = m.buffer(m.allocate(new byte[] {1, 2, 3, 4}));
            MutableDirectBuffer two = m.buffer(m.allocateBytes(4));
            UnsafeBuffer plain = new UnsafeBuffer(new byte[4]);
            one.getBytes(1, two, 0, 3);
            two.getBytes(0, plain, 1, 3);
            one.putBytes(0, plain, 2, 2);
            two.putBytes(3, one, 0, 1);
            assertThat(List.of(one.getByte(0), one.getByte(1), two.getByte(0), two.getByte(3)))
                    .containsExactly((byte) 3, (byte) 4, (byte) 2, (byte) 3);
            assertThat(one).isNotEqualTo(two).isEqualTo(new UnsafeBuffer(new byte[] {3, 4, 3, 4}));
        }
    }
}
