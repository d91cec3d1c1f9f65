/** The recipe of a configuration that everybody reads without a lock, and that is replaced while they do. */
@NullMarked
package org.arenas.examples.configuration;

import org.jspecify.annotations.NullMarked;
