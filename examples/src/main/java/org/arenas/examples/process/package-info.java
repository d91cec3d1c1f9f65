/** Other JVMs, for the recipes in which several processes share an arena. */
@NullMarked
package org.arenas.examples.process;

import org.jspecify.annotations.NullMarked;
