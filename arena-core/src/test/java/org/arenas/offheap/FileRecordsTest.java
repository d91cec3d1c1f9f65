package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.arenas.error.HandleTypeException;
import org.arenas.error.LayoutMismatchException;
import org.arenas.error.NotStorableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in a file, and the programs that open it over the years. */
class FileRecordsTest {
    /** The program as it was. */
    static final class First {
        record Quote(long id, double bid, @Length(8) String symbol) {}
    }

    /** The program as it is, with more to say. */
    static final class Second {
        record Quote(
                long id,
                double bid,
                @Length(8) String symbol,
                @IfAbsent("-1") int depth,
                @IfAbsent("true") boolean live) {}
    }

    /** A program that means something else by the same name. */
    static final class Other {
        record Quote(int id) {}

        record Person(int id) {}
    }

    private static final RecordLayout<First.Quote> FIRST = RecordLayout.of(First.Quote.class);
    private static final RecordLayout<Second.Quote> SECOND = RecordLayout.of(Second.Quote.class);

    @TempDir
    Path folder;

    private SharedArena stored() throws IOException {
        Path path = folder.resolve("quotes");
        try (SharedArena quotes = SharedArena.create(path, FileOptions.of(1 << 16));
                MemoryWriter m = quotes.borrow()) {
            m.setRoot("best", m.allocate(FIRST, new First.Quote(7, 1.5, "ABC")));
        }
        return SharedArena.open(path);
    }

    @Test
    void shouldReadAndWriteWhatAnEarlierProgramStored() throws IOException {
        try (SharedArena quotes = stored();
                MemoryWriter m = quotes.borrow()) {
            Handle<Second.Quote> best = m.root("best");
            assertThat(m.roots().get(0).type()).isEqualTo("Quote");
            assertThat(m.read(SECOND, best)).isEqualTo(new Second.Quote(7, 1.5, "ABC", -1, true));
            assertThat(m.get(SECOND.longField("id"), best)).isEqualTo(7);
            assertThat(m.get(SECOND.intField("depth"), best)).isEqualTo(-1);
            assertThat(m.get(SECOND.field("symbol", String.class), best)).isEqualTo("ABC");

            m.write(SECOND, best, new Second.Quote(8, 2.5, "DEF", -1, true));
            m.set(SECOND.doubleField("bid"), best, 3.5);
            m.set(SECOND.field("symbol", String.class), best, "GHI");
            assertThatThrownBy(() -> m.set(SECOND.intField("depth"), best, 5)).isInstanceOf(NotStorableException.class);
            assertThat(m.read(FIRST, m.<First.Quote>root("best"))).isEqualTo(new First.Quote(8, 3.5, "GHI"));

            m.setRoot("second", m.allocate(SECOND, new Second.Quote(1, 1, "X", 9, false)));
            assertThat(m.get(SECOND.intField("depth"), m.<Second.Quote>root("second")))
                    .isEqualTo(9);
            assertThat(m.verify()).isEmpty();
            assertThat(m.findLeaks().leaks()).isEmpty();
        }
    }

    @Test
    void shouldNotReadWhatALaterProgramStored() throws IOException {
        try (SharedArena quotes = stored();
                MemoryWriter m = quotes.borrow()) {
            m.setRoot("best", m.allocate(SECOND, new Second.Quote(1, 1, "X", 9, false)));
            Handle<First.Quote> second = m.root("best");
            assertThatThrownBy(() -> m.read(FIRST, second))
                    .isInstanceOf(LayoutMismatchException.class)
                    .hasMessageContaining("depth");
        }
    }

    @Test
    void shouldSayInWhatAnotherLayoutDiffers() throws IOException {
        try (SharedArena quotes = stored();
                MemoryWriter m = quotes.borrow()) {
            assertThatThrownBy(() -> m.read(RecordLayout.of(Other.Quote.class), m.<Other.Quote>root("best")))
                    .isInstanceOf(LayoutMismatchException.class);
            assertThatThrownBy(() -> m.read(RecordLayout.of(Other.Person.class), m.<Other.Person>root("best")))
                    .isInstanceOf(HandleTypeException.class)
                    .hasMessageContaining("Quote");
        }
    }
}
