package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenas.Arena;
import org.arenas.VirtualThreads;
import org.arenas.testing.Await;
import org.arenas.testing.CapturedLog;
import org.arenas.testing.Holder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dispatchers have three threads here, so that it matters how many wait. */
@DisplayName("A dispatcher")
class DispatcherTest {
    private static final int PARALLELISM = 3;

    @RegisterExtension
    final ActorSystemExtension actors = new ActorSystemExtension("""
            arenas.dispatcher.compensating-executor { parallelism-min = 3, parallelism-max = 3, keep-alive-time = 50ms }
            arenas.virtual-dispatcher.compensating-executor { parallelism-min = 3, parallelism-max = 3 }
            few { type = Dispatcher, executor = "org.arenas.actors.CompensatingExecutor", compensating-executor {
                    parallelism-min = 3, parallelism-factor = 1.0, parallelism-max = 3
                    spare-threads-max = 2, keep-alive-time = 10s } }
            bad { type = Dispatcher, executor = "org.arenas.actors.CompensatingExecutor", compensating-executor {
                    parallelism-min = 3, parallelism-factor = 1.0, parallelism-max = 3
                    spare-threads-max = -1, keep-alive-time = 10s } }
            akkas { type = Dispatcher, executor = fork-join-executor
                    fork-join-executor { parallelism-min = 3, parallelism-max = 3 } }
            """);

    private static Stream<DispatcherSelector> ours() {
        return Stream.of(ArenaDispatchers.compensating(), ArenaDispatchers.virtualThreads());
    }

    /** Waits for an arena at each message, and tells when it has had it. */
    private static Behavior<String> borrower(Arena wanted, ActorRef<String> told) {
        return ArenaBehaviors.owning(home -> Behaviors.receiveMessage(message -> {
            wanted.borrow().close();
            told.tell(message);
            return Behaviors.same();
        }));
    }

    private void spawnBorrowers(int count, Arena wanted, ActorRef<String> told, DispatcherSelector dispatcher) {
        for (int i = 0; i < count; i++) {
            actors.kit()
                    .spawn(borrower(wanted, told), "borrower-" + i, dispatcher)
                    .tell("had it");
        }
        Await.waiters(wanted, count);
    }

    @ParameterizedTest
    @MethodSource("ours")
    @DisplayName("R10: runs as many actors at once as ever while many times as many wait for an arena")
    void shouldKeepParallelismWhileActorsWait(DispatcherSelector dispatcher) {
        int waiting = 4 * PARALLELISM;
        TestProbe<String> told = actors.probe();
        CountDownLatch together = new CountDownLatch(PARALLELISM);
        try (Arena wanted = Arena.create("wanted")) {
            try (Holder held = Holder.of(wanted)) {
                spawnBorrowers(waiting, wanted, told.ref(), dispatcher);
                for (int i = 0; i < PARALLELISM; i++) {
                    actors.kit()
                            .spawn(meeting(together), "meeting-" + i, dispatcher)
                            .tell("meet");
                }
                // They hold a thread each without the pool's knowledge, until all are there.
                Await.open(together);
                held.release();
            }
            for (int i = 0; i < waiting; i++) {
                told.expectMessage("had it");
            }
        }
    }

    private static Behavior<String> meeting(CountDownLatch together) {
        return Behaviors.receiveMessage(message -> {
            together.countDown();
            Await.open(together);
            return Behaviors.same();
        });
    }

    @ParameterizedTest
    @MethodSource("ours")
    @DisplayName("R10: runs the actor that all the others wait for, though it has yet to begin")
    void shouldRunActorThatOthersWaitFor(DispatcherSelector dispatcher) {
        TestProbe<String> told = actors.probe();
        try (Arena wanted = Arena.create("wanted");
                Holder held = Holder.of(wanted)) {
            spawnBorrowers(2 * PARALLELISM, wanted, told.ref(), dispatcher);
            Behavior<String> releasing = Behaviors.receiveMessage(message -> {
                held.release();
                return Behaviors.same();
            });
            actors.kit().spawn(releasing, "releasing", dispatcher).tell("run");
            for (int i = 0; i < 2 * PARALLELISM; i++) {
                told.expectMessage("had it");
            }
        }
    }

    /** What the chain of actors is asked. */
    private record Question(int depth, ActorRef<Integer> replyTo) {}

    @ParameterizedTest
    @MethodSource("ours")
    @DisplayName("R10: runs a chain of actors that wait for each other's answers, longer than it has threads")
    void shouldRunChainOfAsks(DispatcherSelector dispatcher) {
        int length = 5 * PARALLELISM;
        ActorRef<Question> next = actors.system().ignoreRef().unsafeUpcast();
        for (int i = 0; i < length; i++) {
            ActorRef<Question> asked = next;
            Behavior<Question> asking = ArenaBehaviors.owning(home -> Behaviors.receiveMessage(question -> {
                int below = question.depth() == 0
                        ? 0
                        : home.<Question, Integer>askAndWait(
                                asked,
                                reply -> new Question(question.depth() - 1, reply),
                                Duration.ofSeconds(20),
                                actors.system());
                question.replyTo().tell(below + 1);
                return Behaviors.same();
            }));
            next = actors.kit().spawn(asking, "asking-" + i, dispatcher);
        }
        TestProbe<Integer> answers = actors.probe();
        next.tell(new Question(length - 1, answers.ref()));
        answers.expectMessage(length);
    }

    @Test
    @DisplayName("of Akka goes on with one thread while actors wait: what the tests above would catch")
    void shouldFindAkkasOwnWithOneThread() throws InterruptedException {
        TestProbe<String> told = actors.probe();
        CountDownLatch together = new CountDownLatch(PARALLELISM);
        DispatcherSelector akkas = DispatcherSelector.fromConfig("akkas");
        try (Arena wanted = Arena.create("wanted")) {
            try (Holder held = Holder.of(wanted)) {
                spawnBorrowers(PARALLELISM, wanted, told.ref(), akkas);
                for (int i = 0; i < PARALLELISM; i++) {
                    actors.kit().spawn(meeting(together), "meeting-" + i, akkas).tell("meet");
                }
                assertThat(together.await(300, TimeUnit.MILLISECONDS)).isFalse();
                assertThat(together.getCount()).isEqualTo(PARALLELISM - 1);
                held.release();
            }
            Await.open(together);
        }
    }

    @Test
    @DisplayName("has no more spare threads than configured, and then lets actors wait without one")
    void shouldKeepLimitOfSpareThreads() {
        TestProbe<String> told = actors.probe();
        DispatcherSelector few = DispatcherSelector.fromConfig("few");
        int waiting = 4 * PARALLELISM;
        try (Arena wanted = Arena.create("wanted")) {
            try (Holder held = Holder.of(wanted)) {
                for (int i = 0; i < waiting; i++) {
                    actors.kit()
                            .spawn(borrower(wanted, told.ref()), "borrower-" + i, few)
                            .tell("had it");
                }
                Await.waiters(wanted, PARALLELISM + 2);
                assertThat(threadsOf("few")).isEqualTo(PARALLELISM + 2);
                held.release();
            }
            for (int i = 0; i < waiting; i++) {
                told.expectMessage("had it");
            }
        }
    }

    @Test
    @DisplayName("lets spare threads end that have nothing to do")
    void shouldEndSpareThreads() {
        TestProbe<String> told = actors.probe();
        try (Arena wanted = Arena.create("wanted")) {
            try (Holder held = Holder.of(wanted)) {
                spawnBorrowers(4 * PARALLELISM, wanted, told.ref(), ArenaDispatchers.compensating());
                assertThat(threadsOf(ArenaDispatchers.COMPENSATING)).isGreaterThanOrEqualTo(4 * PARALLELISM);
                held.release();
            }
            told.receiveSeveralMessages(4 * PARALLELISM);
            Await.until("spare threads ended", () -> threadsOf(ArenaDispatchers.COMPENSATING) <= PARALLELISM);
        }
    }

    private long threadsOf(String dispatcher) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(actors.system().name() + "-" + dispatcher + "-"))
                .count();
    }

    @Test
    @DisplayName("of virtual threads has them, or says that the JDK has none")
    void shouldHaveVirtualThreadsOrSayNot() {
        TestProbe<String> told = actors.probe();
        try (CapturedLog log = CapturedLog.of(ArenaDispatchers.class.getName())) {
            ActorRef<String> actor = actors.kit()
                    .spawn(
                            Behaviors.<String>receiveMessage(message -> {
                                told.ref().tell(Thread.currentThread().toString());
                                return Behaviors.same();
                            }),
                            "virtual",
                            ArenaDispatchers.virtualThreads());
            actor.tell("who");
            String thread = told.receiveMessage();
            if (VirtualThreads.areSupported()) {
                assertThat(thread).startsWith("VirtualThread");
                assertThat(log.messages()).isEmpty();
            } else {
                assertThat(thread).contains("-arenas.virtual-dispatcher-");
                assertThat(log.messages())
                        .singleElement()
                        .asString()
                        .startsWith("virtual threads need JDK 21 or later: dispatcher=arenas.virtual-dispatcher, jdk=");
            }
        }
    }

    @Test
    @DisplayName("tells Akka of fatal errors on threads that Akka has not made, and not of interrupts")
    void shouldTellAkkaOfFatalErrors() {
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        DispatcherExecutor executor =
                new DispatcherExecutor(Executors.newSingleThreadExecutor(), 1, (thread, thrown) -> told.add(thrown));
        LinkageError fatal = new LinkageError("on purpose");
        executor.execute(() -> {
            throw fatal;
        });
        executor.execute(() -> DispatcherTest.<RuntimeException>sneak(new InterruptedException()));
        executor.shutdown();
        Await.until("ended", executor::isTerminated);
        assertThat(told).containsExactly(fatal);
    }

    /** As code in Scala throws: without declaring it. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    @DisplayName("says what is wrong with its configuration")
    void shouldRejectBadConfiguration() {
        TestProbe<String> why = actors.probe();
        actors.kit().spawn(Behaviors.setup(context -> {
            try {
                context.spawn(Behaviors.empty(), "bad", DispatcherSelector.fromConfig("bad"));
            } catch (RuntimeException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                why.ref().tell(String.valueOf(cause.getMessage()));
            }
            return Behaviors.empty();
        }));
        assertThat(why.receiveMessage())
                .contains("Invalid value at 'spare-threads-max': out of range: given=-1; use 0 to 32767");
    }
}
