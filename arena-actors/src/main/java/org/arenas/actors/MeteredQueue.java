package org.arenas.actors;

import akka.actor.ActorRef;
import akka.dispatch.Envelope;
import akka.dispatch.MessageQueue;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one actor: a queue with many senders and one receiver that counts, and never makes a sender wait.
 *
 * <p><b>Thread-safety.</b> {@link #dequeue} and {@link #cleanUp} belong to the actor, the others to anybody.
 * <p><b>Memory consistency.</b> Actions before a message is sent happen-before its receipt, by the queue of the JDK.
 */
final class MeteredQueue implements MessageQueue {
    /*
     * Bound. A sender takes a place before it links its message; the receiver gives the place back after it has unlinked one.
     *     places = admitted - dequeued; linked messages <= places <= capacity
     * A sender reads admitted, then dequeued, then compares and sets admitted. If that succeeds, admitted was what it had
     * read and dequeued can only have grown: there was a place. If it reads no place, there was none when dequeued was read.
     * So the bound is exact: never exceeded, and no message refused below it.
     *
     * Dropping the oldest. A sender that finds no place unlinks the oldest message and has its place; no count of places
     * changes. It finds none if all places belong to messages that are just being linked or taken out: it tries again, a
     * number of times, and then gives its own message up, since it must not wait for threads that may not be running.
     *
     * Age. A message that comes to an empty mailbox is linked with its time, and so is one in 16 of the others. The time of
     * the last such message that was taken out is kept: what is still there was sent after it.
     *
     * End. After cleanUp has said where dead letters go, it empties the queue. A sender links and then looks whether the end
     * has come; if so, it empties the queue, too: both are volatile, so that one of the two sees the other.
     *
     * field       read      written                     by
     * admitted    volatile  compare and set, or add     senders
     * dequeued    volatile  release                     the receiver alone
     * lastStamp   volatile  volatile                    the receiver, and senders that drop a message: the last one wins,
     *                                                   which may be the older one, and the age is off by 16 messages
     * end         volatile  volatile                    the receiver, once
     */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int STAMPED_ONE_IN = 16;
    private static final int TRIES_TO_DROP = 100;
    private static final long NO_PLACE = -1;

    private final int capacity;
    private final MailboxOverflow overflow;
    private final String reason;
    private final Losses losses;
    private final Consumer<ActorRef> atEnd;

    private final Queue<Object> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicLong dequeued = new AtomicLong();
    private final AtomicLong most = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private volatile long lastStamp = System.nanoTime();
    private volatile @Nullable MessageQueue end;

    /** A message and when it was sent. */
    private record Stamped(Envelope envelope, long nanos) {}

    /** Hears of messages that are dropped. */
    @FunctionalInterface
    interface Losses {
        void dropped(ActorRef receiver, Envelope message, String reason);
    }

    MeteredQueue(int capacity, MailboxOverflow overflow, Losses losses, Consumer<ActorRef> atEnd) {
        this.capacity = capacity;
        this.overflow = overflow;
        this.losses = losses;
        this.atEnd = atEnd;
        this.reason = "mailbox is full: capacity=" + capacity + ", overflow=" + ConfigEnum.nameOf(overflow);
    }

    // ---------------------------------------------------------------- senders

    @Override
    public void enqueue(ActorRef receiver, Envelope message) {
        MessageQueue deadLetters = end;
        if (deadLetters != null) {
            deadLetters.enqueue(receiver, message);
            return;
        }
        if (capacity == UNBOUNDED) {
            link(message, admitted.getAndIncrement());
        } else if (!enqueueBounded(receiver, message)) {
            drop(receiver, message);
            return;
        }
        deadLetters = end;
        if (deadLetters != null) {
            drainTo(receiver, deadLetters);
        }
    }

    private boolean enqueueBounded(ActorRef receiver, Envelope message) {
        int tries = overflow == MailboxOverflow.DROP_NEWEST ? 1 : TRIES_TO_DROP;
        for (int i = 0; i < tries; i++) {
            long place = takePlace();
            if (place != NO_PLACE) {
                link(message, place);
                return true;
            }
            if (overflow == MailboxOverflow.DROP_OLDEST && replaceOldest(receiver, message)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /** {@return how many were admitted before, or {@link #NO_PLACE}} */
    private long takePlace() {
        while (true) {
            long before = admitted.get();
            if (before - dequeued.get() >= capacity) {
                return NO_PLACE;
            }
            if (admitted.compareAndSet(before, before + 1)) {
                return before;
            }
        }
    }

    private void link(Envelope message, long place) {
        long present = place - dequeued.get();
        boolean stamp = present <= 0 || place % STAMPED_ONE_IN == 0;
        messages.add(stamp ? new Stamped(message, System.nanoTime()) : message);
        if (present >= most.get()) {
            most.accumulateAndGet(present + 1, Math::max);
        }
    }

    private boolean replaceOldest(ActorRef receiver, Envelope message) {
        Object oldest = messages.poll();
        if (oldest == null) {
            return false;
        }
        messages.add(oldest instanceof Stamped ? new Stamped(message, System.nanoTime()) : message);
        drop(receiver, unlinked(oldest));
        return true;
    }

    private void drop(ActorRef receiver, Envelope message) {
        dropped.increment();
        losses.dropped(receiver, message, reason);
    }

    // ---------------------------------------------------------------- the receiver

    @Override
    public @Nullable Envelope dequeue() {
        Object next = messages.poll();
        if (next == null) {
            return null;
        }
        // Plain: nobody else writes. Release: who sees the place sees the message gone.
        dequeued.setRelease(dequeued.getPlain() + 1);
        return unlinked(next);
    }

    private Envelope unlinked(Object linked) {
        if (linked instanceof Stamped stamped) {
            lastStamp = stamped.nanos();
            return stamped.envelope();
        }
        return (Envelope) linked;
    }

    @Override
    public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
        end = deadLetters;
        atEnd.accept(owner);
        drainTo(owner, deadLetters);
    }

    private void drainTo(ActorRef owner, MessageQueue deadLetters) {
        for (Object left = messages.poll(); left != null; left = messages.poll()) {
            deadLetters.enqueue(owner, unlinked(left));
        }
    }

    // ---------------------------------------------------------------- anybody

    @Override
    public boolean hasMessages() {
        return !messages.isEmpty();
    }

    @Override
    public int numberOfMessages() {
        return end == null ? sizeWithout(dequeued.get()) : 0;
    }

    /** After so many were taken out. Time may have passed since that was read: then there seem to be more than there are. */
    private int sizeWithout(long taken) {
        return (int) Math.min(capacity, admitted.get() - taken);
    }

    MailboxMetrics metrics(akka.actor.typed.ActorRef<?> actor) {
        long taken = dequeued.get();
        long lost = dropped.sum();
        int size = sizeWithout(taken);
        return new MailboxMetrics(
                actor,
                capacity,
                overflow,
                size,
                (int) Math.min(UNBOUNDED, most.get()),
                taken + lost + size,
                taken,
                lost,
                oldest());
    }

    private Duration oldest() {
        Object first = messages.peek();
        if (first == null) {
            return Duration.ZERO;
        }
        long since = first instanceof Stamped stamped ? stamped.nanos() : lastStamp;
        return Duration.ofNanos(Math.max(0, System.nanoTime() - since));
    }
}
