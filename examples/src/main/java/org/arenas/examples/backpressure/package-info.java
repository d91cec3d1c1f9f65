/** The recipe of a service that cannot be flooded, and of clients that go as fast as it does. */
@NullMarked
package org.arenas.examples.backpressure;

import org.jspecify.annotations.NullMarked;
