/** The recipe of a large buffer that goes from owner to owner, uncopied. */
@NullMarked
package org.arenas.examples.buffer;

import org.jspecify.annotations.NullMarked;
