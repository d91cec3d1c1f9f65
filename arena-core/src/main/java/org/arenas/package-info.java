/** The model that users import: arenas, references and borrows. */
@NullMarked
package org.arenas;

import org.jspecify.annotations.NullMarked;
