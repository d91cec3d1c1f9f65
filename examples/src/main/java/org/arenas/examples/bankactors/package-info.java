/** The recipe of a bank whose branches are actors: what they send each other is not copied. */
@NullMarked
package org.arenas.examples.bankactors;

import org.jspecify.annotations.NullMarked;
