package org.arenas.bench;

import static org.arenas.Access.write;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arenas.Access;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.Borrowed;
import org.arenas.ExclusiveBorrow;
import org.arenas.Ref;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two walkers go from node to node of a random graph and count each visit. The nodes lie in {@value #ARENAS} arenas, and hardly
 * a step stays in one: the case that arenas are not for.
 *
 * <ul>
 *   <li>{@code borrowEach}: a borrow for each step.
 *   <li>{@code borrowAll}: one borrow of all arenas for a walk of {@value #STEPS} steps, which keeps the other walker out.
 *   <li>{@code behaviours}: each step is a behaviour that schedules the next.
 *   <li>{@code actors}: the nodes of an arena belong to an actor, and each step is a message.
 *   <li>{@code atomics}: what an expert takes: objects with an atomic counter.
 *   <li>{@code monitors}: each node has a monitor, as it would if a visit changed more than one field.
 * </ul>
 *
 * <p>There is no process pool: half of the steps would be a message from process to process, and a walker waits for each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GraphWalkBenchmark {
    static final int STEPS = 1_000;
    static final int ARENAS = 64;

    private static final int NODES = 4_096;
    private static final int EDGES = 4;

    private final AtomicLong walks = new AtomicLong();
    private final List<Arena> arenas = new ArrayList<>();
    private List<Ref<Node>> refs;
    private List<Node> nodes;
    private ActorSystem<Void> system;
    private List<ActorRef<Message>> actors;

    /** A node; its edges are numbers of nodes. */
    private static final class Node {
        private final int[] edges;
        private final AtomicLong atomicVisits = new AtomicLong();
        private long visits;

        private Node(SplittableRandom random) {
            edges = random.ints(EDGES, 0, NODES).toArray();
        }

        /** Where the walk goes on, which depends on how long it is yet. */
        private int next(int left) {
            return edges[left % EDGES];
        }

        private int visit(int left) {
            visits++;
            return next(left);
        }

        private synchronized int visitAlone(int left) {
            return visit(left);
        }

        private int visitAtomically(int left) {
            atomicVisits.incrementAndGet();
            return next(left);
        }
    }

    private sealed interface Message permits Step, Get {}

    private record Step(int node, int left, CountDownLatch done) implements Message {}

    private record Get(AtomicLong sum, CountDownLatch done) implements Message {}

    /** Makes the same graph for all. */
    @Setup
    public void create() {
        for (int i = 0; i < ARENAS; i++) {
            arenas.add(Arena.create("part"));
        }
        nodes = new ArrayList<>();
        refs = new ArrayList<>();
        SplittableRandom forNodes = new SplittableRandom(1);
        SplittableRandom forRefs = new SplittableRandom(1);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(forNodes));
            try (ExclusiveBorrow b = arenas.get(i % ARENAS).borrow()) {
                refs.add(b.own(new Node(forRefs)));
            }
        }
        system = ActorSystems.create();
        actors = new ArrayList<>();
        for (int i = 0; i < ARENAS; i++) {
            actors.add(system.systemActorOf(part(i), "part-" + i, Props.empty()));
        }
    }

    private Behavior<Message> part(int number) {
        return Behaviors.setup(context -> {
            SplittableRandom random = new SplittableRandom(1);
            List<Node> own = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                Node node = new Node(random);
                if (i % ARENAS == number) {
                    own.add(node);
                }
            }
            return Behaviors.receiveMessage(message -> {
                if (message instanceof Step step) {
                    pass(own.get(step.node() / ARENAS).visit(step.left()), step.left() - 1, step.done());
                } else {
                    Get get = (Get) message;
                    get.sum()
                            .addAndGet(
                                    own.stream().mapToLong(node -> node.visits).sum());
                    get.done().countDown();
                }
                return Behaviors.same();
            });
        });
    }

    /** Checks that no visit was lost. */
    @TearDown
    public void close() throws Exception {
        AtomicLong sum = new AtomicLong();
        CountDownLatch told = new CountDownLatch(ARENAS);
        actors.forEach(actor -> actor.tell(new Get(sum, told)));
        told.await();
        ActorSystems.stop(system);
        nodes.forEach(node -> sum.addAndGet(node.visits + node.atomicVisits.get()));
        refs.forEach(ref -> sum.addAndGet(ref.<Long>read(node -> node.visits)));
        arenas.forEach(Arena::close);
        if (sum.get() != walks.get() * STEPS) {
            throw new IllegalStateException("visits were lost: visits=" + sum + ", walks=" + walks);
        }
    }

    private int begin() {
        walks.incrementAndGet();
        return ThreadLocalRandom.current().nextInt(NODES);
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int borrowEach() {
        int at = begin();
        for (int left = STEPS; left > 0; left--) {
            try (Borrowed<Node> b = refs.get(at).borrow()) {
                at = b.get().visit(left);
            }
        }
        return at;
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int borrowAll() {
        int at = begin();
        Access[] all = arenas.stream().map(Access::write).toArray(Access[]::new);
        try (Borrow b = Arenas.borrow(all)) {
            for (int left = STEPS; left > 0; left--) {
                at = b.get(refs.get(at)).visit(left);
            }
        }
        return at;
    }

    private void schedule(int node, int left, CountDownLatch done) {
        Ref<Node> ref = refs.get(node);
        Arenas.when(write(ref.arena())).run(b -> {
            int next = b.get(ref).visit(left);
            if (left > 1) {
                schedule(next, left - 1, done);
            } else {
                done.countDown();
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void behaviours() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        schedule(begin(), STEPS, done);
        done.await();
    }

    private void pass(int node, int left, CountDownLatch done) {
        if (left > 0) {
            actors.get(node % ARENAS).tell(new Step(node, left, done));
        } else {
            done.countDown();
        }
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void actors() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        pass(begin(), STEPS, done);
        done.await();
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int atomics() {
        int at = begin();
        for (int left = STEPS; left > 0; left--) {
            at = nodes.get(at).visitAtomically(left);
        }
        return at;
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int monitors() {
        int at = begin();
        for (int left = STEPS; left > 0; left--) {
            at = nodes.get(at).visitAlone(left);
        }
        return at;
    }
}
