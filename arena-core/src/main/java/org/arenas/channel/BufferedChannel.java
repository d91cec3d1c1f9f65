package org.arenas.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.arenas.Shareable;
import org.arenas.error.Violations;
import org.arenas.lock.Execution;
import org.arenas.lock.Wait;
import org.arenas.monitor.Durations;
import org.jspecify.annotations.Nullable;

/** A {@link Buffer} with a line of waiting threads at either end. */
final class BufferedChannel<T> implements Channel<T> {
    private static final AtomicLong NEXT_ID = new AtomicLong(1);

    final Buffer buffer;
    final Peers peers;
    final WaitLine senders = new WaitLine();
    final WaitLine receivers = new WaitLine();
    private final Linger sendersLinger;
    private final Linger receiversLinger;
    private final String label;
    private final OrphanPolicy orphans;
    private final Case.Take take = new Case.Take(this);

    BufferedChannel(ChannelBuilder<T> builder) {
        label = "channel(" + builder.name + "#" + NEXT_ID.getAndIncrement() + ")";
        peers = new Peers(label, builder.onlySender, builder.onlyReceiver);
        orphans = builder.orphans;
        buffer = builder.buffer(peers);
        sendersLinger = new Linger(buffer.capacity());
        receiversLinger = new Linger(buffer.capacity());
    }

    // ---------------------------------------------------------------- putting

    @Override
    public void put(T item) {
        Object checked = outgoing(item);
        Buffer.Offer offer = offer(checked);
        if (offer == Buffer.Offer.DONE) {
            return;
        }
        if (offer == Buffer.Offer.CLOSED) {
            throw closed();
        }
        try {
            awaitRoom(checked, Wait.forever());
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    @Override
    public void putInterruptibly(T item) throws InterruptedException {
        throwIfInterrupted();
        Object checked = outgoing(item);
        if (!isPut(offer(checked))) {
            awaitRoom(checked, Wait.interruptibly());
        }
    }

    @Override
    public boolean tryPut(T item) {
        return isPut(offer(outgoing(item)));
    }

    @Override
    public boolean tryPut(T item, Duration timeout) throws InterruptedException {
        long nanos = Durations.nanos(timeout);
        throwIfInterrupted();
        Object checked = outgoing(item);
        return isPut(offer(checked)) || (nanos > 0 && awaitRoom(checked, Wait.atMost(nanos)));
    }

    /** The item as one that may be put; throws if it, or who puts it, may not. */
    private Object outgoing(@Nullable T item) {
        Object checked = checked(item);
        peers.checkSender();
        return checked;
    }

    /** Throws if an item may not cross, whoever puts it. */
    Object checked(@Nullable T item) {
        return Shareable.cross(Objects.requireNonNull(item, "item"), this);
    }

    /** One attempt, for who may put an item that may cross; wakes a receiver. */
    Buffer.Offer offer(Object item) {
        Buffer.Offer offer = buffer.offer(orphans == OrphanPolicy.KEEP ? item : Sent.byCaller(item));
        if (offer == Buffer.Offer.DONE) {
            receivers.wakeFirst();
        }
        return offer;
    }

    private boolean isPut(Buffer.Offer offer) {
        if (offer == Buffer.Offer.CLOSED) {
            throw closed();
        }
        return offer == Buffer.Offer.DONE;
    }

    private boolean awaitRoom(Object item, Wait wait) throws InterruptedException {
        if (sendersLinger.until(this::isWorthOffering, wait)) {
            sendersLinger.found(buffer.capacity() - buffer.size());
            if (isPut(offer(item))) {
                return true;
            }
        }
        Object outcome = new ChannelWait(List.of(new Case.Put(this, item)), 0, sendersLinger).await(wait);
        if (outcome == Case.OVER) {
            throw closed();
        }
        return outcome != null;
    }

    private boolean isWorthOffering() {
        return !buffer.isFull() || buffer.isClosed();
    }

    private RuntimeException closed() {
        return Violations.channelClosed(label, Execution.current().describe());
    }

    // ---------------------------------------------------------------- taking

    @Override
    public T take() {
        return received(next());
    }

    /** The next item, after waiting for it, or {@link Case#OVER}. */
    private Object next() {
        Object item = poll();
        return item != null ? item : awaitItem();
    }

    private Object awaitItem() {
        try {
            return Objects.requireNonNull(awaitItem(Wait.forever()));
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    @Override
    public T takeInterruptibly() throws InterruptedException {
        throwIfInterrupted();
        Object item = poll();
        return received(item != null ? item : Objects.requireNonNull(awaitItem(Wait.interruptibly())));
    }

    @Override
    public @Nullable T tryTake() {
        Object item = poll();
        return item == null ? null : received(item);
    }

    @Override
    public @Nullable T tryTake(Duration timeout) throws InterruptedException {
        long nanos = Durations.nanos(timeout);
        throwIfInterrupted();
        Object item = poll();
        if (item == null && nanos > 0) {
            item = awaitItem(Wait.atMost(nanos));
        }
        return item == null ? null : received(item);
    }

    private @Nullable Object awaitItem(Wait wait) throws InterruptedException {
        if (receiversLinger.until(this::isWorthPolling, wait)) {
            receiversLinger.found(buffer.size());
            Object item = poll();
            if (item != null) {
                return item;
            }
        }
        return new ChannelWait(List.of(take), 0, receiversLinger).await(wait);
    }

    private boolean isWorthPolling() {
        return !buffer.isEmpty() || buffer.isClosed();
    }

    /** One attempt: an item, null if there is none, or {@link Case#OVER}; wakes a sender. */
    @Nullable
    Object poll() {
        peers.checkReceiver();
        for (; ; ) {
            Object item = buffer.poll();
            if (item == null) {
                return buffer.isDrained() ? Case.OVER : null;
            }
            wakeSender();
            if (orphans == OrphanPolicy.KEEP) {
                return item;
            }
            Sent sent = (Sent) item;
            boolean isChannelClosed = buffer.isClosed();
            if (!isChannelClosed && !sent.isSenderClosed()) {
                return sent.item();
            }
            if (orphans == OrphanPolicy.FAIL) {
                throw Violations.orphanedItem(
                        label,
                        isChannelClosed ? label : String.valueOf(sent.sender()),
                        Execution.current().describe());
            }
        }
    }

    private void wakeSender() {
        if (!senders.isEmpty() && (senders.isHurried() || buffer.isRoomy())) {
            senders.wakeFirst();
        }
    }

    /** The item as the caller's, or the end as an exception. Only what was put as a T is in the buffer. */
    @SuppressWarnings("unchecked")
    private T received(Object item) {
        if (item == Case.OVER) {
            throw Violations.channelDrained(label, Execution.current().describe());
        }
        return (T) item;
    }

    // ---------------------------------------------------------------- taking many

    @Override
    public int drainTo(Collection<? super T> sink, int most) {
        Objects.requireNonNull(sink, "sink");
        if (most < 0) {
            throw new IllegalArgumentException("number of items is negative: most=" + most + "; use 0 or more");
        }
        int taken = 0;
        while (taken < most) {
            Object item = poll();
            if (item == null || item == Case.OVER) {
                break;
            }
            sink.add(received(item));
            taken++;
        }
        return taken;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private @Nullable Object coming;

            @Override
            public boolean hasNext() {
                if (coming == null) {
                    coming = BufferedChannel.this.next();
                }
                return coming != Case.OVER;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("channel is closed and empty: channel=" + label);
                }
                T item = received(Objects.requireNonNull(coming));
                coming = null;
                return item;
            }
        };
    }

    @Override
    public Stream<T> stream() {
        int properties = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), properties), false);
    }

    // ---------------------------------------------------------------- states

    @Override
    public int size() {
        return buffer.size();
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public boolean isEmpty() {
        return buffer.isEmpty();
    }

    @Override
    public boolean isClosed() {
        return buffer.isClosed();
    }

    @Override
    public boolean isDrained() {
        return buffer.isDrained();
    }

    @Override
    public void close() {
        if (buffer.close()) {
            receivers.wakeAll();
            senders.wakeAll();
        }
    }

    /** The channel as messages name it, for example {@code channel(orders#3)}. */
    @Override
    public String toString() {
        return label;
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
