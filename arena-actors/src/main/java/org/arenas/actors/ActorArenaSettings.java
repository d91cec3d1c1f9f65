package org.arenas.actors;

import com.typesafe.config.Config;
import java.util.Locale;
import java.util.Objects;
import org.arenas.HomePolicy;

/**
 * How an actor and its arena go together. The defaults come from {@code arenas.actors} in the configuration.
 *
 * @param restart what becomes of the arena when a supervisor restarts the actor; {@code arenas.actors.on-restart}
 * @param home whether the arena is given up while the actor waits; {@code arenas.actors.home-policy}
 * @param check what happens to messages that are not shareable; {@code arenas.actors.check-messages}
 */
public record ActorArenaSettings(RestartPolicy restart, HomePolicy home, MessageCheck check) {
    /**
     * Settings without nulls.
     *
     * @param restart what becomes of the arena at a restart
     * @param home whether the arena is given up while the actor waits
     * @param check what happens to messages that are not shareable
     */
    public ActorArenaSettings {
        Objects.requireNonNull(restart, "restart");
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(check, "check");
    }

    /**
     * {@return the settings that a configuration gives}
     *
     * @param config of a whole actor system
     * @throws com.typesafe.config.ConfigException if a key is missing or has none of the values it may have
     */
    public static ActorArenaSettings of(Config config) {
        Config actors = config.getConfig("arenas.actors");
        return new ActorArenaSettings(
                value(actors, "on-restart", RestartPolicy.class),
                value(actors, "home-policy", HomePolicy.class),
                value(actors, "check-messages", MessageCheck.class));
    }

    private static <E extends Enum<E>> E value(Config config, String key, Class<E> type) {
        // As the documentation writes them, in lower case; getEnum wants the names of the constants.
        String given = config.getString(key).strip();
        // The parser reads "off", unquoted, as a boolean, and gives it back as it was written, or as "false".
        String name = given.equals("false") ? "off" : given;
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new com.typesafe.config.ConfigException.BadValue(
                config.origin(),
                "arenas.actors." + key,
                "no such value: given=" + given + "; use one of "
                        + java.util.Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    /**
     * {@return these settings with another restart policy}
     *
     * @param policy the other one
     */
    public ActorArenaSettings withRestart(RestartPolicy policy) {
        return new ActorArenaSettings(policy, home, check);
    }

    /**
     * {@return these settings with another home policy}
     *
     * @param policy the other one
     */
    public ActorArenaSettings withHome(HomePolicy policy) {
        return new ActorArenaSettings(restart, policy, check);
    }

    /**
     * {@return these settings with another check of messages}
     *
     * @param other the other one
     */
    public ActorArenaSettings withCheck(MessageCheck other) {
        return new ActorArenaSettings(restart, home, other);
    }
}
