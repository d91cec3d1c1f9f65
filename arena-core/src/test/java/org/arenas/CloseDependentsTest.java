package org.arenas;

import static org.arenas.Access.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.arenas.error.ArenaClosedException;
import org.arenas.error.InterpreterClosedException;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.arenas.testing.Threads;
import org.junit.jupiter.api.Test;

/** What depends on a result that a close takes away runs on no thread that is in the middle of the close. */
class CloseDependentsTest {
    @Test
    void shouldLetADependentOfARefusedBehaviourWaitForAnotherThatIsRefused() throws Exception {
        Arena arena = Arena.create("arena");
        List<CompletionStage<?>> stages = new ArrayList<>();
        List<CompletableFuture<Throwable>> waited = new ArrayList<>();
        try (Holder holder = Holder.of(arena);
                Threads threads = new Threads()) {
            for (int i = 0; i < 4; i++) {
                stages.add(Arenas.when(write(arena)).call(b -> null));
            }
            // Each waits for all of them, so whichever is told first waits for one that is not.
            for (CompletionStage<?> stage : stages) {
                waited.add(failureOf(stage, stages));
            }
            threads.start("closer", arena::close);
            for (CompletableFuture<Throwable> one : waited) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isInstanceOf(ArenaClosedException.class);
            }
            holder.release();
        }
    }

    @Test
    void shouldLetADependentOfADiscardedTaskWaitForAnotherThatIsDiscarded() throws Exception {
        Interpreter bank = Interpreter.create("bank");
        List<CompletionStage<?>> stages = new ArrayList<>();
        List<CompletableFuture<Throwable>> waited = new ArrayList<>();
        try (Holder holder = Holder.of(bank.arena());
                Threads threads = new Threads()) {
            for (int i = 0; i < 4; i++) {
                stages.add(bank.submit(home -> null));
            }
            for (CompletionStage<?> stage : stages) {
                waited.add(failureOf(stage, stages));
            }
            threads.start("closer", bank::closeNow);
            for (CompletableFuture<Throwable> one : waited) {
                assertThat(one.get(20, TimeUnit.SECONDS)).isInstanceOf(InterpreterClosedException.class);
            }
            holder.release();
        }
    }

    @Test
    void shouldLetTheHandlerOfADiscardedTaskWaitForAnotherThatIsDiscarded() {
        List<CompletionStage<?>> stages = new ArrayList<>();
        CountDownLatch waited = new CountDownLatch(1);
        Interpreter bank = Interpreter.builder("bank")
                .onFailure((interpreter, e) -> {
                    stages.forEach(stage -> assertThatThrownBy(() -> Arenas.join(stage)));
                    waited.countDown();
                })
                .create();
        try (Holder holder = Holder.of(bank.arena());
                Threads threads = new Threads()) {
            bank.execute(home -> {});
            stages.add(bank.submit(home -> null));
            threads.start("closer", bank::closeNow);
            Await.open(waited);
            holder.release();
        }
    }

    /** What the stage failed with, known once a dependent of it has waited for all the others. */
    private static CompletableFuture<Throwable> failureOf(CompletionStage<?> stage, List<CompletionStage<?>> all) {
        return stage.handle((result, failure) -> {
                    List.copyOf(all)
                            .forEach(other -> assertThatThrownBy(
                                    () -> other.toCompletableFuture().join()));
                    return failure;
                })
                .toCompletableFuture();
    }
}
