package org.arenas.actors;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.arenas.Shareable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the messages of actors with an arena: see {@link MessageCheck}. */
final class MessageChecks {
    private static final Logger LOG = LoggerFactory.getLogger(MessageCheck.class);

    /** What was logged already, by class and path: bounded by the program's classes. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Actor references can be sent anywhere; Akka has several classes of them. */
    static void registerRef(ActorRef<?> ref) {
        Shareable.register(ref.getClass());
    }

    void check(Object message, MessageCheck mode, ActorArena receiver) {
        Object content = contentOf(message);
        if (content == null || Shareable.isShareable(content)) {
            return;
        }
        if (mode == MessageCheck.FAIL) {
            Shareable.check(Objects.requireNonNull(content));
        }
        List<Shareable.Problem> problems = Shareable.explain(content);
        String paths = problems.stream().map(MessageChecks::text).collect(Collectors.joining("; "));
        if (logged.add(message.getClass().getName() + paths)) {
            LOG.warn(
                    "message is not shareable: message={}, to={}, problems={}",
                    message.getClass().getName(),
                    receiver,
                    paths);
        }
    }

    /** Akka's own wrapper of an answer is as shareable as what is in it; its failures are. */
    private static @Nullable Object contentOf(Object message) {
        if (message instanceof StatusReply<?> reply) {
            return reply.isSuccess() ? reply.getValue() : null;
        }
        return message;
    }

    private static String text(Shareable.Problem problem) {
        return problem.path() + " (" + problem.type() + "): " + problem.why();
    }
}
