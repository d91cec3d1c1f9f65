package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import org.arenas.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * Fibonacci's number by a tree of actors: each makes two more for the two numbers that it adds.
 *
 * <p>Free threads: a {@link RecursiveTask} for each, which is what they are made for.
 *
 * @param n which number; the first two are 1
 */
record Fib(int n) implements Savina {
    private void check(long value) {
        long last = 0;
        long expected = 1;
        for (int i = 1; i < n; i++) {
            long next = last + expected;
            last = expected;
            expected = next;
        }
        Results.check("number", expected, value);
    }

    // ---------------------------------------------------------------- arenas

    /** One of the tree. Its fields are touched by its interpreter's tasks only. */
    private static final class Node {
        private final Interpreter interpreter = Interpreter.create("fib");
        private final @Nullable Node parent;
        private final CompletableFuture<Long> result;
        private long sum;
        private int missing = 2;

        private Node(@Nullable Node parent, CompletableFuture<Long> result) {
            this.parent = parent;
            this.result = result;
        }

        void request(int n) {
            interpreter.execute(home -> {
                if (n <= 2) {
                    respond(1);
                } else {
                    new Node(this, result).request(n - 1);
                    new Node(this, result).request(n - 2);
                }
            });
        }

        private void add(long part) {
            interpreter.execute(home -> {
                sum += part;
                if (--missing == 0) {
                    respond(sum);
                }
            });
        }

        private void respond(long value) {
            if (parent == null) {
                result.complete(value);
            } else {
                parent.add(value);
            }
            interpreter.close();
        }
    }

    @Override
    public void arenas() throws Exception {
        CompletableFuture<Long> result = new CompletableFuture<>();
        new Node(null, result).request(n);
        check(Results.of(result));
    }

    // ---------------------------------------------------------------- actors

    private static Behavior<Long> node(ActorRef<Long> parent, int n) {
        return Behaviors.setup(context -> {
            if (n <= 2) {
                parent.tell(1L);
                return Behaviors.stopped();
            }
            context.spawnAnonymous(node(context.getSelf(), n - 1));
            context.spawnAnonymous(node(context.getSelf(), n - 2));
            return Behaviors.receiveMessage(first -> Behaviors.receiveMessage(second -> {
                parent.tell(first + second);
                return Behaviors.stopped();
            }));
        });
    }

    private Behavior<Long> main(CompletableFuture<Long> result) {
        return Behaviors.setup(context -> {
            context.spawnAnonymous(node(context.getSelf(), n));
            return Behaviors.receiveMessage(value -> {
                result.complete(value);
                return Behaviors.stopped();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    private static final class Task extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;

        private final int n;

        private Task(int n) {
            this.n = n;
        }

        @Override
        protected Long compute() {
            if (n <= 2) {
                return 1L;
            }
            Task left = new Task(n - 1);
            left.fork();
            return new Task(n - 2).compute() + left.join();
        }
    }

    @Override
    public void threads(ForkJoinPool pool) {
        check(pool.invoke(new Task(n)));
    }
}
