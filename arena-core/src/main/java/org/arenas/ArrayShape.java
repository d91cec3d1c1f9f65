package org.arenas;

import org.jspecify.annotations.Nullable;

/** An array; its parts are its elements, unless they are primitive. */
final class ArrayShape extends Shape {
    static final ArrayShape INSTANCE = new ArrayShape();

    private ArrayShape() {
        super(Sharing.NEVER, "is an array and its elements can be replaced (use a list)");
    }

    @Override
    @Nullable
    Object[] parts(Object value) {
        return value instanceof Object[] elements ? elements : NO_PARTS;
    }
}
