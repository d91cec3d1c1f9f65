/**
 * Memory off the heap that belongs to nobody: values of records, kept as bytes under the lock of an arena.
 *
 * <p>Stands on Agrona, which needs {@code --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED} (on the module path {@code
 * =org.agrona}). The rest of the library needs no flag.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.offheap;
