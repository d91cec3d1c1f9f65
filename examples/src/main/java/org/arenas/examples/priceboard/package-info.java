/** The recipe of records that one writes and many read without a lock. */
@NullMarked
package org.arenas.examples.priceboard;

import org.jspecify.annotations.NullMarked;
