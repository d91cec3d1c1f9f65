package org.arenas.bench.savina;

/** The benchmarks with the parameters of the paper, and with small ones for a test. */
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
    PHILOSOPHERS(new Philosophers(20, 10_000), new Philosophers(5, 100));

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
