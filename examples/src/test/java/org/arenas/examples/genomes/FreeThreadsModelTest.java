package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FreeThreadsModelTest {
    @Test
    void shouldThrowWhatAThreadThrew() {
        RuntimeException exception = new BadInputException("bad");
        Error error = new OutOfMemoryError("full");
        assertThatThrownBy(() -> FreeThreadsModel.await(CompletableFuture.failedFuture(exception)))
                .isSameAs(exception);
        assertThatThrownBy(() -> FreeThreadsModel.await(CompletableFuture.failedFuture(error)))
                .isSameAs(error);
        assertThatThrownBy(() -> FreeThreadsModel.await(CompletableFuture.failedFuture(new Exception("odd"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a counting thread failed: cause=java.lang.Exception: odd");
    }

    @Test
    void shouldStayInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> FreeThreadsModel.await(new CompletableFuture<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted while waiting for a counting thread");
        assertThat(Thread.interrupted()).isTrue();
    }
}
