package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What holds of any values; {@code -Darenas.test.seed} repeats a run. */
@SuppressWarnings("ArrayRecordComponent") // They are what is tested.
class RecordPropertiesTest {
    private static final long SEED = Long.getLong("arenas.test.seed", System.nanoTime());
    private static final int ROUNDS = 20_000;
    private static final int GUARD = 64;

    enum Only {
        ONE
    }

    enum Letter {
        A,
        B,
        C,
        D,
        E
    }

    record Inner(byte first, double second, @Length(7) String third, Only only) {}

    record Middle(char a, Inner inner, @Length(3) boolean[] flags) {}

    /** Something of everything, in an order that needs padding. */
    record Sink(
            boolean aBoolean,
            long aLong,
            byte aByte,
            double aDouble,
            char aChar,
            float aFloat,
            short aShort,
            int anInt,
            Letter letter,
            @Length(1) String shortest,
            @Length(40) String text,
            Middle middle,
            Handle<Sink> link,
            @Length(5) boolean[] booleans,
            @Length(3) byte[] bytes,
            @Length(3) short[] shorts,
            @Length(3) char[] chars,
            @Length(3) int[] ints,
            @Length(3) long[] longs,
            @Length(3) float[] floats,
            @Length(3) double[] doubles) {}

    private static final BoundLayout<Sink> SINK = BoundLayout.of(RecordLayout.of(Sink.class));

    private final Random random = new Random(SEED);

    @Test
    void shouldReadWhatWasWrittenAndTouchNothingElse() throws Exception {
        int size = SINK.size();
        UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(size + 2 * GUARD));
        byte[] before = new byte[buffer.capacity()];
        byte[] after = new byte[buffer.capacity()];
        for (int round = 0; round < ROUNDS; round++) {
            random.nextBytes(before);
            buffer.putBytes(0, before);
            Sink value = (Sink) random(Sink.class, null);

            SINK.write(buffer, GUARD, value);

            assertThat(deepEquals(SINK.read(buffer, GUARD), value))
                    .as("seed %d, round %d: %s", SEED, round, value)
                    .isTrue();
            buffer.getBytes(0, after);
            assertThat(Arrays.equals(before, 0, GUARD, after, 0, GUARD)
                            && Arrays.equals(before, GUARD + size, before.length, after, GUARD + size, before.length))
                    .as("neighbours, seed %d, round %d: %s", SEED, round, value)
                    .isTrue();
            assertPaddingIsAsBefore(SINK.description().schema(), GUARD, before, after);
        }
    }

    private static void assertPaddingIsAsBefore(RecordSchema schema, int base, byte[] before, byte[] after) {
        int end = 0;
        for (RecordSchema.Field field : schema.fields()) {
            int from = base + end;
            int to = base + field.offset();
            assertThat(Arrays.equals(before, from, to, after, from, to))
                    .as("padding before %s, seed %d", field, SEED)
                    .isTrue();
            if (field.type() instanceof FieldType.OfRecord nested) {
                assertPaddingIsAsBefore(nested.schema(), to, before, after);
            }
            end = field.end();
        }
    }

    @Test
    void shouldMakeTheSameBytesOfEqualValues() throws Exception {
        UnsafeBuffer one = new UnsafeBuffer(ByteBuffer.allocateDirect(SINK.size()));
        UnsafeBuffer other = new UnsafeBuffer(ByteBuffer.allocateDirect(SINK.size()));
        for (int round = 0; round < ROUNDS / 10; round++) {
            SINK.write(one, 0, (Sink) random(Sink.class, null));
            Sink value = (Sink) random(Sink.class, null);

            SINK.write(one, 0, value);
            SINK.write(other, 0, SINK.read(one, 0));

            assertThat(one.compareTo(other))
                    .as("seed %d, round %d: %s", SEED, round, value)
                    .isZero();
        }
    }

    @Test
    void shouldAlignEveryField() {
        assertAligned(SINK.description().schema());
        assertThat(SINK.size() % 8).isZero();
    }

    private static void assertAligned(RecordSchema schema) {
        for (RecordSchema.Field field : schema.fields()) {
            assertThat(field.offset() % field.type().alignment())
                    .as("%s", field)
                    .isZero();
            if (field.type() instanceof FieldType.OfRecord nested) {
                assertThat(field.offset() % 8).isZero();
                assertAligned(nested.schema());
            }
        }
    }

    private Object random(Class<?> type, RecordComponent component) throws ReflectiveOperationException {
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < values.length; i++) {
                types[i] = components[i].getType();
                values[i] = random(types[i], components[i]);
            }
            return type.getDeclaredConstructor(types).newInstance(values);
        }
        if (type.isArray()) {
            int length = component.getAnnotation(Length.class).value();
            Object array = Array.newInstance(type.getComponentType(), length);
            for (int i = 0; i < length; i++) {
                Array.set(array, i, random(type.getComponentType(), component));
            }
            return array;
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type == String.class) {
            return text(component.getAnnotation(Length.class).value());
        }
        if (type == Handle.class) {
            return random.nextInt(4) == 0 ? null : new Handle<>(random.nextLong() | 1, random.nextLong());
        }
        return primitive(type);
    }

    private Object primitive(Class<?> type) {
        long bits = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextLong();
        if (type == boolean.class) {
            return (bits & 1) != 0;
        }
        if (type == byte.class) {
            return (byte) bits;
        }
        if (type == short.class) {
            return (short) bits;
        }
        if (type == char.class) {
            return (char) bits;
        }
        if (type == int.class) {
            return (int) bits;
        }
        if (type == float.class) {
            return Float.intBitsToFloat((int) bits);
        }
        return type == double.class ? (Object) Double.longBitsToDouble(bits) : (Object) bits;
    }

    /** Of characters of every width, as many as there is room for, or fewer. */
    private String text(int limit) {
        StringBuilder text = new StringBuilder();
        int room = random.nextInt(limit + 1);
        while (true) {
            int codePoint = switch (random.nextInt(5)) {
                case 0 -> 0x80 + random.nextInt(0x780);
                case 1 -> 0x800 + random.nextInt(0xD000);
                case 2 -> 0xE000 + random.nextInt(0x2000);
                case 3 -> 0x10000 + random.nextInt(0x100000);
                default -> random.nextInt(0x80);
            };
            String next = Character.toString(codePoint);
            room -= next.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                return text.toString();
            }
            text.append(next);
        }
    }

    private static boolean deepEquals(Object one, Object other) throws ReflectiveOperationException {
        if (one instanceof Record && one.getClass() == other.getClass()) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                if (!deepEquals(
                        component.getAccessor().invoke(one),
                        component.getAccessor().invoke(other))) {
                    return false;
                }
            }
            return true;
        }
        return Objects.deepEquals(one, other);
    }
}
