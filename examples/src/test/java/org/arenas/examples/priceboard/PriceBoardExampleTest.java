package org.arenas.examples.priceboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenas.examples.process.WorkerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PriceBoardExampleTest {
    private static final long TICKS = 200;

    @TempDir
    Path folder;

    @Test
    void shouldShowWholeQuotesOnly() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(PriceBoardExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), TICKS))
                .isTrue();
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(0, 3))
                .allSatisfy(line -> assertThat(line).matches("Watch\\[looks=\\d+, ticks=200, torn=0]: all whole"));
        assertThat(lines.get(3)).startsWith("Quote[symbol=SHARE0, tick=");
    }

    @Test
    void shouldShowWholeQuotesToOtherProcesses() throws Exception {
        Path file = folder.resolve("board");
        Market market = new Market(20, 1);
        try (PriceBoard board = PriceBoard.create(file, market.quotes());
                WorkerProcess one = watch(file);
                WorkerProcess other = watch(file)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while ((one.isAlive() || other.isAlive()) && System.nanoTime() - deadline < 0) {
                board.show(market.tick());
            }
            assertThat(List.of(one.hear(), other.hear()))
                    .allSatisfy(seen -> assertThat(seen).matches("Watch\\[looks=\\d+, ticks=200, torn=0]"));
        }
    }

    private static WorkerProcess watch(Path file) throws Exception {
        return WorkerProcess.start(WatchingProcess.class, file.toString(), Long.toString(TICKS));
    }

    @Test
    void shouldKnowAQuoteThatIsNotWhole() {
        Quote quote = Quote.of("A", 1, 10, 10.5, 100, 100);
        assertThat(quote.isWhole()).isTrue();
        assertThat(new Quote("A", 1, 10, 11, 100, 100, 0.5).isWhole()).isFalse();
        assertThat(new Quote("A", 1, 11, 10, 100, 100, -1).isWhole()).isFalse();
    }

    @Test
    void shouldTellPricesAndRefuseUnknownShares() {
        Market market = new Market(2, 1);
        try (PriceBoard board = PriceBoard.inMemory(market.quotes())) {
            assertThat(board.middle("SHARE1")).isEqualTo(100);
            board.show(market.tick());
            assertThat(board.all()).isEqualTo(market.quotes());
            assertThat(board.all()).extracting(Quote::tick).containsExactly(1L, 1L);
            Quote quote = board.quote("SHARE1");
            assertThat(board.middle("SHARE1")).isEqualTo((quote.bid() + quote.ask()) / 2);
            assertThatThrownBy(() -> board.quote("C"))
                    .hasMessage("no such share: symbol=C; there are [SHARE0, SHARE1]");
        }
    }
}
