package org.arenas.actors;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.arenas.testing.Await;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An actor system for one test, of which nothing is left afterwards. */
final class ActorSystemExtension implements BeforeEachCallback, AfterEachCallback {
    private final Config config;
    private ActorTestKit kit;

    ActorSystemExtension() {
        this("");
    }

    ActorSystemExtension(String config) {
        this.config = ConfigFactory.parseString(config).withFallback(ConfigFactory.load());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        kit = ActorTestKit.create(context.getRequiredTestClass().getSimpleName(), config);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ArenasExtension extension = ArenasExtension.get(kit.system());
        kit.shutdownTestKit();
        if (!extension.actors().isEmpty()) {
            throw new AssertionError("actors with open arenas are left: " + extension.actors());
        }
        if (!extension.mailboxes().isEmpty()) {
            throw new AssertionError("mailboxes are left: " + extension.mailboxes());
        }
        Await.until("threads ended: " + threads(), () -> threads().isEmpty());
    }

    /** Akka names all of its threads after their system; virtual threads have no names. */
    private List<Thread> threads() {
        String prefix = kit.system().name() + "-";
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    ActorTestKit kit() {
        return kit;
    }

    ActorSystem<Void> system() {
        return kit.system();
    }

    <T> TestProbe<T> probe() {
        return kit.createTestProbe();
    }
}
