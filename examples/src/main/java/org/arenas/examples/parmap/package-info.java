/** Recipes for pools: files in parallel, and a class that is not thread-safe in each worker. */
@NullMarked
package org.arenas.examples.parmap;

import org.jspecify.annotations.NullMarked;
