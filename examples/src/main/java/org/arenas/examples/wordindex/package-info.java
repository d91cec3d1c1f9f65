/** The recipe of an index that several processes build in one file, while another one answers from it. */
@NullMarked
package org.arenas.examples.wordindex;

import org.jspecify.annotations.NullMarked;
