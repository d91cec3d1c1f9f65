package org.arenas.offheap;

import static org.arenas.Provoked.assertViolation;

import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.Provoked;
import org.arenas.error.CorruptRecordException;
import org.arenas.error.DamagedLayoutException;
import org.arenas.error.LayoutMismatchException;
import org.arenas.error.NotMappableException;
import org.arenas.error.NotStorableException;
import org.junit.jupiter.api.Test;

/** The exceptions of layouts, provoked through them, with their whole text. */
public class RecordViolationMessagesTest {
    enum Side {
        BUY,
        SELL
    }

    record Quote(Side side, @Length(4) String symbol, Side other) {}

    record Basket(List<Quote> quotes) {}

    static final class Later {
        record Quote(Side side, @Length(8) String symbol) {}
    }

    private static final BoundLayout<Quote> QUOTE = BoundLayout.of(RecordLayout.of(Quote.class));

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(16));

    @Test
    @Provoked.By(NotMappableException.class)
    public void shouldSayWhyThereIsNoLayout() {
        assertViolation(
                NotMappableException.class,
                () -> RecordLayout.of(Basket.class),
                "record cannot be kept in bytes: path=basket.quotes, type=java.util.List<%s>, why=has no fixed place in bytes;"
                        + " build it of primitives, enums, records, handles, and Strings and arrays with a @Length",
                Quote.class.getTypeName());
    }

    @Test
    @Provoked.By(NotStorableException.class)
    public void shouldSayWhichValueCannotBeStored() {
        assertViolation(
                NotStorableException.class,
                () -> QUOTE.write(buffer, 0, new Quote(Side.BUY, "ZÜRI", Side.BUY)),
                "text is too long for its component: path=quote.symbol, length=5, limit=4;"
                        + " shorten it, or give the component a larger @Length");
        assertViolation(
                NotStorableException.class,
                () -> QUOTE.write(buffer, 0, new Quote(Side.BUY, "\uD83D", Side.BUY)),
                "value cannot be stored: path=quote.symbol, why=has half of a surrogate pair; check it before it is written");
        assertViolation(
                NotStorableException.class,
                () -> QUOTE.write(buffer, 0, new Quote(Side.BUY, "a", null)),
                "value cannot be stored: path=quote.other, why=is null; check it before it is written");
    }

    @Test
    @Provoked.By(CorruptRecordException.class)
    public void shouldSayWhichBytesAreNoValue() {
        String rest = "; use what verify() finds intact, and write the record anew";
        buffer.putByte(0, (byte) 9);
        assertViolation(
                CorruptRecordException.class,
                () -> QUOTE.read(buffer, 0),
                "stored bytes are no value of their component: path=quote.side, stored=ordinal 9, allowed=ordinals 0 to 1"
                        + rest);
        buffer.putByte(0, (byte) 1);
        buffer.putByte(2, (byte) 5);
        assertViolation(
                CorruptRecordException.class,
                () -> QUOTE.read(buffer, 0),
                "stored bytes are no value of their component: path=quote.symbol, stored=5 bytes, allowed=0 to 4 bytes"
                        + rest);
        buffer.putByte(2, (byte) 1);
        buffer.putByte(4, (byte) 0xFF);
        assertViolation(
                CorruptRecordException.class,
                () -> QUOTE.read(buffer, 0),
                "stored bytes are no value of their component: path=quote.symbol, stored=1 bytes that are no UTF-8,"
                        + " allowed=UTF-8" + rest);
    }

    @Test
    @Provoked.By(LayoutMismatchException.class)
    public void shouldListWhatHasChanged() {
        assertViolation(
                LayoutMismatchException.class,
                () -> RecordLayout.of(Later.Quote.class).reading(QUOTE.description()),
                "stored record has another layout than its class: record=%s, differences=[symbol was String of 4 bytes at 2 and"
                        + " is String of 8 bytes at 2, other was enum Side at 8 and is missing];"
                        + " only add components, and constants of enums, at the end",
                Later.Quote.class.getName());
    }

    @Test
    @Provoked.By(DamagedLayoutException.class)
    public void shouldSayWhereADescriptionIsDamaged() {
        byte[] bytes = QUOTE.description().bytes();
        bytes[10]++;
        assertViolation(
                DamagedLayoutException.class,
                () -> LayoutDescription.parse(bytes),
                "description of a layout is damaged: at=%d, why=its hash is wrong;"
                        + " read what LayoutDescription.bytes() of this version returned",
                bytes.length - 8);
    }
}
