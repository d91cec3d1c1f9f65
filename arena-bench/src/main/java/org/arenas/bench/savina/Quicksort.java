package org.arenas.bench.savina;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.stream.LongStream;
import org.arenas.Home;
import org.arenas.Interpreter;
import org.arenas.Moved;
import org.arenas.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Numbers are sorted by a tree of actors: each divides what it gets, has two more sort the parts, and joins them; the ends of
 * the tree sort by themselves.
 *
 * <p>Arenas: the parts are moved, so that each has one owner at any time. Actors: they are sent, and nobody keeps them. Free
 * threads: a {@link RecursiveAction} sorts in place.
 *
 * @param size how many numbers
 * @param threshold below which they are not divided
 */
record Quicksort(int size, int threshold) implements Savina {
    private long[] numbers() {
        return new SplittableRandom(0).longs(size).toArray();
    }

    private void check(long[] sorted) {
        Results.check("size", size, sorted.length);
        Results.check(
                "sum", LongStream.of(numbers()).sum(), LongStream.of(sorted).sum());
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i - 1] > sorted[i]) {
                throw new IllegalStateException("not sorted: at=" + i);
            }
        }
    }

    /** Numbers below, as, and above one of them. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Parts(long[] below, long[] same, long[] above) {
        static Parts of(long[] numbers) {
            long pivot = numbers[numbers.length / 2];
            int below = 0;
            int above = 0;
            for (long number : numbers) {
                below += number < pivot ? 1 : 0;
                above += number > pivot ? 1 : 0;
            }
            long[] low = new long[below];
            long[] high = new long[above];
            for (long number : numbers) {
                if (number < pivot) {
                    low[--below] = number;
                } else if (number > pivot) {
                    high[--above] = number;
                }
            }
            long[] same = new long[numbers.length - low.length - high.length];
            Arrays.fill(same, pivot);
            return new Parts(low, same, high);
        }
    }

    private static long[] join(long[] below, long[] same, long[] above) {
        long[] all = Arrays.copyOf(below, below.length + same.length + above.length);
        System.arraycopy(same, 0, all, below.length, same.length);
        System.arraycopy(above, 0, all, below.length + same.length, above.length);
        return all;
    }

    // ---------------------------------------------------------------- arenas

    /** Where a sorted part goes: called in a task of who has sorted it. */
    private interface Parent {
        void sorted(Moved<long[]> part);
    }

    /** One of the tree. Its fields are touched by its interpreter's tasks only. */
    private static final class Node {
        private final Interpreter interpreter = Interpreter.create("sorter");
        private final int threshold;
        private final Parent parent;
        private @Nullable Ref<long[]> below;
        private @Nullable Ref<long[]> same;
        private @Nullable Ref<long[]> above;

        private Node(int threshold, Parent parent) {
            this.threshold = threshold;
            this.parent = parent;
        }

        void sort(Moved<long[]> given) {
            interpreter.execute(home -> {
                Ref<long[]> ref = home.accept(given);
                long[] numbers = home.get(ref);
                if (numbers.length < threshold) {
                    Arrays.sort(numbers);
                    end(home, ref);
                    return;
                }
                Parts parts = Parts.of(numbers);
                home.free(ref);
                same = home.own(parts.same());
                new Node(threshold, this::sortedBelow).sort(home.move(home.own(parts.below())));
                new Node(threshold, this::sortedAbove).sort(home.move(home.own(parts.above())));
            });
        }

        private void sortedBelow(Moved<long[]> part) {
            interpreter.execute(home -> {
                below = home.accept(part);
                joinIfComplete(home);
            });
        }

        private void sortedAbove(Moved<long[]> part) {
            interpreter.execute(home -> {
                above = home.accept(part);
                joinIfComplete(home);
            });
        }

        private void joinIfComplete(Home home) {
            if (below != null && same != null && above != null) {
                end(home, home.own(join(home.get(below), home.get(same), home.get(above))));
            }
        }

        private void end(Home home, Ref<long[]> all) {
            parent.sorted(home.move(all));
            interpreter.close();
        }
    }

    @Override
    public void arenas() throws Exception {
        CompletableFuture<long[]> result = new CompletableFuture<>();
        try (Interpreter main = Interpreter.create("main")) {
            Node root = new Node(
                    threshold, sorted -> main.execute(home -> result.complete(home.free(home.accept(sorted)))));
            main.execute(home -> root.sort(home.move(home.own(numbers()))));
            check(Results.of(result));
        }
    }

    // ---------------------------------------------------------------- actors

    private enum Side {
        BELOW,
        ABOVE
    }

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    private record Sorted(Side side, long[] numbers) {}

    private static Behavior<Sorted> node(int threshold, long[] numbers, Side side, ActorRef<Sorted> parent) {
        return Behaviors.setup(context -> {
            if (numbers.length < threshold) {
                Arrays.sort(numbers);
                parent.tell(new Sorted(side, numbers));
                return Behaviors.stopped();
            }
            Parts parts = Parts.of(numbers);
            context.spawnAnonymous(node(threshold, parts.below(), Side.BELOW, context.getSelf()));
            context.spawnAnonymous(node(threshold, parts.above(), Side.ABOVE, context.getSelf()));
            return Behaviors.receiveMessage(one -> Behaviors.receiveMessage(other -> {
                Sorted below = one.side() == Side.BELOW ? one : other;
                Sorted above = one.side() == Side.BELOW ? other : one;
                parent.tell(new Sorted(side, join(below.numbers(), parts.same(), above.numbers())));
                return Behaviors.stopped();
            }));
        });
    }

    private Behavior<Sorted> main(CompletableFuture<long[]> result) {
        return Behaviors.setup(context -> {
            context.spawnAnonymous(node(threshold, numbers(), Side.BELOW, context.getSelf()));
            return Behaviors.receiveMessage(sorted -> {
                result.complete(sorted.numbers());
                return Behaviors.stopped();
            });
        });
    }

    @Override
    public void actors(Actors actors) throws Exception {
        check(actors.run(this::main));
    }

    // ---------------------------------------------------------------- threads

    private static final class Task extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final transient long[] numbers;
        private final int from;
        private final int to;
        private final int threshold;

        private Task(long[] numbers, int from, int to, int threshold) {
            this.numbers = numbers;
            this.from = from;
            this.to = to;
            this.threshold = threshold;
        }

        @Override
        protected void compute() {
            if (to - from < threshold) {
                Arrays.sort(numbers, from, to);
                return;
            }
            long pivot = numbers[(from + to) >>> 1];
            int low = from;
            int high = to - 1;
            while (low <= high) {
                while (numbers[low] < pivot) {
                    low++;
                }
                while (numbers[high] > pivot) {
                    high--;
                }
                if (low <= high) {
                    long number = numbers[low];
                    numbers[low++] = numbers[high];
                    numbers[high--] = number;
                }
            }
            invokeAll(new Task(numbers, from, high + 1, threshold), new Task(numbers, low, to, threshold));
        }
    }

    @Override
    public void threads(ForkJoinPool pool) {
        long[] numbers = numbers();
        pool.invoke(new Task(numbers, 0, numbers.length, threshold));
        check(numbers);
    }
}
