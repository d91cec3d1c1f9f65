package org.arenas.bench;

import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import org.arenas.channel.Channel;

/** How values get from thread to thread: one form for all that {@link ChannelBenchmark} compares. */
interface Pipe {
    void put(Integer item) throws InterruptedException;

    Integer take() throws InterruptedException;

    /** Over one of our channels. */
    record OverChannel(Channel<Integer> channel) implements Pipe {
        @Override
        public void put(Integer item) {
            channel.put(item);
        }

        @Override
        public Integer take() {
            return channel.take();
        }
    }

    /** Over what the JDK has. */
    record OverBlockingQueue(BlockingQueue<Integer> queue) implements Pipe {
        @Override
        public void put(Integer item) throws InterruptedException {
            queue.put(item);
        }

        @Override
        public Integer take() throws InterruptedException {
            return queue.take();
        }
    }

    /** Over a queue that does not wait, by threads that spin for it. */
    record OverQueue(Queue<Integer> queue) implements Pipe {
        @Override
        public void put(Integer item) {
            while (!queue.offer(item)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public Integer take() {
            Integer item = queue.poll();
            while (item == null) {
                Thread.onSpinWait();
                item = queue.poll();
            }
            return item;
        }
    }
}
