package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.CorruptRecordException;
import org.arenas.error.NotStorableException;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** What a layout does with one record. */
@SuppressWarnings("ArrayRecordComponent") // They are what is tested.
class RecordLayoutTest {
    enum Side {
        BUY,
        SELL
    }

    record Spread(double bid, double ask) {}

    record Order(
            long id,
            Side side,
            @Length(12) String symbol,
            Spread spread,
            @Length(3) int[] depth,
            boolean live,
            char venue,
            Handle<Order> next) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalStateException("not positive: " + value);
            }
        }
    }

    private static final RecordLayout<Order> ORDER = RecordLayout.of(Order.class);
    private static final BoundLayout<Order> LAYOUT = BoundLayout.of(ORDER);
    private static final Order VALUE = new Order(
            0x0102030405060708L,
            Side.SELL,
            "Zürich",
            new Spread(1.0, -2.0),
            new int[] {1, -1, 0x10},
            true,
            '€',
            new Handle<>(0x40, 0x99));

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(256));

    @Test
    void shouldLayOutInOrderAlignedAndPaddedToEight() {
        assertThat(ORDER.size()).isEqualTo(72);
        assertThat(ORDER.toString().lines())
                .containsExactly(
                        "Order: 72 bytes",
                        "  offset  size  name        type",
                        "       0     8  id          long",
                        "       8     1  side        enum Side",
                        "       9     1  -           padding",
                        "      10    14  symbol      String of 12 bytes",
                        "      24     8  spread.bid  double",
                        "      32     8  spread.ask  double",
                        "      40    12  depth       int[3]",
                        "      52     1  live        boolean",
                        "      53     1  -           padding",
                        "      54     2  venue       char",
                        "      56    16  next        handle of Order");
    }

    @Test
    void shouldWriteTheseBytesOnEveryMachine() {
        LAYOUT.write(buffer, 8, VALUE);

        assertThat(hex(8, 72))
                .isEqualTo(
                        "0807060504030201" // id
                                + "01" + "00" // side
                                + "0700" + "5ac3bc726963680000000000" // symbol
                                + "000000000000f03f" + "00000000000000c0" // spread
                                + "01000000" + "ffffffff" + "10000000" // depth
                                + "01" + "00" // live
                                + "ac20" // venue
                                + "4000000000000000" + "9900000000000000"); // next
    }

    private String hex(int index, int length) {
        byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void shouldReadWhatWasWritten() {
        LAYOUT.write(buffer, 8, VALUE);

        Order read = LAYOUT.read(buffer, 8);

        assertThat(read).usingRecursiveComparison().isEqualTo(VALUE);
        assertThat(read.depth()).isNotSameAs(VALUE.depth());
        assertThat(LAYOUT.read(buffer, 8).depth()).isNotSameAs(read.depth());
    }

    @Test
    void shouldReadZeroedMemoryAsARecordOfNothing() {
        assertThat(LAYOUT.read(buffer, 0))
                .usingRecursiveComparison()
                .isEqualTo(new Order(0, Side.BUY, "", new Spread(0, 0), new int[3], false, '\0', null));
    }

    @Test
    void shouldLeaveNothingOfALongerTextBehind() {
        LAYOUT.write(buffer, 0, VALUE);
        LAYOUT.write(buffer, 0, with("a"));

        assertThat(hex(10, 14)).isEqualTo("0100" + "61" + "00".repeat(11));
    }

    private static Order with(String symbol) {
        return new Order(1, Side.BUY, symbol, new Spread(0, 0), new int[3], false, 'x', null);
    }

    @Test
    void shouldStoreTextUpToTheLimitAndNeverPartOfIt() {
        for (String fits : List.of("", "123456789012", "€€€€", "😀😀😀", "üüüüüü", "\0", "\uFFFD")) {
            LAYOUT.write(buffer, 0, with(fits));
            assertThat(LAYOUT.read(buffer, 0).symbol()).isEqualTo(fits);
        }
        String before = hex(0, 72);
        for (String refused :
                List.of("1234567890123", "12345678901ü", "€€€€1", "😀😀😀1", "\uD83D", "a\uDE00", "\uD83Da")) {
            assertThatThrownBy(() -> LAYOUT.write(buffer, 0, with(refused))).isInstanceOf(NotStorableException.class);
            assertThat(hex(0, 72)).as(refused).isEqualTo(before);
        }
    }

    @Test
    void shouldChangeNothingIfTheLastComponentIsRefused() {
        LAYOUT.write(buffer, 0, VALUE);
        String before = hex(0, 72);
        List<Order> refused = List.of(
                new Order(1, null, "a", new Spread(0, 0), new int[3], false, 'x', null),
                new Order(1, Side.BUY, null, new Spread(0, 0), new int[3], false, 'x', null),
                new Order(1, Side.BUY, "a", null, new int[3], false, 'x', null),
                new Order(1, Side.BUY, "a", new Spread(0, 0), null, false, 'x', null),
                new Order(1, Side.BUY, "a", new Spread(0, 0), new int[2], false, 'x', null),
                new Order(1, Side.BUY, "a", new Spread(0, 0), new int[4], false, 'x', null));

        for (Order order : refused) {
            assertThatThrownBy(() -> LAYOUT.write(buffer, 0, order)).isInstanceOf(NotStorableException.class);
        }
        assertThatThrownBy(() -> LAYOUT.write(buffer, 0, null)).isInstanceOf(NullPointerException.class);
        assertThat(hex(0, 72)).isEqualTo(before);
    }

    @Test
    void shouldRefuseBytesThatAreNoValue() {
        LAYOUT.write(buffer, 0, VALUE);
        buffer.putByte(8, (byte) 2);
        assertCorrupt();
        buffer.putByte(8, (byte) 0);
        buffer.putByte(10, (byte) 13);
        assertCorrupt();
        buffer.putByte(11, (byte) 0xFF);
        assertCorrupt();
        buffer.putByte(11, (byte) 0);
        buffer.putByte(10, (byte) 2);
        assertCorrupt();
        buffer.putByte(10, (byte) 3);
        assertThat(LAYOUT.read(buffer, 0).symbol()).isEqualTo("Zü");
    }

    private void assertCorrupt() {
        assertThatThrownBy(() -> LAYOUT.read(buffer, 0)).isInstanceOf(CorruptRecordException.class);
    }

    @Test
    void shouldStayInsideTheBuffer() {
        for (int index : new int[] {-1, 185, 256, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> LAYOUT.read(buffer, index)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> LAYOUT.write(buffer, index, VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() ->
                            new Fields.OfLong<>(ORDER, "id", LAYOUT.places().get(0)).get(buffer, index))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        LAYOUT.write(buffer, 184, VALUE);
        assertThat(LAYOUT.read(buffer, 184).id()).isEqualTo(VALUE.id());
    }

    @Test
    void shouldLetOutWhatTheConstructorThrows() {
        BoundLayout<Positive> layout = BoundLayout.of(RecordLayout.of(Positive.class));
        layout.write(buffer, 0, new Positive(1));
        assertThat(layout.read(buffer, 0)).isEqualTo(new Positive(1));

        buffer.putInt(0, 0);

        assertThatThrownBy(() -> layout.read(buffer, 0))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("not positive: 0");
    }

    @Test
    void shouldWorkWithALayoutThatIsNoConstant() {
        RecordLayout<Order> local = RecordLayout.of(MethodHandles.lookup(), Order.class);

        BoundLayout.of(local).write(buffer, 0, VALUE);

        assertThat(BoundLayout.of(local).read(buffer, 0))
                .usingRecursiveComparison()
                .isEqualTo(VALUE);
        assertThat(local).isEqualTo(ORDER).hasSameHashCodeAs(ORDER).isNotEqualTo(RecordLayout.of(Spread.class));
        assertThat(local.type()).isEqualTo(Order.class);
    }

    @Test
    void shouldFindTheSameLayoutInSeveralThreads() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        Queue<RecordLayout<Order>> found = new ConcurrentLinkedQueue<>();
        try (Threads threads = new Threads()) {
            for (int i = 0; i < 4; i++) {
                int index = i * 64;
                threads.start("mapper " + i, () -> {
                    together.await(20, TimeUnit.SECONDS);
                    RecordLayout<Order> layout = RecordLayout.of(Order.class);
                    found.add(layout);
                    UnsafeBuffer own = new UnsafeBuffer(ByteBuffer.allocateDirect(72 + index));
                    BoundLayout.of(layout).write(own, index, VALUE);
                    assertThat(BoundLayout.of(layout).read(own, index))
                            .usingRecursiveComparison()
                            .isEqualTo(VALUE);
                });
            }
            threads.joinAll();
        }
        assertThat(found)
                .hasSize(4)
                .allMatch(ORDER::equals)
                .allMatch(layout -> layout.description().equals(ORDER.description()));
    }

    @Test
    void shouldTellLayoutsApartByANegativeNumber() {
        assertThat(LAYOUT.typeId()).isNegative();
        assertThat(BoundLayout.of(RecordLayout.of(Spread.class)).typeId())
                .isNegative()
                .isNotEqualTo(LAYOUT.typeId());
    }

    @Test
    void shouldChooseTheWidthOfAnEnumByTheNumberOfItsConstants() {
        assertThat(widthOfEnum(1)).isEqualTo(1);
        assertThat(widthOfEnum(256)).isEqualTo(1);
        assertThat(widthOfEnum(257)).isEqualTo(2);
        assertThat(widthOfEnum(65_536)).isEqualTo(2);
        assertThat(widthOfEnum(65_537)).isEqualTo(4);
    }

    private static int widthOfEnum(int constants) {
        return new FieldType.OfEnum("E", Collections.nCopies(constants, "A")).size();
    }

    @Test
    void shouldKeepOrdinalsOfEveryWidth() {
        List<TimeUnit> many = Collections.nCopies(70_000, TimeUnit.DAYS);
        for (int width : new int[] {1, 2, 4}) {
            EnumCodec codec = new EnumCodec("unit", List.of(TimeUnit.values()), 7, width);
            codec.write(buffer, 8, TimeUnit.DAYS);
            assertThat(codec.read(buffer, 8)).isEqualTo(TimeUnit.DAYS);
            assertThat(buffer.getByte(8)).isEqualTo((byte) 6);
            int highest = width == 4 ? 69_999 : (1 << (8 * width)) - 1;
            EnumCodec high = new EnumCodec("unit", many, highest + 1, width);
            buffer.setMemory(8, width, (byte) 0xFF);
            if (width == 4) {
                assertThatThrownBy(() -> high.read(buffer, 8))
                        .isInstanceOf(CorruptRecordException.class)
                        .hasMessageContaining("stored=ordinal 4294967295, allowed=ordinals 0 to 69999");
            } else {
                assertThat(high.read(buffer, 8)).isEqualTo(TimeUnit.DAYS);
            }
        }
    }
}
