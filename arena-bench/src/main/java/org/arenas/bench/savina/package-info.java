/**
 * The benchmarks of Savina (Imam and Sarkar: Savina, an actor benchmark suite, AGERE 2014), written from their definitions, in
 * three models side by side: arenas, Akka Typed, and free threads. {@link org.arenas.bench.savina.SavinaBenchmark} runs them.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.bench.savina;
