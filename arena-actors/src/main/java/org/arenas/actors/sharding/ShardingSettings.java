package org.arenas.actors.sharding;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;

/** What stands under {@code arenas.sharding} in the configuration. */
record ShardingSettings(
        Optional<Duration> passivateAfter,
        Duration retryInterval,
        int stashCapacity,
        Duration attemptTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        long maxBytes,
        String role,
        Config replicator) {

    static ShardingSettings of(Config config) {
        Config sharding = config.getConfig("arenas.sharding");
        Config snapshots = sharding.getConfig("snapshots");
        return new ShardingSettings(
                passivateAfter(sharding),
                sharding.getDuration("retry-interval"),
                sharding.getInt("stash-capacity"),
                snapshots.getDuration("attempt-timeout"),
                snapshots.getDuration("read-timeout"),
                snapshots.getDuration("write-timeout"),
                snapshots.getBytes("max-bytes"),
                snapshots.getString("distributed-data.role"),
                snapshots.getConfig("distributed-data"));
    }

    /** The parser reads "off", unquoted, as a boolean, and gives it back as it was written, or as "false". */
    private static Optional<Duration> passivateAfter(Config sharding) {
        String given = sharding.getString("passivate-after");
        boolean isOff = given.equals("off") || given.equals("false");
        return isOff ? Optional.empty() : Optional.of(sharding.getDuration("passivate-after"));
    }
}
