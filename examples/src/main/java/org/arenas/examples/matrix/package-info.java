/** The recipe of an array that workers fill in parts that are lent to them. */
@NullMarked
package org.arenas.examples.matrix;

import org.jspecify.annotations.NullMarked;
