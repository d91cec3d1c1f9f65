/**
 * JMH benchmarks of the model. Each class holds what it measures of ours and, beside it, the baseline: the same work done as
 * an expert would without the library. {@code arena-bench/README.md} has the commands.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.bench;
