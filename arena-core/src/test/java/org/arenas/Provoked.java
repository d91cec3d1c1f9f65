package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.arenas.error.ArenaException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of messages share. */
public final class Provoked {
    private Provoked() {}

    /** On a test: the exception whose text it checks. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface By {
        /** The exception. */
        Class<? extends ArenaException> value();
    }

    /** Asserts the type and the whole text of what is thrown. */
    public static void assertViolation(
            Class<? extends ArenaException> type, ThrowingCallable use, String text, Object... values) {
        assertThat(catchThrowable(use)).isExactlyInstanceOf(type).hasMessage(text, values);
    }
}
