package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.LayoutMismatchException;
import org.arenas.error.NotMappableException;
import org.arenas.error.NotStorableException;
import org.junit.jupiter.api.Test;

/** A class that has changed since its records were stored. */
@SuppressWarnings({"ArrayRecordComponent", "SameNameButDifferent"}) // A class, before and after.
class RecordVersionsTest {
    /** As it was. */
    static final class First {
        enum Side {
            BUY,
            SELL
        }

        record Part(int number) {}

        record Quote(
                long id, Side side, Part part, @Length(4) String symbol) {}
    }

    /** With all that may be added. */
    static final class Second {
        enum Side {
            BUY,
            SELL,
            NONE
        }

        record Part(int number) {}

        record Note(@Length(4) String text, Side side) {}

        record Quote(
                long id,
                Side side,
                Part part,
                @Length(4) String symbol,
                byte aByte,
                @IfAbsent("1.5") double rate,
                @IfAbsent("NONE") Side other,
                @Length(3) @IfAbsent("EUR") String currency,
                @Length(2) int[] ints,
                Note note,
                Handle<Quote> next,
                @IfAbsent("true") boolean live) {}
    }

    /** With all that may not be changed. */
    static final class Third {
        enum Side {
            SELL,
            BUY
        }

        record Part(int number, int more) {}

        record Quote(int id, Side side, Part part) {}
    }

    private static final RecordLayout<First.Quote> FIRST = RecordLayout.of(First.Quote.class);
    private static final RecordLayout<Second.Quote> SECOND = RecordLayout.of(Second.Quote.class);

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));

    private static LayoutDescription stored(RecordLayout<?> layout) {
        return LayoutDescription.parse(layout.description().bytes());
    }

    private BoundLayout<Second.Quote> secondOnFirst() {
        BoundLayout.of(FIRST).write(buffer, 32, new First.Quote(1, First.Side.SELL, new First.Part(2), "text"));
        return BoundLayout.of(SECOND.reading(stored(FIRST)));
    }

    private static Second.Quote second(long id, Second.Side side, double rate, int[] ints) {
        return new Second.Quote(
                id,
                side,
                new Second.Part(2),
                "text",
                (byte) 0,
                rate,
                Second.Side.NONE,
                "EUR",
                ints,
                new Second.Note("", Second.Side.BUY),
                null,
                true);
    }

    @Test
    void shouldReadWhatAnEarlierVersionStored() {
        BoundLayout<Second.Quote> layout = secondOnFirst();

        assertThat(layout.read(buffer, 32))
                .usingRecursiveComparison()
                .isEqualTo(second(1, Second.Side.SELL, 1.5, new int[2]));
        assertThat(layout.size()).isEqualTo(FIRST.size()).isLessThan(SECOND.size());
        assertThat(layout.typeId()).isEqualTo(BoundLayout.of(FIRST).typeId());
        assertThat(layout.read(buffer, 32).ints())
                .isNotSameAs(layout.read(buffer, 32).ints());
    }

    @Test
    void shouldWriteWhatAnEarlierVersionCanRead() {
        BoundLayout<Second.Quote> layout = secondOnFirst();

        layout.write(buffer, 32, second(9, Second.Side.BUY, 1.5, new int[2]));

        assertThat(BoundLayout.of(FIRST).read(buffer, 32))
                .isEqualTo(new First.Quote(9, First.Side.BUY, new First.Part(2), "text"));
    }

    @Test
    void shouldWriteNothingThatWouldBeLost() {
        BoundLayout<Second.Quote> layout = secondOnFirst();
        String before = hex();

        assertThatThrownBy(() -> layout.write(buffer, 32, second(9, Second.Side.BUY, 2.5, new int[2])))
                .isInstanceOf(NotStorableException.class)
                .hasMessageContaining("path=quote.rate, why=was added after");
        assertThatThrownBy(() -> layout.write(buffer, 32, second(9, Second.Side.BUY, 1.5, new int[] {0, 1})))
                .isInstanceOf(NotStorableException.class);
        assertThatThrownBy(() -> layout.write(buffer, 32, second(9, Second.Side.NONE, 1.5, new int[2])))
                .isInstanceOf(NotStorableException.class)
                .hasMessageContaining("path=quote.side, why=is NONE, which was added after");

        assertThat(hex()).isEqualTo(before);
    }

    private String hex() {
        byte[] bytes = new byte[64];
        buffer.getBytes(0, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void shouldReadAndWriteSingleComponentsOfAnEarlierVersion() {
        BoundLayout<Second.Quote> layout = secondOnFirst();
        Fields.OfLong<Second.Quote> id = (Fields.OfLong<Second.Quote>) layout.longField("id");
        Fields.OfDouble<Second.Quote> rate = (Fields.OfDouble<Second.Quote>) layout.doubleField("rate");
        Fields.OfValue<Second.Quote, String> text =
                (Fields.OfValue<Second.Quote, String>) layout.field("note.text", String.class);
        Fields.OfValue<Second.Quote, int[]> ints =
                (Fields.OfValue<Second.Quote, int[]>) layout.field("ints", int[].class);
        String before = hex();

        assertThat(rate.get(buffer, 32)).isEqualTo(1.5);
        assertThat(text.get(buffer, 32)).isEmpty();
        assertThat(ints.get(buffer, 32)).containsExactly(0, 0);
        rate.set(buffer, 32, 1.5);
        ints.set(buffer, 32, new int[2]);
        assertThatThrownBy(() -> rate.set(buffer, 32, 1)).isInstanceOf(NotStorableException.class);
        assertThatThrownBy(() -> text.set(buffer, 32, "x")).isInstanceOf(NotStorableException.class);
        assertThatThrownBy(() -> ints.set(buffer, 32, new int[3])).isInstanceOf(NotStorableException.class);
        assertThat(hex()).isEqualTo(before);
        id.set(buffer, 32, 77);
        assertThat(layout.read(buffer, 32).id()).isEqualTo(77);
    }

    @Test
    void shouldBeTheSameLayoutIfNothingHasChanged() {
        assertThat(FIRST.reading(stored(FIRST))).isSameAs(FIRST);
        assertThat(SECOND.reading(stored(FIRST)))
                .isEqualTo(SECOND.reading(stored(FIRST)))
                .isNotEqualTo(SECOND);
        assertThat(SECOND.reading(stored(FIRST)).reading(stored(SECOND))).isEqualTo(SECOND);
    }

    @Test
    void shouldListWhatALaterVersionHasAdded() {
        assertThatThrownBy(() -> FIRST.reading(stored(SECOND)))
                .isInstanceOf(LayoutMismatchException.class)
                .extracting(e -> ((LayoutMismatchException) e).differences(), LIST)
                .hasSize(9)
                .contains(
                        "side had the constants [BUY, SELL, NONE] and has [BUY, SELL]",
                        "rate was double at 32 and is missing",
                        "next was handle of Quote at 64 and is missing");
    }

    @Test
    void shouldListEveryOtherChange() {
        assertThatThrownBy(() -> RecordLayout.of(Third.Quote.class).reading(stored(FIRST)))
                .isInstanceOf(LayoutMismatchException.class)
                .extracting(e -> ((LayoutMismatchException) e).differences(), LIST)
                .containsExactly(
                        "id was long at 0 and is int at 0",
                        "side had the constants [BUY, SELL] and has [SELL, BUY]",
                        "side was at 8 and is at 4",
                        "part.more was missing and is int at 4",
                        "part was at 16 and is at 8",
                        "symbol was String of 4 bytes at 24 and is missing");
        assertThatThrownBy(() -> RecordLayout.of(First.Part.class).reading(stored(FIRST)))
                .isInstanceOf(LayoutMismatchException.class)
                .extracting(e -> ((LayoutMismatchException) e).differences(), LIST)
                .contains("record was Quote and is Part", "id was long at 0 and is number, int at 0");
    }

    /** Refuses what stands for absent values. */
    record Strict(int value) {
        Strict {
            if (value == 0) {
                throw new IllegalStateException("zero");
            }
        }
    }

    static final class Before {
        record Holder(int a) {}
    }

    static final class After {
        record Holder(int a, Strict strict) {}
    }

    @Test
    void shouldSayWhyThereIsNoAbsentValue() {
        assertThatThrownBy(
                        () -> RecordLayout.of(After.Holder.class).reading(stored(RecordLayout.of(Before.Holder.class))))
                .isInstanceOf(NotMappableException.class)
                .hasMessageContaining("path=holder.strict")
                .hasCauseInstanceOf(IllegalStateException.class);
    }
}
