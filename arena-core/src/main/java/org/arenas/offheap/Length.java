package org.arenas.offheap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much room a component of a record is given, as each has a fixed place in the bytes of the record.
 *
 * <pre>{@code
 * record Quote(@Length(12) String symbol, double bid, double ask, @Length(5) int[] depth) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Length {
    /**
     * {@return the most bytes that a String may have in UTF-8; the number of elements, neither more nor less, that an array
     * has}
     */
    int value();
}
