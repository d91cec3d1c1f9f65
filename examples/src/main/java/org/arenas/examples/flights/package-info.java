/**
 * Real flights, processed in parallel with the result of processing them one after the other: an arena for each airport,
 * a behaviour for each flight.
 */
@NullMarked
package org.arenas.examples.flights;

import org.jspecify.annotations.NullMarked;
