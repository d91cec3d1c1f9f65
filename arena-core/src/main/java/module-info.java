/**
 * Arenas: isolated workers whose objects others reach only by borrowing them. The lock package is not exported: it is
 * reached through {@code org.arenas}.
 */
module org.arenas {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports org.arenas;
    exports org.arenas.channel;
    exports org.arenas.error;
    exports org.arenas.monitor;
    exports org.arenas.pool;
}
