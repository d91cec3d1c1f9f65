package org.arenas.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.Arrays;
import java.util.Locale;

/** Constants in the configuration, as the documentation writes them: in lower case, with hyphens. */
final class ConfigEnum {
    private ConfigEnum() {}

    static <E extends Enum<E>> E of(Config config, String key, Class<E> type) {
        String given = config.getString(key).strip();
        for (E constant : type.getEnumConstants()) {
            if (nameOf(constant).equals(given.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new ConfigException.BadValue(
                config.getValue(key).origin(),
                key,
                "no such value: given=" + given + "; use one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ConfigEnum::nameOf)
                                .toList());
    }

    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
