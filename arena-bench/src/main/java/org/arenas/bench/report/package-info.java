/**
 * The report: runs an edition of the benchmarks within a bounded time, and writes what came out as JSON, CSV and one HTML page
 * with charts and with every target of the project; compares two reports. {@code CONTRIBUTING.md} has the commands.
 *
 * <p>Figures and targets know nothing of pages; charts know nothing of benchmarks; a page puts them together.
 */
@org.jspecify.annotations.NullMarked
package org.arenas.bench.report;
