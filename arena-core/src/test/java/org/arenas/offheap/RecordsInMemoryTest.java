package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenas.error.BorrowClosedException;
import org.arenas.error.HandleTypeException;
import org.arenas.error.NotStorableException;
import org.arenas.error.StaleReferenceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordsInMemoryTest {
    enum Side {
        BUY,
        SELL
    }

    record Order(
            long id,
            Side side,
            double price,
            @Length(6) String symbol,
            @Nullable Handle<Order> next) {}

    record Point(int x, int y) {}

    private static final RecordLayout<Order> ORDER = RecordLayout.of(Order.class);
    private static final RecordLayout<Point> POINT = RecordLayout.of(Point.class);
    private static final DoubleField<Order> PRICE = ORDER.doubleField("price");
    private static final LongField<Order> ID = ORDER.longField("id");
    private static final ValueField<Order, String> SYMBOL = ORDER.field("symbol", String.class);
    private static final ValueField<Order, Handle<Order>> NEXT = ORDER.handleField("next", Order.class);

    private final SharedArena board = SharedArena.inMemory("board", 1 << 16);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void shouldKeepRecordsAndLinksBetweenThem() {
        Handle<Order> second;
        try (MemoryWriter m = board.borrow()) {
            Handle<Order> first = m.allocate(ORDER, new Order(1, Side.BUY, 9.5, "ABC", null));
            second = m.allocate(ORDER, new Order(2, Side.SELL, 8.25, "Ü", first));
            m.setRoot("last", second);
        }
        try (MemoryReader m = board.borrowShared()) {
            Order last = m.read(ORDER, m.root("last"));
            assertThat(last.symbol()).isEqualTo("Ü");
            assertThat(m.read(ORDER, last.next())).isEqualTo(new Order(1, Side.BUY, 9.5, "ABC", null));
            assertThat(m.roots()).extracting(Root::type).containsExactly("Order");
            assertThat(m.get(PRICE, second)).isEqualTo(8.25);
            assertThat(m.get(ID, second)).isEqualTo(2);
            assertThat(m.statistics().bytesByType()).containsKey("Order");
        }
    }

    @Test
    void shouldChangeSingleComponents() {
        try (MemoryWriter m = board.borrow()) {
            Handle<Order> handle = m.allocate(ORDER, new Order(1, Side.BUY, 9.5, "ABC", null));
            m.set(PRICE, handle, 10);
            m.set(SYMBOL, handle, "XY");
            m.set(NEXT, handle, handle);
            assertThat(m.read(ORDER, handle)).isEqualTo(new Order(1, Side.BUY, 10, "XY", handle));
            m.write(ORDER, handle, new Order(3, Side.SELL, 1, "", null));
            assertThat(m.get(ID, handle)).isEqualTo(3);
            assertThat(m.get(SYMBOL, handle)).isEmpty();
        }
    }

    @Test
    void shouldChangeNothingIfAValueCannotBeStored() {
        try (MemoryWriter m = board.borrow()) {
            Order order = new Order(1, Side.BUY, 9.5, "ABC", null);
            Handle<Order> handle = m.allocate(ORDER, order);
            long used = m.statistics().usedBytes();

            assertThatThrownBy(() -> m.allocate(ORDER, new Order(2, Side.BUY, 1, "far too long", null)))
                    .isInstanceOf(NotStorableException.class);
            assertThatThrownBy(() -> m.write(ORDER, handle, new Order(2, Side.BUY, 1, "far too long", null)))
                    .isInstanceOf(NotStorableException.class);
            assertThatThrownBy(() -> m.set(SYMBOL, handle, "far too long")).isInstanceOf(NotStorableException.class);

            assertThat(m.read(ORDER, handle)).isEqualTo(order);
            assertThat(m.statistics().usedBytes()).isEqualTo(used);
            assertThat(m.verify()).isEmpty();
        }
    }

    @Test
    void shouldRejectHandlesThatAreStaleOrOfAnotherType() {
        MemoryWriter kept;
        Handle<Point> point;
        try (MemoryWriter m = board.borrow()) {
            kept = m;
            Handle<Order> order = m.allocate(ORDER, new Order(1, Side.BUY, 9.5, "ABC", null));
            point = m.allocate(POINT, new Point(1, 2));
            @SuppressWarnings({"unchecked", "rawtypes"})
            Handle<Order> mistyped = (Handle) point;
            assertThatThrownBy(() -> m.read(ORDER, mistyped))
                    .isInstanceOf(HandleTypeException.class)
                    .hasMessageContaining("asked=Order, found=Point");
            assertThatThrownBy(() -> m.get(PRICE, mistyped)).isInstanceOf(HandleTypeException.class);
            assertThatThrownBy(() -> m.set(PRICE, mistyped, 1)).isInstanceOf(HandleTypeException.class);
            m.free(order);
            m.allocate(ORDER, new Order(2, Side.SELL, 1, "", null));
            assertThatThrownBy(() -> m.read(ORDER, order)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> m.get(PRICE, order)).isInstanceOf(StaleReferenceException.class);
            assertThatThrownBy(() -> m.write(ORDER, order, new Order(3, Side.SELL, 1, "", null)))
                    .isInstanceOf(StaleReferenceException.class);
        }
        assertThatThrownBy(() -> kept.read(POINT, point)).isInstanceOf(BorrowClosedException.class);
        assertThatThrownBy(() -> kept.write(POINT, point, new Point(0, 0))).isInstanceOf(BorrowClosedException.class);
    }

    @Test
    void shouldReadRecordsOptimistically() {
        Handle<Point> point;
        try (MemoryWriter m = board.borrow()) {
            point = m.allocate(POINT, new Point(1, 2));
        }
        assertThat(board.<Point>readOptimistic(m -> m.read(POINT, point))).isEqualTo(new Point(1, 2));
    }
}
