/** Arenas: isolated workers whose objects others reach only by borrowing them. */
module org.arenas {
    requires static transitive org.jspecify;
    requires org.slf4j;
}
