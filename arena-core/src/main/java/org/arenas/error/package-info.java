/** What is thrown when a rule is broken. */
@NullMarked
package org.arenas.error;

import org.jspecify.annotations.NullMarked;
