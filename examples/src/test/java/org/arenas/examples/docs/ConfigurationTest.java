package org.arenas.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page Reference gives every key of the configurations of {@code arena-actors} with the value it has there. */
@Timeout(60)
class ConfigurationTest {
    private static final Path RESOURCES = DocumentationTest.ROOT.resolve("arena-actors/src/main/resources");

    private final Tables reference;

    ConfigurationTest() throws IOException {
        reference = Tables.of("docs/reference.md");
    }

    @Test
    void shouldListEveryKeyOfTheReferenceConfiguration() {
        assertThat(listed("key")).isEqualTo(keys("reference.conf", "arenas."));
    }

    @Test
    void shouldListWhatTheConfigurationsOfClustersSet() {
        assertThat(listed("key of a cluster")).isEqualTo(keys("arenas-cluster.conf", ""));
        String prefix = "akka.remote.artery.";
        Map<String, String> tls = new TreeMap<>();
        keys("arenas-cluster-tls.conf", prefix).forEach((key, value) -> tls.put(key.substring(prefix.length()), value));
        assertThat(listed("key with TLS")).isEqualTo(tls);
    }

    private Map<String, String> listed(String heading) {
        Map<String, String> listed = new TreeMap<>();
        for (List<String> row : reference.rows(heading)) {
            assertThat(listed.put(row.get(0), row.get(1)))
                    .as("%s, listed before", row.get(0))
                    .isNull();
        }
        return listed;
    }

    /**
     * What a file says itself: a value that it takes over from another place keeps the line of that place, and stands under
     * the first key that has it.
     */
    private static Map<String, String> keys(String file, String prefix) {
        Config all = ConfigFactory.parseFile(RESOURCES.resolve(file).toFile())
                .withFallback(ConfigFactory.defaultReference())
                .resolve(ConfigResolveOptions.noSystem());
        // "bounded" before "bounded-1", which takes values over from it.
        Map<String, ConfigValue> sorted = new TreeMap<>(Comparator.comparing((String key) -> key.replace('-', '~')));
        all.entrySet().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        Set<String> lines = new LinkedHashSet<>();
        Map<String, String> keys = new TreeMap<>();
        sorted.forEach((key, value) -> {
            String where = String.valueOf(value.origin().filename());
            if (where.endsWith("/resources/" + file)
                    && key.startsWith(prefix)
                    && lines.add(where + value.origin().lineNumber())) {
                keys.put(
                        key.replaceFirst("bounded-\\d+", "bounded-N"),
                        key.contains("bounded-") ? number(key, value) : text(value));
            }
        });
        return keys;
    }

    private static String number(String key, ConfigValue value) {
        assertThat(key).isEqualTo("arenas.mailboxes.bounded-" + text(value) + ".mailbox-capacity");
        return "N";
    }

    private static String text(ConfigValue value) {
        String text = String.valueOf(value.unwrapped());
        // The parser reads on and off, unquoted, as booleans.
        return text.equals("true") ? "on" : text.equals("false") ? "off" : text;
    }
}
