/** A recipe for channels: stages that pass work on, each at its own pace. */
@NullMarked
package org.arenas.examples.pipeline;

import org.jspecify.annotations.NullMarked;
