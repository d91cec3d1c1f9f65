/**
 * The documentation as a site: Markdown and Javadoc become static pages that need no network, and no link of them leads
 * nowhere. {@code CONTRIBUTING.md} has the command.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.docs;
