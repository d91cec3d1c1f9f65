package org.arenas.actors;

import org.arenas.HostedTurn;
import org.jspecify.annotations.Nullable;

/**
 * What a thread of a dispatcher does in one go: a number of messages of one actor, most often. Lets the turn of one message
 * go on with the next, so that the arena is not released and taken again in between, unless somebody waits for it.
 *
 * <p><b>Ownership.</b> One for each thread that runs actors; of no use to others.
 */
final class Batch {
    /*
     * A turn that goes on must end with the batch, or the arena would be held by an idle actor. Only our own dispatchers say
     * where a batch begins and ends; on all others a turn ends with its message.
     *
     * A batch ends twice. Once a mailbox has had its share of messages, Akka gives it to another thread before this one is
     * told, so the turn of the last message of that share is not kept: the other thread would wait for it. If the mailbox
     * was empty before, this thread is told soon enough.
     *
     * left   how many messages may still come; 0 outside batches
     */
    private static final ThreadLocal<@Nullable Batch> OF_THREAD = new ThreadLocal<>();

    private final Thread thread = Thread.currentThread();
    private int left;
    private @Nullable ActorArena holder;
    private @Nullable HostedTurn turn;

    private Batch() {}

    static Batch current() {
        Batch present = OF_THREAD.get();
        if (present == null) {
            present = new Batch();
            OF_THREAD.set(present);
        }
        return present;
    }

    /** True on the thread that this belongs to. */
    boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /**
     * Runs what a dispatcher gives to its thread.
     *
     * @param throughput messages of one actor in a row, as configured
     */
    static void run(Runnable given, int throughput) {
        Batch batch = current();
        if (batch.left > 0) {
            // On top of another one, in the middle of a message that waits for a fork-join task.
            int outer = batch.left;
            batch.left = 0;
            try {
                given.run();
            } finally {
                batch.left = outer;
            }
            return;
        }
        batch.left = throughput;
        try {
            given.run();
        } finally {
            batch.left = 0;
            batch.end();
        }
    }

    private void end() {
        HostedTurn kept = turn;
        if (kept != null) {
            holder = null;
            turn = null;
            kept.close();
        }
    }

    /** The turn that the actor's last message has left open here, or null. */
    @Nullable
    HostedTurn take(ActorArena arena) {
        HostedTurn kept = turn;
        if (kept == null) {
            return null;
        }
        if (holder != arena) {
            // Another actor on top: the synchronous test kit, or a dispatcher that runs what it is given at once.
            end();
            return null;
        }
        holder = null;
        turn = null;
        return kept;
    }

    /** Keeps a turn for the actor's next message, if there may be one in this batch and nobody waits for the arena. */
    boolean keep(ActorArena arena, HostedTurn ending) {
        if (left <= 1) {
            return false;
        }
        // Kept or not, it was one of the messages that the batch may have.
        left--;
        if (!ending.mayGoOn()) {
            return false;
        }
        holder = arena;
        turn = ending;
        return true;
    }
}
