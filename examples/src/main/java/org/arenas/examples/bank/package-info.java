/** The first recipe: accounts of a bank, and the four ways to reach them. */
@NullMarked
package org.arenas.examples.bank;

import org.jspecify.annotations.NullMarked;
