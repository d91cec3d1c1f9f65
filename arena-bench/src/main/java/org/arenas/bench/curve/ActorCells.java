package org.arenas.bench.curve;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.arenas.bench.ActorSystems;

/** Cells with an actor each, which gets messages to look or to change. */
final class ActorCells implements Cells {
    private final ActorSystem<Void> system = ActorSystems.create();
    private final List<Cell> cells;
    private final List<ActorRef<Message>> actors;

    ActorCells(int count, int rounds) {
        cells = IntStream.range(0, count).mapToObj(i -> new Cell(rounds)).toList();
        CompletableFuture<List<ActorRef<Message>>> created = new CompletableFuture<>();
        ActorRef<Void> unused = system.systemActorOf(parent(created), "cells", Props.empty());
        actors = created.join();
    }

    /** A message is the same for a whole batch, so that telling allocates little. */
    private record Message(boolean changes, Batch batch) {}

    /** What a thread waits for. */
    private static final class Batch {
        private final Message look = new Message(false, this);
        private final Message change = new Message(true, this);
        private final CountDownLatch done = new CountDownLatch(1);
        private final AtomicInteger left;

        private Batch(int size) {
            left = new AtomicInteger(size);
        }

        private void oneDone() {
            if (left.decrementAndGet() == 0) {
                done.countDown();
            }
        }

        private void await() {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted: left=" + left, e);
            }
        }
    }

    private Behavior<Void> parent(CompletableFuture<List<ActorRef<Message>>> created) {
        return Behaviors.setup(context -> {
            List<ActorRef<Message>> all = new ArrayList<>();
            cells.forEach(cell -> all.add(context.spawnAnonymous(owner(cell))));
            created.complete(all);
            return Behaviors.empty();
        });
    }

    private static Behavior<Message> owner(Cell cell) {
        return Behaviors.receiveMessage(message -> {
            if (message.changes()) {
                cell.change();
            } else {
                cell.look();
            }
            message.batch().oneDone();
            return Behaviors.same();
        });
    }

    @Override
    public User user(int batch) {
        return new Teller(batch);
    }

    /** After the end of all batches, which is after everything that the actors have done. */
    @Override
    public long changes() {
        return cells.stream().mapToLong(Cell::changes).sum();
    }

    @Override
    public void close() {
        ActorSystems.stop(system);
    }

    /** A thread that sends. */
    private final class Teller implements User {
        private final int size;
        private Batch batch;

        private Teller(int size) {
            this.size = size;
            batch = new Batch(size);
        }

        @Override
        public void look(int cell) {
            actors.get(cell).tell(batch.look);
        }

        @Override
        public void change(int cell) {
            actors.get(cell).tell(batch.change);
        }

        @Override
        public void finish() {
            batch.await();
            batch = new Batch(size);
        }
    }
}
