package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.NotStorableException;
import org.junit.jupiter.api.Test;

/** Single components. */
@SuppressWarnings("ArrayRecordComponent") // They are what is tested.
class RecordFieldTest {
    enum Side {
        BUY,
        SELL
    }

    record Inner(short number, @Length(4) String name) {}

    record All(
            boolean aBoolean,
            byte aByte,
            short aShort,
            char aChar,
            int anInt,
            long aLong,
            float aFloat,
            double aDouble,
            Side side,
            @Length(8) String text,
            @Length(2) long[] longs,
            Inner inner,
            Handle<All> next) {}

    private static final RecordLayout<All> ALL = RecordLayout.of(All.class);

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(256));

    private All all() {
        return BoundLayout.of(ALL).read(buffer, 16);
    }

    @Test
    void shouldReadAndWritePrimitiveComponents() {
        Fields.OfBoolean<All> aBoolean = (Fields.OfBoolean<All>) ALL.booleanField("aBoolean");
        Fields.OfByte<All> aByte = (Fields.OfByte<All>) ALL.byteField("aByte");
        Fields.OfShort<All> aShort = (Fields.OfShort<All>) ALL.shortField("aShort");
        Fields.OfChar<All> aChar = (Fields.OfChar<All>) ALL.charField("aChar");
        Fields.OfInt<All> anInt = (Fields.OfInt<All>) ALL.intField("anInt");
        Fields.OfLong<All> aLong = (Fields.OfLong<All>) ALL.longField("aLong");
        Fields.OfFloat<All> aFloat = (Fields.OfFloat<All>) ALL.floatField("aFloat");
        Fields.OfDouble<All> aDouble = (Fields.OfDouble<All>) ALL.doubleField("aDouble");

        aBoolean.set(buffer, 16, true);
        aByte.set(buffer, 16, (byte) -1);
        aShort.set(buffer, 16, (short) -2);
        aChar.set(buffer, 16, '\uFFFE');
        anInt.set(buffer, 16, -4);
        aLong.set(buffer, 16, -5);
        aFloat.set(buffer, 16, -0f);
        aDouble.set(buffer, 16, Double.MIN_VALUE);

        assertThat(all())
                .usingRecursiveComparison()
                .isEqualTo(new All(
                        true,
                        (byte) -1,
                        (short) -2,
                        '\uFFFE',
                        -4,
                        -5,
                        -0f,
                        Double.MIN_VALUE,
                        Side.BUY,
                        "",
                        new long[2],
                        new Inner((short) 0, ""),
                        null));
        assertThat(aBoolean.get(buffer, 16)).isTrue();
        assertThat(aByte.get(buffer, 16)).isEqualTo((byte) -1);
        assertThat(aShort.get(buffer, 16)).isEqualTo((short) -2);
        assertThat(aChar.get(buffer, 16)).isEqualTo('\uFFFE');
        assertThat(anInt.get(buffer, 16)).isEqualTo(-4);
        assertThat(aLong.get(buffer, 16)).isEqualTo(-5);
        assertThat(aFloat.get(buffer, 16)).isEqualTo(-0f);
        assertThat(aDouble.get(buffer, 16)).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void shouldReadAndWriteOtherComponents() {
        Fields.OfValue<All, Side> side = (Fields.OfValue<All, Side>) ALL.field("side", Side.class);
        Fields.OfValue<All, String> text = (Fields.OfValue<All, String>) ALL.field("text", String.class);
        Fields.OfValue<All, long[]> longs = (Fields.OfValue<All, long[]>) ALL.field("longs", long[].class);
        Fields.OfValue<All, Inner> inner = (Fields.OfValue<All, Inner>) ALL.field("inner", Inner.class);
        Fields.OfValue<All, Handle<All>> next = (Fields.OfValue<All, Handle<All>>) ALL.handleField("next", All.class);

        side.set(buffer, 16, Side.SELL);
        text.set(buffer, 16, "text");
        longs.set(buffer, 16, new long[] {1, 2});
        inner.set(buffer, 16, new Inner((short) 3, "name"));
        next.set(buffer, 16, new Handle<>(48, 7));

        assertThat(side.get(buffer, 16)).isEqualTo(Side.SELL);
        assertThat(text.get(buffer, 16)).isEqualTo("text");
        assertThat(longs.get(buffer, 16)).containsExactly(1, 2);
        assertThat(inner.get(buffer, 16)).isEqualTo(new Inner((short) 3, "name"));
        assertThat(next.get(buffer, 16)).isEqualTo(new Handle<>(48, 7));
        next.set(buffer, 16, null);
        assertThat(all().next()).isNull();
    }

    @Test
    void shouldReachThePartsOfANestedRecord() {
        Fields.OfShort<All> number = (Fields.OfShort<All>) ALL.shortField("inner.number");
        Fields.OfValue<All, String> name = (Fields.OfValue<All, String>) ALL.field("inner.name", String.class);

        number.set(buffer, 16, (short) 9);
        name.set(buffer, 16, "nine");

        assertThat(all().inner()).isEqualTo(new Inner((short) 9, "nine"));
        assertThat(name).hasToString("All.inner.name");
        assertThat(name.path()).isEqualTo("inner.name");
        assertThat(name.layout()).isEqualTo(ALL);
    }

    @Test
    void shouldRefuseAValueBeforeAByteHasChanged() {
        Fields.OfValue<All, Inner> inner = (Fields.OfValue<All, Inner>) ALL.field("inner", Inner.class);
        inner.set(buffer, 16, new Inner((short) 3, "name"));

        assertThatThrownBy(() -> inner.set(buffer, 16, new Inner((short) 4, "names")))
                .isInstanceOf(NotStorableException.class);
        assertThatThrownBy(() -> inner.set(buffer, 16, null)).isInstanceOf(NotStorableException.class);

        assertThat(inner.get(buffer, 16)).isEqualTo(new Inner((short) 3, "name"));
    }

    @Test
    void shouldNameTheComponentsIfThereIsNoSuchOne() {
        RecordLayout<Inner> layout = RecordLayout.of(Inner.class);
        String rest = ", components=[short number, java.lang.String name]; give the name and the type of one of them";

        assertThatThrownBy(() -> layout.longField("number"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("record has no such component: record=" + Inner.class.getName() + ", path=number, type=long"
                        + rest);
        for (String path : List.of("", ".", "numbers", "number.", "number.x", ".number")) {
            assertThatThrownBy(() -> layout.shortField(path))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith(rest);
        }
        assertThatThrownBy(() -> ALL.handleField("next", Inner.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path=next, type=Handle<" + Inner.class.getTypeName() + ">");
        assertThatThrownBy(() -> ALL.field("anInt", int.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use intField(...) and the like, or handleField(...)");
    }
}
