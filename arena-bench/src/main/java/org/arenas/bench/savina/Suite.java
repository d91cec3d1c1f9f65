package org.arenas.bench.savina;

/** The benchmarks with the parameters of the paper, and with small ones for a test. */
@SuppressWarnings("ImmutableEnumChecker") // One of them keeps its data from run to run.
public enum Suite {
    /** Many messages from one to one. */
    COUNT(new Count(1_000_000), new Count(1_000)),
    /** Two take turns. */
    PING_PONG(new PingPong(40_000), new PingPong(100)),
    /** A token goes round. */
    THREAD_RING(new ThreadRing(100, 100_000), new ThreadRing(7, 100)),
    /** Many messages from one to several. */
    FORK_JOIN_THROUGHPUT(new ForkJoinThroughput(10_000, 60), new ForkJoinThroughput(100, 6)),
    /** Many that live for one message. */
    FORK_JOIN_CREATE(new ForkJoinCreate(40_000), new ForkJoinCreate(100)),
    /** Everybody with everybody. */
    BIG(new Big(20_000, 120), new Big(100, 8)),
    /** All meet in one place, in pairs. */
    CHAMENEOS(new Chameneos(100, 200_000), new Chameneos(10, 500)),
    /** A tree of actors. */
    FIB(new Fib(25), new Fib(10)),
    /** Two accounts at a time. */
    BANKING(new Banking(1_000, 50_000), new Banking(10, 500)),
    /** Two forks at a time. */
    PHILOSOPHERS(new Philosophers(20, 10_000), new Philosophers(5, 100)),
    /** A queue in front of one who is slow. */
    BARBER(new Barber(5_000, 1_000), new Barber(100, 3)),
    /** Many readers and some writers of one map. */
    DICTIONARY(new Dictionary(20, 10_000, 10), new Dictionary(4, 200, 10)),
    /** Pairs of which one asks the other. */
    LOGISTIC_MAP(new LogisticMap(25_000, 10), new LogisticMap(100, 3)),
    /** Work with a buffer between. */
    BOUNDED_BUFFER(new BoundedBuffer(40, 40, 1_000, 50, 25), new BoundedBuffer(4, 3, 50, 5, 1)),
    /** One starts the others, one at a time. */
    SMOKERS(new Smokers(1_000, 200), new Smokers(50, 5)),
    /** A chain that grows. */
    SIEVE(new Sieve(100_000, 1_000), new Sieve(1_000, 20)),
    /** Much work in equal parts. */
    TRAPEZOID(new Trapezoid(10_000_000, 100), new Trapezoid(20_000, 7)),
    /** Data that is divided and put together. */
    QUICKSORT(new Quicksort(1_000_000, 2_048), new Quicksort(10_000, 100));

    private final Savina benchmark;
    private final Savina small;

    Suite(Savina benchmark, Savina small) {
        this.benchmark = benchmark;
        this.small = small;
    }

    Savina benchmark() {
        return benchmark;
    }

    /** The same with little to do. */
    Savina small() {
        return small;
    }
}
