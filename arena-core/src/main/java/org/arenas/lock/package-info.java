/** The lock of an arena, its queue and the wait-for graph; knows nothing of objects. */
@NullMarked
package org.arenas.lock;

import org.jspecify.annotations.NullMarked;
