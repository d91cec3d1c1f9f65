package org.arenas.offheap;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** The memory of a small arena with something of everything in it, and what random damage does to it. */
final class DamagedMemory {
    static final int BYTES = 1 << 16;
    static final int MAXIMUM = 1 << 18;

    /** Blocks that nothing but themselves leads to, so that nothing has a reason to change them. */
    private static final int BYSTANDERS = 12;

    static final RecordLayout<Tick> LAYOUT = RecordLayout.of(MethodHandles.lookup(), Tick.class);

    /** What a record is made of. */
    record Tick(@Length(6) String symbol, double price) {}

    /** The whole segment, as it was made. */
    private byte[] whole = {};

    /** Where blocks begin. */
    private final List<Integer> blocks = new ArrayList<>();

    private final List<int[]> bystanders = new ArrayList<>();

    /** Looks at an arena that {@link #fill} has filled. */
    void learn(MemoryReader m, List<Handle<byte[]>> alone) {
        UnsafeBuffer segment = m.memory.segments().segment(0);
        whole = new byte[segment.capacity()];
        segment.getBytes(0, whole);
        new HeapCheck(m.memory.heap()).walk((block, granules, used, type) -> blocks.add((int) block));
        for (Handle<byte[]> handle : alone) {
            int block = (int) handle.offset();
            int payload = block + BlockDescriptor.PAYLOAD;
            bystanders.add(new int[] {payload, payload + (int) m.memory.heap().payload(block)});
        }
    }

    /** Puts something of everything in; {@return what stays alone} */
    static List<Handle<byte[]>> fill(MemoryWriter m) {
        List<Handle<byte[]>> alone = new ArrayList<>();
        List<Handle<byte[]>> freed = new ArrayList<>();
        LongLongMap counts = m.longLongMap(root(m, "counts", m.allocateLongLongMap(16)));
        BytesMap names = m.bytesMap(root(m, "names", m.allocateBytesMap(16)));
        BytesQueue jobs = m.bytesQueue(root(m, "jobs", m.allocateBytesQueue()));
        for (int i = 0; i < 40; i++) {
            counts.put(i * 31L, i);
            names.put(new byte[] {(byte) i, 1}, new byte[i]);
            jobs.add(new byte[i * 8]);
            Handle<byte[]> other = m.allocate(bytes(i * 5));
            if (i % 3 == 0) {
                freed.add(other);
            } else if (alone.size() < BYSTANDERS) {
                alone.add(other);
            }
        }
        root(m, "motto", m.allocate("festina lente"));
        root(m, "tick", m.allocate(LAYOUT, new Tick("ACME", 1)));
        root(m, "bytes", m.allocate(bytes(300)));
        root(m, "longs", m.allocateLongArray(50));
        root(m, "ints", m.allocateIntArray(50));
        root(m, "doubles", m.allocateDoubleArray(50));
        root(m, "octets", m.allocateByteArray(50));
        freed.forEach(m::free);
        return alone;
    }

    private static <T> Handle<T> root(MemoryWriter m, String name, Handle<T> handle) {
        m.setRoot(name, handle);
        return handle;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5A);
        return bytes;
    }

    /** {@return the memory after some damage} */
    byte[] damaged(Random random) {
        UnsafeBuffer bytes = new UnsafeBuffer(whole.clone());
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            damage(bytes, random);
        }
        return bytes.byteArray();
    }

    private void damage(UnsafeBuffer bytes, Random random) {
        int at = place(random);
        switch (random.nextInt(7)) {
            case 0 -> bytes.putByte(at, (byte) (bytes.getByte(at) ^ 1 << random.nextInt(Byte.SIZE)));
            case 1 -> bytes.putLong(at, random.nextLong());
            case 2 -> bytes.putInt(at, random.nextInt(200) - 20);
            case 3 -> bytes.putInt(at, bytes.getInt(at) + random.nextInt(9) - 4);
            case 4 -> bytes.putLong(at, 1L << random.nextInt(Long.SIZE));
            case 5 -> bytes.putLong(at, bytes.getLong(place(random)));
            default -> bytes.putLong(at, blocks.get(random.nextInt(blocks.size())));
        }
    }

    /** Where it hurts: in words that lead to others, mostly. */
    private int place(Random random) {
        int at = switch (random.nextInt(6)) {
            case 0 -> random.nextInt(HeapDescriptor.LISTS);
            case 1 -> random.nextInt(HeapDescriptor.BLOCKS);
            case 2 -> random.nextInt(whole.length);
            default -> blocks.get(random.nextInt(blocks.size())) + random.nextInt(96);
        };
        int aligned = random.nextInt(3) == 0 ? at : at & -Integer.BYTES;
        return Math.min(aligned, whole.length - Long.BYTES);
    }

    /** {@return whether nothing was written to what nothing leads to} */
    boolean leavesBystanders(byte[] before, UnsafeBuffer now) {
        for (int[] range : bystanders) {
            for (int i = range[0]; i < range[1]; i++) {
                if (now.getByte(i) != before[i]) {
                    return false;
                }
            }
        }
        return true;
    }
}
