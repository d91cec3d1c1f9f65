/** The benchmark of the genomes: the k-mers of 46 real ones, counted in each model. */
@org.jspecify.annotations.NullMarked
package org.arenas.bench.genomes;
