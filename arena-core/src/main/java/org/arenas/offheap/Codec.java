package org.arenas.offheap;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type V are read and written at an index of a buffer. Records, so that the JIT takes the handles for
 * constants wherever the layout that they belong to is one.
 *
 * @param reader {@code (UnsafeBuffer, int)V}
 * @param writer {@code (UnsafeBuffer, int, V)void}; writes in its place only, whatever it is given
 * @param checker {@code (V)void}, throws if the value cannot be written; null if any can
 */
record Codec(
        MethodHandle reader, MethodHandle writer, @Nullable MethodHandle checker) {}
