package org.arenas.offheap;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Whether the buffers below can be used in this JVM. */
final class Agrona {
    private static final String FLAG = "--add-exports=java.base/jdk.internal.misc=";

    private Agrona() {}

    /**
     * Checked before the first arena is made.
     *
     * @throws IllegalStateException if the JVM was started without the flag that Agrona needs
     * @throws UnsupportedOperationException on a big-endian processor
     */
    static void check() {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException(
                    "processor is big-endian: order=" + ByteOrder.nativeOrder() + "; shared arenas are little-endian");
        }
        try {
            new UnsafeBuffer(new byte[Long.BYTES]).putLong(0, 1);
        } catch (LinkageError e) {
            throw new IllegalStateException("shared arenas need a flag: missing=" + flag() + "; start java with it", e);
        }
    }

    private static String flag() {
        Module module = org.agrona.DirectBuffer.class.getModule();
        return FLAG + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }
}
