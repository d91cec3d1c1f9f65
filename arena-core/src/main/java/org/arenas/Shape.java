package org.arenas;

import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the library knows of a class: whether its instances may cross, what they consist of, how one is built of parts. */
abstract class Shape {
    /** Whether instances of a class may cross. */
    enum Sharing {
        /** Each of them. */
        ALWAYS,
        /** Those whose parts may: the object itself cannot be changed. */
        PARTS,
        /** None. */
        NEVER
    }

    static final @Nullable Object[] NO_PARTS = {};

    final Sharing sharing;
    private final String why;

    Shape(Sharing sharing, String why) {
        this.sharing = sharing;
        this.why = why;
    }

    /** {@return why instances may not cross, in words; empty if they may} */
    final String why() {
        return why;
    }

    /**
     * {@return the objects that the value refers to, as far as they matter: what may always cross may be left out}
     *
     * @param value an instance of the class
     */
    @Nullable
    Object[] parts(Object value) {
        return NO_PARTS;
    }

    /**
     * {@return the step of a path from the value to one of its parts, for example {@code .lines} or {@code [3]}}
     *
     * @param value an instance of the class
     * @param parts what {@link #parts} returned
     * @param index of the part
     */
    String label(Object value, @Nullable Object[] parts, int index) {
        return "[" + index + "]";
    }

    /**
     * {@return an object like the value with other parts} Only for classes whose instances cannot be changed.
     *
     * @param value an instance of the class
     * @param parts as many as {@link #parts} returned
     * @throws Throwable whatever a constructor throws
     */
    Object rebuild(Object value, @Nullable Object[] parts) throws Throwable {
        throw new UnsupportedOperationException("no rebuild: type=" + value.getClass());
    }

    /** A class whose instances have no parts that the library knows of. */
    static final class Leaf extends Shape {
        static final Leaf ALWAYS = new Leaf(Sharing.ALWAYS, "");

        private Leaf(Sharing sharing, String why) {
            super(sharing, why);
        }

        static Leaf never(String why) {
            return new Leaf(Sharing.NEVER, why);
        }
    }

    /** An immutable holder of a fixed number of things, such as an Optional. */
    static final class Holder extends Shape {
        private final Function<Object, @Nullable Object[]> takeApart;
        private final BiFunction<Object, @Nullable Object[], Object> build;

        Holder(Function<Object, @Nullable Object[]> takeApart, BiFunction<Object, @Nullable Object[], Object> build) {
            super(Sharing.PARTS, "");
            this.takeApart = takeApart;
            this.build = build;
        }

        @Override
        @Nullable
        Object[] parts(Object value) {
            return takeApart.apply(value);
        }

        @Override
        Object rebuild(Object value, @Nullable Object[] parts) {
            return build.apply(value, parts);
        }
    }
}
