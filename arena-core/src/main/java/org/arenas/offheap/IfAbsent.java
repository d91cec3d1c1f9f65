package org.arenas.offheap;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record reads as where it is not stored, because the record was written before the component was
 * added. Without this annotation that is zero, {@code false}, the first constant of an enum, the empty String, a record of
 * all these, or no handle.
 *
 * <pre>{@code
 * record Quote(long id, double price, @IfAbsent("1.0") double rate, @Length(3) @IfAbsent("EUR") String currency) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IfAbsent {
    /** {@return the value: a number, {@code true} or {@code false}, one char, the name of a constant, or a text} */
    String value();
}
