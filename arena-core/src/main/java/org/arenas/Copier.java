package org.arenas;

import org.jspecify.annotations.Nullable;

/**
 * Copies objects of one class, as a part of a deep copy. See {@link Copies#register}.
 *
 * <p>What consists of values that cannot be changed needs {@link #create} alone. What refers to objects that have to be
 * copied as well does that in two steps, so that graphs may have cycles: {@code create} makes the new object, {@code fill}
 * gives it its parts.
 *
 * <pre>{@code
 * class Node {
 *     final String name;
 *     final List<Node> neighbours = new ArrayList<>();
 *     Node(String name) { this.name = name; }
 * }
 *
 * Copies.register(Node.class, new Copier<Node>() {
 *     public Node create(Node original) {
 *         return new Node(original.name);
 *     }
 *     public void fill(Node original, Node copy, Copier.Parts parts) {
 *         original.neighbours.forEach(neighbour -> copy.neighbours.add(parts.copyOf(neighbour)));
 *     }
 * });
 * }</pre>
 *
 * <p><b>Thread-safety.</b> Used by any number of copies at the same time.
 *
 * @param <T> the class
 */
@FunctionalInterface
public interface Copier<T> {
    /** The rest of the copy that is being made. */
    interface Parts {
        /**
         * {@return the copy of a part: always the same for the same part; the part itself if it is shareable} What is in it
         * may be filled in later only, so that it should be kept and not looked into.
         *
         * @param part what the original refers to
         * @param <P> its type
         * @throws org.arenas.error.NotCopyableException if it cannot be copied
         */
        <P extends @Nullable Object> P copyOf(P part);
    }

    /**
     * {@return a new object of the same class as the original, with what it needs no copies of}
     *
     * @param original what is copied; not to be changed
     */
    T create(T original);

    /**
     * Gives the copy its parts. It may be begun a second time if a part was not to be had the first time: what it has done
     * until then it must do again, or undo. Objects with an {@code equals} of their own that are elements of sets or keys of
     * maps should need no parts for it.
     *
     * @param original what is copied; not to be changed
     * @param copy what {@link #create} returned
     * @param parts copies what the original refers to
     */
    default void fill(T original, T copy, Parts parts) {}
}
