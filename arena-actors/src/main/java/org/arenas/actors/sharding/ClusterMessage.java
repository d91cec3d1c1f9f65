package org.arenas.actors.sharding;

/**
 * What may travel between the nodes of a cluster: a marker for messages, above all for records. Bound to the serializer
 * {@code arenas-cbor} (Jackson CBOR, with records of any shape) in {@code reference.conf}.
 *
 * <p>That binding is an allow-list. A node makes an object of what it receives only if its class implements this interface
 * or is bound to a Jackson serializer in {@code akka.actor.serialization-bindings} by your own configuration; anything else
 * is refused and logged. So mark messages, and nothing that does something when it is made.
 */
public interface ClusterMessage {}
