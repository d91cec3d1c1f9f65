package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.arenas.testing.Await;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.Test;

/** Says the same on every JDK, and tests what that one has. */
class VirtualThreadsTest {
    private static final int FIRST_JDK = 21;
    private final boolean supported = Runtime.version().feature() >= FIRST_JDK;

    @Test
    void shouldKnowWhetherTheJdkHasThem() {
        assertThat(VirtualThreads.areSupported()).isEqualTo(supported);
        if (supported) {
            assertThat(VirtualThreads.carriers()).isNotNull();
        } else {
            assertThatThrownBy(VirtualThreads::carriers)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("virtual threads need JDK 21 or later: jdk=" + Runtime.version()
                            + "; leave carriers(...) out to use the shared ones");
        }
    }

    @Test
    void shouldRunTasksOnThem() throws Exception {
        try (Interpreter bank = Interpreter.builder("bank").carriers(carriers()).create()) {
            AtomicReference<Thread> ranOn = new AtomicReference<>();
            bank.submit(home -> {
                        ranOn.set(Thread.currentThread());
                        return null;
                    })
                    .toCompletableFuture()
                    .join();
            assertThat(isVirtual(ranOn.get())).isEqualTo(supported);
        }
    }

    @Test
    void shouldLetVeryManyWaitForOneArena() {
        int many = 2_000;
        List<Interpreter> interpreters = new ArrayList<>();
        List<CompletionStage<?>> stages = new ArrayList<>();
        AtomicInteger in = new AtomicInteger();
        Executor carriers = carriers();
        try (Arena wanted = Arena.create("wanted")) {
            try (Holder holder = Holder.of(wanted)) {
                // Without them as many threads as tasks that wait would be too many.
                for (int i = 0; i < (supported ? many : 50); i++) {
                    Interpreter interpreter =
                            Interpreter.builder("i" + i).carriers(carriers).create();
                    interpreters.add(interpreter);
                    stages.add(interpreter.submit(home -> {
                        try (ExclusiveBorrow b = wanted.borrow()) {
                            assertThat(b.arena().isHeldByCurrentThread()).isTrue();
                            return in.incrementAndGet();
                        }
                    }));
                }
                Await.waiters(wanted, stages.size());
                holder.release();
            }
            stages.forEach(Arenas::join);
        }
        assertThat(in).hasValue(stages.size());
        interpreters.forEach(Interpreter::close);
    }

    @Test
    void shouldCallEachOtherAndSuspend() {
        Executor carriers = carriers();
        CountDownLatch done = new CountDownLatch(100);
        try (Interpreter bank = Interpreter.builder("bank").carriers(carriers).create();
                Interpreter audit =
                        Interpreter.builder("audit").carriers(carriers).create()) {
            for (int i = 0; i < 100; i++) {
                bank.execute(home -> {
                    assertThat(audit.<Integer>call(there -> there.suspendDuring(() -> 1)))
                            .isEqualTo(1);
                    done.countDown();
                });
            }
            Await.open(done);
        }
    }

    private Executor carriers() {
        return supported ? VirtualThreads.carriers() : Carriers.shared();
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return Runtime.version().feature() >= FIRST_JDK
                && (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
