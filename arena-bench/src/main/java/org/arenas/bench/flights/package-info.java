/** The benchmark of the flights: 20,000 real ones, with the result of flying them one after the other, in each model. */
@org.jspecify.annotations.NullMarked
package org.arenas.bench.flights;
