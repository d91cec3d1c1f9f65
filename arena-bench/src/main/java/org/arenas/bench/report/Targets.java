package org.arenas.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Every target of the project, as a table. A line says in words what is compared, before and behind a slash, then
 * which figures, and how much is to be reached; several baselines with a bar between them stand for the best of them.
 */
final class Targets {
    private final List<Target> targets = new ArrayList<>();

    private Targets() {}

    /** {@return all targets, in the order of their topics} */
    static List<Target> all() {
        Targets table = new Targets();
        table.borrows();
        table.behaviours();
        table.interpreters();
        table.channels();
        table.pools();
        table.crossing();
        table.sharedArenas();
        table.processes();
        table.actors();
        table.savina();
        return List.copyOf(table.targets);
    }

    private void borrows() {
        String lock = "BorrowBenchmark.reentrantLock";
        cost(Topic.BORROWS, "exclusive borrow / ReentrantLock", "BorrowBenchmark.arenaExclusive", lock, 0.55);
        bytes(Topic.BORROWS, "exclusive borrow, allocated", "BorrowBenchmark.arenaExclusive", 0);
        String one = "SharedBorrowBenchmark.OneReader.";
        String two = "SharedBorrowBenchmark.TwoReaders.";
        String stamped = "stampedLockRead";
        cost(Topic.BORROWS, "shared borrow, 1 reader / StampedLock", one + "arenaShared", one + stamped, 0.60);
        cost(Topic.BORROWS, "shared borrow, 2 readers / StampedLock", two + "arenaShared", two + stamped, 0.20);
        bytes(Topic.BORROWS, "shared borrow, 1 reader, allocated", one + "arenaShared", 0);
        bytes(Topic.BORROWS, "shared borrow, 2 readers, allocated", two + "arenaShared", 0);
        cost(
                Topic.BORROWS,
                "exclusive borrow, 2 threads / better lock of the JDK",
                "ContendedBenchmark.arenaExclusive",
                "ContendedBenchmark.reentrantLock|ContendedBenchmark.synchronizedBlock",
                1.0);
        add(
                Topic.BORROWS,
                "dereference at home / plain field",
                "HomeAccessBenchmark.homeGet",
                "HomeAccessBenchmark.plainField",
                Rule.MORE_NANOS_AT_MOST,
                1.5);
    }

    private void behaviours() {
        for (int arenas : new int[] {1, 64, 1024}) {
            String with = " arenas=" + arenas;
            speed(
                    Topic.BEHAVIOURS,
                    "one arena of " + String.format(Locale.ROOT, "%,d", arenas) + " / synchronized in a pool",
                    "BehaviourBenchmark.whenOne" + with,
                    "BehaviourBenchmark.executorSynchronized" + with,
                    1.5);
        }
        for (int arenas : new int[] {1, 64, 1024}) {
            String with = " arenas=" + arenas;
            speed(
                    Topic.BEHAVIOURS,
                    "two arenas, " + (arenas == 1 ? "1 pair" : String.format(Locale.ROOT, "%,d pairs", arenas))
                            + " / two locks in a pool",
                    "BehaviourBenchmark.whenTwo" + with,
                    "BehaviourBenchmark.executorOrderedReentrantLocks" + with,
                    1.5);
        }
    }

    private void interpreters() {
        String create = "InterpreterBenchmark.create";
        add(Topic.INTERPRETERS, "created and closed", create, "", Rule.NANOS_AT_MOST, 1_000);
        bytes(Topic.INTERPRETERS, "created and closed, allocated", create, 600);
        bytes(Topic.INTERPRETERS, "one of a million idle ones, kept", "InterpreterFootprint.created", 600);
        cost(
                Topic.INTERPRETERS,
                "call and answer / executor",
                "InterpreterBenchmark.callRoundTrip",
                "InterpreterBenchmark.executorCallRoundTrip",
                1.0);
    }

    private void channels() {
        for (String topology : new String[] {"1:1", "2:1"}) {
            String with = " topology=" + topology;
            String queues =
                    "ChannelBenchmark.linkedBlockingQueue" + with + "|ChannelBenchmark.arrayBlockingQueue" + with;
            String what = topology + " / better queue of the JDK";
            speed(Topic.CHANNELS, "any channel, " + what, "ChannelBenchmark.arenaChannel" + with, queues, 2);
            speed(
                    Topic.CHANNELS,
                    "built for its peers, " + what,
                    "ChannelBenchmark.arenaChannelSingle" + with,
                    queues,
                    2);
        }
        String with = " topology=ping-pong";
        cost(
                Topic.CHANNELS,
                "there and back / better queue of the JDK",
                "ChannelBenchmark.arenaChannel" + with,
                "ChannelBenchmark.linkedBlockingQueue" + with + "|ChannelBenchmark.arrayBlockingQueue" + with,
                1.0);
    }

    private void pools() {
        cost(
                Topic.POOLS,
                "a task and its result / better executor",
                "PoolBenchmark.submitGet",
                "PoolBenchmark.threadPoolSubmitGet|PoolBenchmark.forkJoinSubmitGet",
                1.1);
        cost(
                Topic.POOLS,
                "one of a thousand tasks / better executor",
                "PoolBenchmark.fanOut",
                "PoolBenchmark.threadPoolFanOut|PoolBenchmark.forkJoinFanOut",
                1.1);
        for (String[] work : new String[][] {{"10", "10 ns"}, {"1000", "1 µs"}, {"1000000", "1 ms"}}) {
            String with = " nanos=" + work[0];
            String map = "ParMapBenchmark.parMap" + with;
            String what = "map, " + work[1] + " an item / ";
            cost(Topic.POOLS, what + "parallel stream", map, "ParMapBenchmark.parallelStream" + with, 1.15);
            cost(Topic.POOLS, what + "loop", map, "ParMapBenchmark.sequentialLoop" + with, 1.3);
        }
        String order = "InOrderBenchmark.";
        speed(
                Topic.POOLS,
                "in order, no conflict / loop",
                order + "inOrder conflict=NONE",
                order + "sequential conflict=NONE",
                1.6);
        cost(
                Topic.POOLS,
                "in order, all conflict / loop",
                order + "inOrder conflict=ALL",
                order + "sequential conflict=ALL",
                1.3);
    }

    private void crossing() {
        String move = "TransferBenchmark.move bytes=";
        flat(Topic.CROSSING, "moved, 10 MB / 100 B", move + 10_000_000, move + 100, 2);
    }

    private void sharedArenas() {
        String borrow = "SharedArenaBorrowBenchmark.";
        cost(
                Topic.SHARED_ARENAS,
                "borrow in memory / ReentrantLock",
                borrow + "inMemoryExclusive",
                borrow + "reentrantLock",
                0.7);
        cost(
                Topic.SHARED_ARENAS,
                "borrow of a file / ReentrantLock",
                borrow + "fileExclusive",
                borrow + "reentrantLock",
                1.0);
        bytes(Topic.SHARED_ARENAS, "borrow in memory, allocated", borrow + "inMemoryExclusive", 0);
        bytes(Topic.SHARED_ARENAS, "borrow of a file, allocated", borrow + "fileExclusive", 0);
        String record = "RecordBenchmark.";
        String hand = record + "handWrittenUnsafeBuffer";
        cost(Topic.SHARED_ARENAS, "record read / by hand", record + "readRecord", hand + "Read", 1.3);
        cost(Topic.SHARED_ARENAS, "record written / by hand", record + "writeRecord", hand + "Write", 1.3);
        cost(Topic.SHARED_ARENAS, "component read / by hand", record + "readField", hand + "Field", 1.3);
        bytes(Topic.SHARED_ARENAS, "record read, allocated", record + "readRecord", 0);
        bytes(Topic.SHARED_ARENAS, "record written, allocated", record + "writeRecord", 0);
        bytes(Topic.SHARED_ARENAS, "component read, allocated", record + "readField", 0);
        String map = "OffHeapMapBenchmark.";
        String heap = map + "concurrentHashMapGet";
        cost(Topic.SHARED_ARENAS, "map, 64 gets a borrow / ConcurrentHashMap", map + "longLongMapGet", heap, 1.0);
        cost(Topic.SHARED_ARENAS, "map, optimistic get / ConcurrentHashMap", map + "optimisticGet", heap, 1.2);
        String read = "OptimisticReadBenchmark.";
        for (int readers = 1; readers <= 2; readers++) {
            cost(
                    Topic.SHARED_ARENAS,
                    "optimistic read, " + readers + (readers == 1 ? " reader" : " readers") + " / StampedLock",
                    read + "optimisticRecord" + readers,
                    read + "stampedLockOptimistic" + readers,
                    1.5);
        }
        String allocate = "AllocatorBenchmark.freeAndAllocate percentFull=";
        flat(Topic.SHARED_ARENAS, "free and allocate, 90 % / 10 % full", allocate + 90, allocate + 10, 1.5);
        add(
                Topic.SHARED_ARENAS,
                "bytes of a quote, of 10 million / HashMap",
                "FootprintBenchmark.arena.bytesEach",
                "FootprintBenchmark.heap.bytesEach",
                Rule.COST_AT_MOST,
                0.5);
    }

    private void processes() {
        String cross = "CrossProcessBenchmark.";
        speed(
                Topic.PROCESSES,
                "64 bytes there and back / socket, pipe",
                cross + "arenaRoundTrip",
                cross + "socketRoundTrip|" + cross + "pipeRoundTrip",
                5);
        speed(
                Topic.PROCESSES,
                "batches of 1,000 / socket, pipe",
                cross + "arenaEcho",
                cross + "socketEcho|" + cross + "pipeEcho",
                5);
    }

    private void actors() {
        for (String[] dispatcher :
                new String[][] {{"akka.actor.default-dispatcher", "Akka’s"}, {"arenas.dispatcher", "ours"}}) {
            for (int actors : new int[] {1, 64}) {
                String with = " actors=" + actors + " dispatcher=" + dispatcher[0];
                String many = actors == 1 ? "1 actor" : actors + " actors";
                String actor = "ActorBenchmark.";
                String plain = " / plain, dispatcher: " + dispatcher[1];
                speed(
                        Topic.ACTORS,
                        "tell, " + many + plain,
                        actor + "tellArenaActor" + with,
                        actor + "tellPlainActor" + with,
                        0.95);
                speed(
                        Topic.ACTORS,
                        "ask, " + many + plain,
                        actor + "askArenaActor" + with,
                        actor + "askPlainActor" + with,
                        0.95);
            }
        }
        String moved = "ActorPayloadBenchmark.movedRef bytes=";
        flat(Topic.ACTORS, "message with what is moved, 100 MB / 1 kB", moved + 100_000_000, moved + 1_000, 2);
        speed(
                Topic.ACTORS,
                "transfer by a behaviour / by actors",
                "BehaviourVsActorBenchmark.behaviour",
                "BehaviourVsActorBenchmark.actorProtocol",
                5);
    }

    private void savina() {
        for (SavinaProblem problem : SavinaProblem.values()) {
            if (problem.veronaMillis() > 0) {
                add(
                        Topic.SAVINA,
                        problem.title() + " / 1.5 × Verona’s " + Units.time(problem.veronaMillis() * 1e6),
                        problem.selector(SavinaProblem.ARENAS),
                        "",
                        Rule.NANOS_AT_MOST,
                        problem.veronaMillis() * 1e6 * 1.5);
            }
            cost(
                    Topic.SAVINA,
                    problem.title() + " / Akka Typed",
                    problem.selector(SavinaProblem.ARENAS),
                    problem.selector(SavinaProblem.ACTORS),
                    1.0 / 3);
        }
    }

    private void cost(Topic topic, String what, String ours, String baselines, double bound) {
        add(topic, what, ours, baselines, Rule.COST_AT_MOST, bound);
    }

    private void speed(Topic topic, String what, String ours, String baselines, double bound) {
        add(topic, what, ours, baselines, Rule.SPEED_AT_LEAST, bound);
    }

    private void flat(Topic topic, String what, String large, String small, double bound) {
        add(topic, what, large, small, Rule.FLAT_WITHIN, bound);
    }

    private void bytes(Topic topic, String what, String ours, double bound) {
        add(topic, what, ours, "", Rule.BYTES_AT_MOST, bound);
    }

    private void add(Topic topic, String what, String ours, String baselines, Rule rule, double bound) {
        List<Selector> others = baselines.isEmpty() ? List.of() : Selector.allOf(baselines);
        int slash = what.indexOf(" / ");
        String own = slash < 0 ? what : what.substring(0, slash);
        String against = slash < 0 ? "" : what.substring(slash + 3);
        targets.add(new Target(topic, own, against, Selector.allOf(ours), others, rule, bound));
    }
}
