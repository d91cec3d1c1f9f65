package org.arenas.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The level is chosen once for the life of the JVM: here once for each of a few class loaders. */
class DiagnosticsTest {
    private static final String PROPERTY = "arenas.diagnostics";

    private final String before = System.getProperty(PROPERTY);

    @AfterEach
    void restore() {
        set(before);
    }

    @ParameterizedTest
    @CsvSource({
        "off, OFF, false, false, false",
        "contended, CONTENDED, false, true, false",
        "sampled, SAMPLED, false, true, true",
        "full, FULL, true, true, false",
        "' Full ', FULL, true, true, false",
        "SAMPLED, SAMPLED, false, true, true"
    })
    void shouldKeepWhatTheLevelSays(String text, String level, boolean all, boolean contended, boolean sampled)
            throws Exception {
        set(text);

        Class<?> diagnostics = loadAgain();

        assertThat(diagnostics.getField("LEVEL").get(null)).hasToString(level);
        assertThat(diagnostics.getField("KEEP_ALL").getBoolean(null)).isEqualTo(all);
        assertThat(diagnostics.getField("KEEP_CONTENDED").getBoolean(null)).isEqualTo(contended);
        assertThat(diagnostics.getField("KEEP_SAMPLED").getBoolean(null)).isEqualTo(sampled);
    }

    @Test
    void shouldKeepContendedSitesByDefault() throws Exception {
        set(null);

        assertThat(loadAgain().getField("LEVEL").get(null)).hasToString("CONTENDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "on", "fulll"})
    void shouldRejectALevelThatItDoesNotKnow(String text) {
        set(text);

        assertThatThrownBy(() -> loadAgain().getField("LEVEL").get(null))
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown diagnostics level: arenas.diagnostics=" + text
                        + "; use off, contended, sampled or full");
    }

    private static void set(String text) {
        if (text == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, text);
        }
    }

    private static Class<?> loadAgain() throws Exception {
        URL classes = Diagnostics.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader fresh = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> loaded = fresh.loadClass(Diagnostics.class.getName());
            assertThat(loaded).isNotSameAs(Diagnostics.class);
            return Class.forName(loaded.getName(), true, fresh);
        }
    }
}
