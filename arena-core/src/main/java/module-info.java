/**
 * Arenas: isolated workers whose objects others reach only by borrowing them. The lock package is not exported: it is
 * reached through {@code org.arenas}.
 */
// Agrona says what its module is called, and no more; its buffers are in the API of org.arenas.offheap.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.arenas {
    requires static transitive org.jspecify;
    requires transitive org.agrona;
    requires org.slf4j;

    exports org.arenas;
    exports org.arenas.channel;
    exports org.arenas.error;
    exports org.arenas.monitor;
    exports org.arenas.offheap;
    exports org.arenas.pool;
}
