package org.arenas.lock;

/**
 * The way of the lock along its queue: from an owner that releases, or an arrival that finds the word free, to the first
 * that waits. The transitions are those of the table in {@link LockWord}.
 */
abstract sealed class HandOff extends LockWord permits LockLife {
    /** Called by an owner that is about to release, if somebody is queued. */
    abstract void releasedToQueue();

    /** Counts the acquisition of a task that owns the word by now. */
    abstract void enteredTask();

    /** True if the owner is dead and the lock is not closed yet: then there is nothing to wait for. */
    abstract boolean isAbandoned();

    /**
     * Release by an owner that sees waiters. Eventual fairness, as in WebKit's and Rust's parking_lot: if no task ever used
     * this arena and the first waiter has not waited long, the word becomes free and whoever comes first gets it.
     */
    @Override
    final void releaseToQueue(Ready ready) {
        releasedToQueue();
        if (!isStrong()
                && peek() instanceof ThreadAcquisition waiter
                && waiter.isWaiting()
                && !waiter.isDueForHandOff()) {
            setWord(0);
            if (isStrong() || !waiter.isWaiting()) {
                // A task arrived, or the waiter gave up, while the word still looked owned: nobody else will see to it.
                poke(ready);
            } else {
                waiter.wake();
            }
        } else {
            if (word() != HANDING_ON) {
                setWord(HANDING_ON);
            }
            handOn(ready);
        }
    }

    /** Takes the word away from an owner that is dead and hands it on. */
    final void takeFromDead() {
        setWord(HANDING_ON);
        handOn(Ready.DISPATCH);
    }

    /** Called once for each node that was appended and published: makes sure that somebody will grant it. */
    final void arrived(QueueNode node) {
        if (!poke(Ready.DISPATCH) && !(node.owner() instanceof ThreadAcquisition)) {
            Watch.poll(this);
        }
    }

    /**
     * Makes sure that the first in the queue is not forgotten: grants it if the lock is free, else leaves word with the
     * owner.
     *
     * @return false if the owner is a cheap one, which may overlook the queue when it releases
     */
    @Override
    final boolean poke(Ready ready) {
        for (; ; ) {
            long seen = word();
            if (seen == 0) {
                if (isQueueEmpty()) {
                    return true;
                }
                if (casWord(0L, HANDING_ON)) {
                    handOn(ready);
                    return true;
                }
            } else if ((seen & STRONG) == 0) {
                return false;
            } else if ((seen & QUEUED) != 0 || casWord(seen, seen | QUEUED)) {
                return true;
            }
        }
    }

    /** Grants the first in the queue. With the word at HANDING_ON, which nobody else changes. */
    private void handOn(Ready ready) {
        for (; ; ) {
            QueueNode first = peek();
            if (first == null) {
                // Arrivals leave a word alone that says QUEUED: clear it, then look again before letting go.
                setWord(QUEUE_OWNER | STRONG);
                if (isQueueEmpty() && casWord(QUEUE_OWNER | STRONG, 0L)) {
                    return;
                }
                setWord(HANDING_ON);
            } else {
                pop(first);
                if (first.isWaiting() && (first.exclusive ? grantExclusive(first, ready) : grantShared(first, ready))) {
                    return;
                }
            }
        }
    }

    /** Always false: the granter still owns the word, and goes on to let further readers in. */
    private boolean grantShared(QueueNode node, Ready ready) {
        Acquisition reader = node.owner();
        ReaderCells open = openCells();
        node.cell = open.claim(QUEUE_OWNER | STRONG, reader) | FENCED;
        if (node.casState(QueueNode.GRANTED)) {
            reader.nodeGranted(ready);
        } else {
            open.takeBack(node.cell & ~FENCED);
        }
        return false;
    }

    /**
     * Makes the node's acquisition the owner of the word, which stays at HANDING_ON: the next release finds out whether
     * somebody is queued. False if the node was cancelled; then the caller still owns the word. All of the lock's state is
     * written before the node becomes GRANTED, because whoever cancels the rest of the acquisition may release the lock from
     * that moment on.
     */
    private boolean grantExclusive(QueueNode node, Ready ready) {
        Acquisition next = node.owner();
        boolean drains = false;
        if (next instanceof TaskAcquisition) {
            enteredTask();
            drains = mustDrain();
            if (drains) {
                setDraining(next);
            }
        }
        setHolder(next);
        if (!node.casState(QueueNode.GRANTED)) {
            if (drains) {
                setDraining(null);
            }
            setHolder(null);
            return false;
        }
        if (!drains) {
            next.nodeGranted(ready);
        } else if (hasReadersWithout(STRONG)) {
            Watch.poll(this);
        } else {
            // All that are left are strong: the last of them to clear its cell sees this node granted, or we see no
            // reader.
            readerLeft(ready);
        }
        return true;
    }

    /** For the Watch: true once nothing on this lock depends on a cheap release any more. */
    final boolean pollSwitch() {
        // In this order: a cheap reader that is gone at the first look has cleared its cell before the second.
        boolean cheap = draining() != null && hasReadersWithout(STRONG);
        readerLeft(Ready.DISPATCH);
        return (poke(Ready.DISPATCH) && !cheap) || isAbandoned();
    }

    /** Tells those that were granted the word or a cell that the lock refuses: some of them may be waiting for more. */
    final void refuseGranted() {
        Acquisition writer = holder();
        // One that is not published may still be taking free arenas without a queue, and is nobody else's to cancel.
        if (writer != null && writer.size() > 1 && writer.isPublished()) {
            writer.refused();
        }
        Acquisition drainer = draining();
        if (drainer != null) {
            drainer.refused();
        }
        ReaderCells open = cells();
        if (open != null) {
            open.forEach((cell, token, reader) -> {
                if (reader != null) {
                    reader.refused();
                }
            });
        }
    }
}
