/**
 * Counts the canonical k-mers of a set of genomes twice, once with arenas and once with free threads on one shared map.
 *
 * <p>{@link org.arenas.examples.genomes.GenomesDemo} is the program. It reads its options
 * ({@link org.arenas.examples.genomes.Config}) and the genomes, lets the two
 * {@linkplain org.arenas.examples.genomes.CountingModel models} count the same bytes in turns, and reports what they
 * found and how long they took, as text and as one HTML page.
 */
@NullMarked
package org.arenas.examples.genomes;

import org.jspecify.annotations.NullMarked;
