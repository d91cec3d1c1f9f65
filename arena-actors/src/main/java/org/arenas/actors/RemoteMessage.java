package org.arenas.actors;

/**
 * Marks what may travel from node to node as bytes: {@code reference.conf} binds this interface to Akka's Jackson CBOR
 * serializer, and the classes that implement it are thereby on the list of those that a node makes objects of. Others are
 * refused, whoever sends them.
 *
 * <p>Implement it with records of strings, numbers, enums, collections, other such records, {@link RemoteRef}s and Akka's
 * actor references.
 */
public interface RemoteMessage {}
