/**
 * What can go wrong: one exception type for each rule that can be broken, all under the sealed root {@link
 * org.arenas.error.ArenaException}. Every message has the form {@code rule broken: name=value, name=value; what to do}
 * and is made in {@link org.arenas.error.Violations} or {@link org.arenas.error.FileViolations}.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.error;
