/** Counters, events and the wait-for snapshot. */
@NullMarked
package org.arenas.monitor;

import org.jspecify.annotations.NullMarked;
