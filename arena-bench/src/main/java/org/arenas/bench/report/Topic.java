package org.arenas.bench.report;

/** The headings of the report, in their order. */
enum Topic {
    BORROWS("Borrows", "What holding an arena costs, beside the locks of the JDK around the same work."),
    BEHAVIOURS(
            "Behaviours",
            "Tasks over one or two arenas, in order, beside a pool whose tasks take locks and keep no order."),
    INTERPRETERS("Interpreters", "Workers that own their objects, beside a single-thread executor each."),
    CHANNELS("Channels", "Items handed from thread to thread, beside the queues of the JDK."),
    POOLS("Pools and parallel maps", "Tasks given to many workers, beside the executors and streams of the JDK."),
    CROSSING("Crossing", "What it takes to hand an object to another owner, whatever its size."),
    SHARED_ARENAS(
            "Shared arenas",
            "Data off the heap, checked on each access, beside locks, maps and buffers that check nothing."),
    PROCESSES("Between processes", "A queue in a shared file, beside a socket and a pipe."),
    ACTORS(
            "Actors",
            "Actors that own an arena, beside plain ones of Akka Typed; behaviours beside a protocol of actors."),
    SAVINA(
            "The Savina suite",
            "Classic problems of actors, as behaviours and interpreters, as actors, and with threads.");

    private final String heading;
    private final String lead;

    Topic(String heading, String lead) {
        this.heading = heading;
        this.lead = lead;
    }

    String heading() {
        return heading;
    }

    /** {@return a sentence on what is compared with what} */
    String lead() {
        return lead;
    }
}
