package org.arenas.examples.genomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CountingModelTest {
    @Test
    void shouldThrowWhatAWorkerThrew() {
        RuntimeException exception = new BadInputException("bad");
        Error error = new OutOfMemoryError("full");
        assertThatThrownBy(() -> CountingModel.await(CompletableFuture.failedFuture(exception)))
                .isSameAs(exception);
        assertThatThrownBy(() -> CountingModel.await(CompletableFuture.failedFuture(error)))
                .isSameAs(error);
        assertThatThrownBy(() -> CountingModel.await(CompletableFuture.failedFuture(new Exception("odd"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a worker failed: cause=java.lang.Exception: odd");
    }

    @Test
    void shouldStayInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> CountingModel.await(new CompletableFuture<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted while waiting for a worker");
        assertThat(Thread.interrupted()).isTrue();
    }
}
