package org.arenas;

import org.jspecify.annotations.Nullable;

/**
 * A walk over an object and all it refers to, depth first. The stack is on the heap, so that a graph may be as deep as it
 * likes.
 */
abstract class GraphWalk {
    /**
     * Walks over what is reached from an object.
     *
     * @param base the frame that the object is a part of, or null
     */
    final void walk(Object root, @Nullable Frame base) {
        Frame top = enter(root, base);
        while (top != null && top != base) {
            if (!top.hasNext()) {
                exit(top);
                top = top.parent;
                continue;
            }
            Object part = top.next();
            Frame below = part == null ? null : enter(part, top);
            if (below != null) {
                top = below;
            }
        }
    }

    /** A frame whose parts are to be walked over, or null if there is nothing to walk over. */
    abstract @Nullable Frame enter(Object value, @Nullable Frame parent);

    /** All parts of the frame have been entered and left, but for those in a cycle with it. */
    abstract void exit(Frame frame);
}
