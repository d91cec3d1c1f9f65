/** Benchmarks whose figures make a curve: the same work while a number grows. {@code arena-bench/README.md} lists them. */
@org.jspecify.annotations.NullMarked
package org.arenas.bench.curve;
