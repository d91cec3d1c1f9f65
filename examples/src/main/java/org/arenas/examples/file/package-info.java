/** A tool for arenas in files. */
@org.jspecify.annotations.NullMarked
package org.arenas.examples.file;
