package org.arenas.actors;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How remote calls are made: {@code arenas.actors.remote}.
 *
 * @param callTimeout how long a call waits that says nothing else
 * @param resendInterval how often what may be lost is sent again
 * @param idleTimeout after how long without calls what is kept for an owner is given up
 * @param cutsExactlyOnce whether reliable delivery makes bytes of messages even within a system, to cut large ones
 */
record RemoteSettings(Duration callTimeout, Duration resendInterval, Duration idleTimeout, boolean cutsExactlyOnce) {
    static RemoteSettings of(Config config) {
        Config remote = config.getConfig("arenas.actors.remote");
        return new RemoteSettings(
                remote.getDuration("call-timeout"),
                remote.getDuration("resend-interval"),
                remote.getDuration("idle-timeout"),
                !config.getString("akka.reliable-delivery.producer-controller.chunk-large-messages")
                        .equalsIgnoreCase("off"));
    }
}
