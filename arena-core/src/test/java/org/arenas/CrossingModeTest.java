package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** The mode is chosen once for the life of the JVM: here once for each of a few class loaders. */
class CrossingModeTest {
    private static final String PROPERTY = "arenas.shareable";

    private final String before = System.getProperty(PROPERTY);

    @AfterEach
    void restore() {
        set(before);
    }

    @ParameterizedTest
    @CsvSource({"fail, FAIL", "report, REPORT", "off, OFF", "' Report ', REPORT"})
    void shouldBeWhatThePropertySays(String text, String mode) throws Exception {
        set(text);

        assertThat(mode()).hasToString(mode);
    }

    @Test
    void shouldFailByDefault() throws Exception {
        set(null);

        assertThat(mode()).hasToString("FAIL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "on", "warn"})
    void shouldRejectAModeThatItDoesNotKnow(String text) {
        set(text);

        assertThatThrownBy(CrossingModeTest::mode)
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown mode of crossing: arenas.shareable=" + text + "; use fail, report or off");
    }

    private static void set(String text) {
        if (text == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, text);
        }
    }

    private static Object mode() throws Exception {
        URL[] classes = Stream.of(Crossing.class, Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader fresh = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            var field = Class.forName(Crossing.class.getName(), true, fresh).getDeclaredField("MODE");
            field.setAccessible(true);
            return field.get(null);
        }
    }
}
